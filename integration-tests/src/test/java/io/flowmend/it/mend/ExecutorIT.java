/* Licensed under Apache-2.0. */
package io.flowmend.it.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.config.Settings;
import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.common.keys.Signer;
import io.flowmend.it.support.CommandDesk;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Requirements;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.NetworkLab;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.remediation.Executor;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.remediation.node.KernelHands;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands over a real broker to the executor of a node that is a namespace of this machine, with real flows in it. One class:
 * each of several would start a registry of its own.
 */
class ExecutorIT {

    private static final String NODE = "node-a";
    private static final ServiceAddress SERVICE = ServiceAddress.udp("203.0.113.7", 162);
    private static final ServiceAddress OTHER = ServiceAddress.udp("203.0.113.8", 162);
    private static final int POD_PORT = 1162;
    private static final int BOUND = 2;
    private static final int MEASURED = 20;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private static RegistryUnderTest registry;
    private KafkaUnderTest broker;
    private PrivatePlatform platform;
    private NetworkLab lab;
    private LabNode node;
    private Flows flows;
    private KeyFolder keys;
    private Signer signer;
    private Executor executor;
    private CommandDesk desk;
    private Answers answers;

    @BeforeAll
    static void startRegistry() {
        registry = RegistryUnderTest.start();
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @BeforeEach
    void start() throws IOException {
        Requirements.kernel();
        broker = KafkaUnderTest.inProcess();
        platform = PrivatePlatform.start(broker, registry.url(), TopicSetup.live(RegistryUnderTest.PREFIX, 4));
        lab = NetworkLab.open();
        node = lab.addNode(NODE);
        flows = new Flows(node);
        keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
        signer = keys.signer().orElseThrow();
        executor = executor();
        desk = new CommandDesk(platform.kafka(), NODE);
        answers = new Answers(platform.kafka());
    }

    @AfterEach
    void stop() {
        if (answers != null) {
            answers.close();
            desk.close();
            executor.close();
        }
        if (lab != null) {
            lab.close();
            platform.close();
        }
    }

    @Test
    void aSignedCommandDeletesItsEntryAndNoOther() {
        // Given
        var broken = flows.begin(SERVICE, 0);
        var sameService = flows.begin(SERVICE, 1);
        var otherService = flows.begin(OTHER, 2);
        node.forward(SERVICE, POD_PORT);
        node.forward(OTHER, POD_PORT);
        // When
        desk.send(good("cmd-1", broken));
        // Then
        answers.await("cmd-1", ResultStatus.MENDED);
        assertThat(answers.of("cmd-1"))
                .extracting(RemediationResult::getStatus)
                .containsExactly(ResultStatus.STARTED, ResultStatus.MENDED);
        assertThat(answers.of("cmd-1").getLast().getNetlinkPorts()).isNotEmpty();
        Waiting.until(
                "the flow is translated",
                SOON,
                () -> node.conntrack()
                        .towards(SERVICE, Flows.FIRST_PORT)
                        .filter(entry -> !entry.unNated())
                        .isPresent());
        flows.assertUntouched(List.of(sameService, otherService));
    }

    @Test
    void whatMustNotBeObeyedIsRefusedAndLeavesItsEntry() throws IOException {
        // Given
        var entries = List.of(flows.begin(SERVICE, 0), flows.begin(SERVICE, 1), flows.begin(SERVICE, 2));
        var last = flows.begin(SERVICE, 3);
        var entry = entries.getFirst();
        node.forward(SERVICE, POD_PORT);
        var revoked = signer;
        new KeyMaker(keys).rotate();
        new KeyMaker(keys).revoke(revoked.keyId());
        signer = keys.signer().orElseThrow();
        var pair = Ed25519.generate();
        var strangers = new Signer(signer.keyId(), pair.getPrivate());
        // When
        var past = desk.deletion("expired", SERVICE, List.of(entry));
        past.setIssuedAt(past.getIssuedAt().minusSeconds(10))
                .setExpiresAt(past.getIssuedAt().plusSeconds(5));
        desk.send(CommandDesk.signed(past, signer));
        desk.send(CommandDesk.signed(command("foreign", entry).setNode("node-b"), signer));
        desk.send(command("unsigned", entry).build());
        desk.send(CommandDesk.signed(command("wrongly", entry), strangers));
        desk.send(CommandDesk.signed(command("revoked", entry), revoked));
        desk.send(altered(good("altered", last), entry));
        desk.send(CommandDesk.signed(desk.deletion("batch", SERVICE, entries), signer));
        desk.send(good("good", last));
        desk.send(good("good", last));
        desk.send(good("end", last));
        // Then
        answers.await("good", ResultStatus.MENDED);
        answers.await("end", ResultStatus.NOTHING_LEFT);
        assertThat(answers.reason("expired")).contains("expired");
        assertThat(answers.reason("unsigned")).contains("not signed");
        assertThat(answers.reason("wrongly")).contains("signature is not that of key");
        assertThat(answers.reason("revoked")).contains("is revoked");
        assertThat(answers.reason("altered")).contains("signature is not that of key");
        assertThat(answers.reason("batch")).contains("has 3 targets, allowed is 2");
        assertThat(answers.of("foreign")).isEmpty();
        assertThat(refusals("not-for-me")).isEqualTo(1);
        assertThat(answers.of("good"))
                .extracting(RemediationResult::getStatus)
                .containsExactly(ResultStatus.STARTED, ResultStatus.MENDED);
        assertThat(refusals("already-seen")).isEqualTo(1);
        flows.assertUntouched(entries);
    }

    @Test
    void theOffSwitchStopsWhatWaitsWhileTheBrokerIsAway() throws IOException {
        // Given
        var entry = flows.begin(SERVICE, 0);
        var waiting = command("waiting", entry);
        desk.send(CommandDesk.signed(waiting.setExpiresAt(waiting.getIssuedAt().plusSeconds(55)), signer));
        desk.send(CommandDesk.signed(
                command("behind", entry)
                        .setMode(ActMode.DRY_RUN)
                        .setExpiresAt(command("behind", entry).getIssuedAt().plusMillis(500)),
                signer));
        answers.await("behind", ResultStatus.REFUSED); // so the one before it is taken, and waits
        assertThat(answers.of("waiting")).isEmpty();
        ((KafkaUnderTest.InProcess) broker).broker().close();
        // When
        Files.createFile(folder.resolve("off"));
        node.forward(SERVICE, POD_PORT);
        // Then
        Waiting.until("the switch has ended what waited", SOON, () -> refusals("switched-off") == 1);
        Waiting.pass(Duration.ofMillis(500)); // an act that comes later must have time to show
        flows.assertUntouched(List.of(entry));
        assertThat(refusals("broker-silent")).isZero();
        assertThat(executor.failure()).isEmpty();
    }

    @Test
    void fromReadableToActedTakesMilliseconds() {
        // Given
        var entries = new ArrayList<ConntrackEntry>();
        for (var index = 0; index <= MEASURED; index++) {
            entries.add(flows.begin(SERVICE, index));
        }
        node.forward(SERVICE, POD_PORT);
        // When
        for (var index = 0; index <= MEASURED; index++) {
            desk.send(good("cmd-" + index, entries.get(index)));
            answers.await("cmd-" + index, ResultStatus.MENDED);
        }
        // Then
        print(
                "checked and journalled",
                answers.micros(result -> Duration.ofNanos(result.getDurationMicros() * 1000), ResultStatus.STARTED));
        var took = answers.micros(
                result -> Duration.between(result.getReceivedAt(), result.getActedAt()), ResultStatus.MENDED);
        print("acted", took);
        assertThat(took).hasSize(MEASURED + 1);
    }

    private static void print(String what, List<Long> took) {
        var later = took.subList(1, took.size()).stream().sorted().toList();
        System.out.printf(
                "readable to %s: first %d us, then p50 %d us, p90 %d us, max %d us, n = %d%n",
                what,
                took.getFirst(),
                later.get(MEASURED / 2),
                later.get(MEASURED * 9 / 10),
                later.getLast(),
                MEASURED);
    }

    private Executor executor() {
        var told = new HashMap<>(platform.settings());
        told.remove("streams.eager");
        told.remove("streams.state.dir");
        told.putAll(Map.of(
                "executor.mode", "act",
                "executor.node", NODE,
                "executor.namespace", node.namespace().path().toString(),
                "executor.keys.dir", keys.path().toString(),
                "executor.state.dir", folder.resolve("state").toString(),
                "executor.off.file", folder.resolve("off").toString(),
                "executor.batch.max", Integer.toString(BOUND)));
        var started =
                Executor.start(ExecutorConfig.from(Settings.of(told)), platform.kafka(), metrics, KernelHands::open);
        Waiting.until(
                "the executor takes commands", SOON, () -> started.health().good());
        return started;
    }

    private RemediationCommand.Builder command(String id, ConntrackEntry entry) {
        return desk.deletion(id, SERVICE, List.of(entry));
    }

    private RemediationCommand good(String id, ConntrackEntry entry) {
        return CommandDesk.signed(command(id, entry), signer);
    }

    /** Signed for one entry, sent for another. */
    private RemediationCommand altered(RemediationCommand signed, ConntrackEntry other) {
        return RemediationCommand.newBuilder(signed)
                .setRemedy(command("other", other).getRemedy())
                .build();
    }

    private double refusals(String kind) {
        return metrics.find("flowmend.executor.refusals").tag("reason", kind).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
