/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A service that was deleted and made again under its name is two, one after the other. */
class RecordedServicesTest {

    static final String SERVICES = "services.txt";

    private final Recordings recordings = Recordings.required();

    @TestFactory
    Stream<DynamicTest> addressesAreThoseDerivedByHand() {
        return Expectations.all(SERVICES).stream()
                .map(each -> DynamicTest.dynamicTest(each.folder(), () -> addresses(each)));
    }

    private void addresses(Expectations all) throws IOException {
        var expected = all.only("reads", "cluster-ip", "ready", "address");
        var services = new ServiceLives(expected);
        var events = new ArrayList<AuditEvent>();
        for (var name : expected.recordings()) {
            events.add(AuditEvent.read(recordings.file(name)));
        }
        events.sort(Comparator.comparing(AuditEvent::at));
        for (var event : events) {
            services.on(event);
        }
        assertThat(services.intervals()).containsExactlyElementsOf(expected.texts("address"));
    }
}
