/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.common.keys.Signer;
import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.journal.FileMedium;
import io.flowmend.remediation.journal.Journal;
import io.flowmend.remediation.journal.NotSeen;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.owner.Ownership;
import io.flowmend.remediation.step.Addressed;
import io.flowmend.remediation.step.Limits;
import io.flowmend.remediation.step.LocalPolicy;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.OffSwitch;
import io.flowmend.remediation.step.Pipeline;
import io.flowmend.remediation.support.TestClocks;
import io.flowmend.remediation.support.TestCommands;
import io.flowmend.remediation.support.TestNode;
import io.flowmend.schemas.remediation.RemediationCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real pipeline, keys, journal and off switch in files; only node, clocks and broker are the test's. */
final class MenderBench implements AutoCloseable {

    static final Instant T = Instant.parse("2026-11-21T06:00:00Z");
    static final int BOUND = 3;

    final TestNode node = new TestNode();
    final TestClocks clocks = new TestClocks(T);
    final Broker broker = new Broker();
    final Signer signer;
    Mender mender;
    private final Path dir;
    private final KeyFolder keys;
    private final FileMedium disk;

    /** A results topic that can be away. */
    static final class Broker implements Results {

        final List<Report> taken = new ArrayList<>();
        boolean down;
        private final Set<String> delivered = new HashSet<>();

        @Override
        public Optional<Refusal> acknowledged(Report report, Duration atMost) {
            if (down) {
                return Optional.of(new Refusal.BrokerSilent("away"));
            }
            taken.add(report);
            return Optional.empty();
        }

        @Override
        public void send(Report report) {
            taken.add(report);
            if (!down) {
                delivered.add(report.order().id());
            }
        }

        @Override
        public Set<String> delivered() {
            var ids = Set.copyOf(delivered);
            delivered.clear();
            return ids;
        }
    }

    /** The node has a rule, and as many entries as a batch above the bound names. */
    MenderBench(Path dir) throws IOException {
        this.dir = dir;
        keys = new KeyFolder(dir.resolve("keys"));
        new KeyMaker(keys).make();
        signer = keys.signer().orElseThrow();
        disk = FileMedium.open(dir.resolve("state"));
        mender = mender(false);
        node.rule(TestCommands.RULE);
        for (var i = 0; i <= BOUND; i++) {
            node.has(TestCommands.entry(i));
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /** The next life of the executor. */
    void restart() throws IOException {
        mender = mender(false);
    }

    void restartInDryRun() throws IOException {
        mender = mender(true);
    }

    /** As a life of the executor would open it now. */
    Journal journal() throws IOException {
        return Journal.open(disk, clocks.wall(), Duration.ofMinutes(2));
    }

    void switchOff() throws IOException {
        Files.createFile(dir.resolve("off"));
    }

    void revoke() {
        try {
            new KeyMaker(keys).revoke(signer.keyId());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    RemediationCommand good(String id) {
        return signed(TestCommands.command(id, 1, T));
    }

    RemediationCommand signed(RemediationCommand.Builder command) {
        return TestCommands.signed(command, signer);
    }

    void take(RemediationCommand command) {
        mender.take(Orders.of(command));
    }

    /** Time passes to the second observation, and the answer is sent. */
    void settle() {
        clocks.pass(Duration.ofMillis(20));
        mender.turn();
    }

    void assertRefused(RemediationCommand command, String kind) {
        take(command);
        assertThat(refusal()).isEqualTo(kind);
        assertThat(node.deleted()).isEmpty();
    }

    /** Of the one answer. */
    String refusal() {
        assertThat(broker.taken).hasSize(1);
        assertThat(broker.taken.getFirst().status()).isEqualTo(Status.REFUSED);
        return broker.taken.getFirst().refusal().orElseThrow().kind();
    }

    private Mender mender(boolean dryRun) throws IOException {
        var limits = Limits.standard();
        var journal = journal();
        var clock = new GuardedClock(clocks, journal.latest());
        var view = new Node(node, (uid, address, since) -> new Ownership.OwnsNot(), clock, limits);
        var addressed = new Addressed("local", "node-a");
        var policy = new LocalPolicy(dryRun, Set.of(Task.DELETE_CONNTRACK_ENTRIES), BOUND);
        var pipeline = Pipeline.standard(new Pipeline.Parts(
                keys::state,
                addressed,
                clock,
                List.of(new NotSeen(journal), new Announced(broker, view)),
                OffSwitch.at(dir.resolve("off")),
                policy,
                limits));
        return new Mender(new Mender.Parts(pipeline, view, addressed, dryRun, journal, broker, Account.none()));
    }
}
