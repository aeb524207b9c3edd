/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        // Given
        var recording = new Recording(
                Samples.THREE,
                List.of(
                        Samples.service(0, 1, 2, "a"),
                        Samples.tombstone(1, 2, 3, "b"),
                        Samples.apiMark(2, 3, 4, 1, 0)));
        var text = new StringWriter();
        // When
        recording.write(text);
        // Then
        assertThat(read(text.toString())).isEqualTo(recording);
    }

    @Test
    void remarksAndEmptyLinesAreForPeople() throws IOException {
        assertThat(read("# the service comes\n\n{\"partitions\":{\"node.flows\":12}}\n")
                        .partitions())
                .containsEntry("node.flows", 12);
    }

    @Test
    void aLineThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> read("{\"partitions\":{}}\n{\"topic\":\"node.flows\"}\n"))
                .hasMessage("line 2: partition is missing");
    }

    private static Recording read(String text) throws IOException {
        return Recording.read(new BufferedReader(new StringReader(text)));
    }
}
