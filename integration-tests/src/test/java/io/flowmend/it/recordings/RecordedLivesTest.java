/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowmend.streams.ownership.Owner;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each recorded life gives the owners that were derived from it by hand, and no recording is left out. */
class RecordedLivesTest {

    private static final String LIVES = "lives.txt";

    /** How far the clock of a script that noted the truth, after its call had returned, may be from the watch's. */
    private static final Duration CLOCK = Duration.ofMillis(100);

    private final Recordings recordings = Recordings.required();

    @TestFactory
    Stream<DynamicTest> ownersAreThoseDerivedByHand() {
        return Expectations.all(LIVES).stream().map(each -> DynamicTest.dynamicTest(each.folder(), () -> owners(each)));
    }

    private void owners(Expectations all) throws IOException {
        var expected = all.only(
                "reads", "address", "run-once", "finished", "year", "version", "owned", "at", "former", "orders");
        var orders = new PodScript(expected, recordings).versions();
        for (var versions : orders) {
            var lives = Lives.of(versions);
            assertThat(lives.intervals()).containsExactlyInAnyOrderElementsOf(expected.texts("owned"));
            expected.of("at")
                    .forEach(
                            words -> assertThat(pod(lives.ownersOf(words.get(1)).ownerAt(time(words))))
                                    .as(String.join(" ", words))
                                    .isEqualTo(words.get(2)));
            expected.of("former")
                    .forEach(words -> assertThat(lives.ownersOf(words.get(1)).formerAt(time(words)))
                            .as(String.join(" ", words))
                            .extracting(Owner::pod)
                            .isEqualTo(words.subList(2, words.size())));
        }
        assertThat(Integer.toString(orders.size()))
                .as("orders of events of one second")
                .isEqualTo(expected.texts("orders").stream().findFirst().orElse("1"));
    }

    private static Instant time(List<String> words) {
        return Instant.parse(words.getFirst());
    }

    private static String pod(Optional<Owner> owner) {
        return owner.map(Owner::pod).orElse("nobody");
    }

    /** What upstream's own test derives from the same events: while a container was started or ready, the address was owned. */
    @TestFactory
    Stream<DynamicTest> aPodOwnsItsAddressWhileUpstreamSawAContainerOfItRun() {
        return Expectations.all(LIVES).stream()
                .filter(each -> each.folder().contains("/podTest/"))
                .map(each -> DynamicTest.dynamicTest(each.folder(), () -> upstream(each)));
    }

    private void upstream(Expectations expected) throws IOException {
        var address = expected.texts("address").getFirst();
        var truth = new ObjectMapper()
                .readTree(recordings.file(expected.folder() + "/expected.json").toFile())
                .path("items");
        assertThat(truth).isNotEmpty();
        for (var versions : new PodScript(expected, recordings).versions()) {
            var owners = Lives.of(versions).ownersOf(address);
            for (var item : truth) {
                var reason = item.path("message").path("reason").asText();
                if (List.of("ContainerStart", "Ready").contains(reason)) {
                    var from = Instant.parse(item.path("from").asText());
                    var until = Instant.parse(item.path("to").asText());
                    assertThat(owners.at(from)).as("owners from %s on", from).hasSize(1);
                    assertThat(owners.at(until.minusNanos(1000))).isEqualTo(owners.at(from));
                }
            }
        }
    }

    /** The script that made the recording wrote down when it gave an address and when the object was gone. */
    @TestFactory
    Stream<DynamicTest> ownersBeginAndEndWhenTheirTimelineSays() {
        return Expectations.all(LIVES).stream()
                .filter(each -> Files.exists(recordings.file(each.folder() + "/timeline.txt")))
                .map(each -> DynamicTest.dynamicTest(each.folder(), () -> timeline(each)));
    }

    private void timeline(Expectations expected) throws IOException {
        var timeline = Files.readAllLines(recordings.file(expected.folder() + "/timeline.txt"));
        var owners = Lives.of(new PodScript(expected, recordings).versions().getFirst())
                .all();
        assertThat(owners).isNotEmpty();
        for (var owner : owners) {
            var given = Pattern.compile("podIP[= ]" + Pattern.quote(owner.address()) + "\\b");
            assertThat(timeline.stream()
                            .filter(line -> given.matcher(line).find())
                            .map(RecordedLivesTest::written))
                    .as("when %s was given to %s", owner.address(), owner.pod())
                    .anySatisfy(
                            at -> assertThat(at).isCloseTo(owner.from(), within(CLOCK.toMillis(), ChronoUnit.MILLIS)));
            var gone = "pod " + owner.name() + " gone from the API";
            assertThat(timeline.stream()
                            .filter(line -> line.endsWith(gone))
                            .map(RecordedLivesTest::written)
                            .toList())
                    .as(gone)
                    .hasSize(owner.until().isPresent() ? 1 : 0)
                    .allSatisfy(at -> assertThat(at)
                            .isCloseTo(owner.until().orElseThrow().at(), within(CLOCK.toMillis(), ChronoUnit.MILLIS)));
        }
    }

    private static Instant written(String line) {
        return WatchLog.time(new BigDecimal(line.substring(0, line.indexOf(' '))));
    }

    @Test
    void everyRecordingOfALifeIsExpectedSomethingOf() throws IOException {
        var read = new TreeSet<String>();
        Stream.of(LIVES, RecordedServicesTest.SERVICES, RecordedChurnTest.CHURN)
                .flatMap(name -> Expectations.all(name).stream())
                .forEach(each -> read.addAll(each.recordings()));
        assertThat(read).isEqualTo(recordings.lives());
    }

    @Test
    void everyFileWithExpectationsIsRead() {
        assertThat(Expectations.files())
                .isNotEmpty()
                .allMatch(file -> List.of(LIVES, RecordedServicesTest.SERVICES, RecordedChurnTest.CHURN)
                        .contains(file.substring(file.lastIndexOf('/') + 1)));
    }
}
