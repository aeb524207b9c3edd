/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void everyFaultIsReportedAtOnceWithKeyValueAndBound() {
        // Given
        var settings = Settings.of(Map.of("wait", "soon", "count", "11", "on", "yes", "cuont", "3"));
        // When
        settings.duration("wait", Duration.ofSeconds(2), Check.positive(), "");
        settings.integer("count", 1, Check.between(1, 10), "");
        settings.flag("on", false, "");
        settings.required("name", Check.notBlank(), "");
        // Then
        assertThatThrownBy(settings::done)
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.faults())
                                .containsExactly(
                                        "wait is 'soon'; allowed: a duration > 0, e.g. 500ms, 2s, 10m",
                                        "count is '11'; allowed: 1 to 10",
                                        "on is 'yes'; allowed: true, false",
                                        "name is not set; allowed: a text that is not blank",
                                        "cuont is not a setting of this process; 'flowmend config' lists all"));
    }

    @Test
    void bothEdgesOfABoundAreInside() {
        var settings = Settings.of(Map.of("least", "1", "most", "10"));
        assertThat(settings.integer("least", 5, Check.between(1, 10), "")).isEqualTo(1);
        assertThat(settings.integer("most", 5, Check.between(1, 10), "")).isEqualTo(10);
        settings.done();
    }

    @Test
    void durationsAreReadAsOperatorsWriteThem() {
        var settings = Settings.of(Map.of("a", "150ms", "b", "2m", "c", "PT3S"));
        assertThat(settings.duration("a", Duration.ZERO, Check.notNegative(), ""))
                .isEqualTo(Duration.ofMillis(150));
        assertThat(settings.duration("b", Duration.ZERO, Check.notNegative(), ""))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.duration("c", Duration.ZERO, Check.notNegative(), ""))
                .isEqualTo(Duration.ofSeconds(3));
        settings.done();
    }

    @Test
    void whatFollowsAPrefixIsPassedThrough() {
        var settings = Settings.of(Map.of("kafka.security.protocol", "SASL_SSL"));
        assertThat(settings.prefixed("kafka.", "")).isEqualTo(Map.of("security.protocol", "SASL_SSL"));
        settings.done();
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile(@TempDir Path folder) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("flowmend.properties"), "a=file\nb=file\nc=file\n");
        // When
        var merged = Sources.merge(
                Optional.of(file), Map.of("FLOWMEND_B", "environment", "FLOWMEND_C", "environment"), List.of("c=set"));
        // Then
        assertThat(merged).isEqualTo(Map.of("a", "file", "b", "environment", "c", "set"));
    }

    @Test
    void aFileThatCannotBeReadIsAFaultOfTheOptionThatNamesIt(@TempDir Path folder) throws Exception {
        var missing = folder.resolve("missing");
        assertThatThrownBy(() -> Sources.read("--rules", missing))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("--rules is '" + missing + "', which is no file");
        var escaped = Files.writeString(folder.resolve("escaped"), "a=\\u12");
        assertThatThrownBy(() -> Sources.merge(Optional.of(escaped), Map.of(), List.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("--config is '" + escaped + "', which cannot be read (Malformed");
        var binary = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xff});
        assertThatThrownBy(() -> Sources.read("--rules", binary))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("--rules is '" + binary + "', which is not UTF-8");
    }

    @Test
    void aDottedKeyComesFromAnUnderscoredVariable() {
        var merged = Sources.merge(Optional.empty(), Map.of("FLOWMEND_KAFKA_BOOTSTRAP_SERVERS", "broker:1"), List.of());
        assertThat(merged).containsExactly(Map.entry("kafka.bootstrap.servers", "broker:1"));
    }

    @Test
    void anOverrideWithoutAValueIsAFault() {
        assertThatThrownBy(() -> Sources.merge(Optional.empty(), Map.of(), List.of("key")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("--set is 'key'; allowed: key=value");
    }
}
