/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.Settings;
import io.flowmend.producer.kubernetes.config.CanaryConfig.Haste;
import io.flowmend.producer.kubernetes.config.CanaryConfig.OwnPod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubernetesConfigTest {

    private static KubernetesConfig read(Map<String, String> values) {
        var settings = Settings.of(values);
        var config = KubernetesConfig.from(settings);
        settings.done();
        return config;
    }

    @Test
    void everyKeyIsRead() {
        var config = read(Map.of(
                "kubernetes.kubeconfig", "/k",
                "kubernetes.list.page", "7",
                "kubernetes.canary.enabled", "false",
                "kubernetes.canary.namespace", "ns",
                "kubernetes.canary.busy.period", "100ms",
                "kubernetes.canary.busy.time", "3s",
                "kubernetes.canary.busy.hold", "4s",
                "kubernetes.pod.name", "p",
                "kubernetes.pod.namespace", "pn"));

        assertThat(config)
                .isEqualTo(new KubernetesConfig(
                        Optional.of(Path.of("/k")),
                        new CanaryConfig(
                                false,
                                "ns",
                                Optional.of(new OwnPod("pn", "p")),
                                new Haste(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(4))),
                        7));
    }

    @Test
    void nothingNeedsToBeSet() {
        assertThat(read(Map.of()))
                .isEqualTo(new KubernetesConfig(
                        Optional.empty(), new CanaryConfig(true, "default", Optional.empty()), 500));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "kubernetes.list.page", "0",
                        "kubernetes.canary.namespace", "Not A Name",
                        "kubernetes.pod.name", "p")))
                .hasMessageContaining("kubernetes.list.page is '0'; allowed: 1 to 10000")
                .hasMessageContaining("kubernetes.canary.namespace is 'Not A Name'")
                .hasMessageContaining("set both or none");
    }

    @Test
    void theDownwardApiNamesOurPodUnlessTheSettingsDo() {
        var environment = Map.of("POD_NAME", "e", "POD_NAMESPACE", "en");

        assertThat(KubernetesConfig.withPod(Map.of(), environment))
                .containsEntry("kubernetes.pod.name", "e")
                .containsEntry("kubernetes.pod.namespace", "en");
        assertThat(KubernetesConfig.withPod(Map.of("kubernetes.pod.name", "s"), environment))
                .isEqualTo(Map.of("kubernetes.pod.name", "s"));
        assertThat(KubernetesConfig.withPod(Map.of(), Map.of("POD_NAME", "e"))).isEmpty();
    }
}
