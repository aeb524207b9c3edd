/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.common.keys.Signer;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.journal.FileMedium;
import io.flowmend.remediation.journal.Journal;
import io.flowmend.remediation.journal.NotSeen;
import io.flowmend.remediation.node.NatAnswer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline, keys, journal and off switch in files; only node, clocks and broker are the test's. */
class MenderTest {

    private static final Instant T = Instant.parse("2026-11-21T06:00:00Z");
    private static final int BOUND = 3;

    @TempDir
    private Path dir;

    private final TestNode node = new TestNode();
    private final TestClocks clocks = new TestClocks(T);
    private final Broker broker = new Broker();
    private KeyFolder keys;
    private Signer signer;
    private FileMedium disk;
    private Mender mender;

    /** A results topic that can be away. */
    private static final class Broker implements Results {

        private final List<Report> taken = new ArrayList<>();
        private final Set<String> delivered = new HashSet<>();
        private boolean down;

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

    @BeforeEach
    void start() throws IOException {
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

    @AfterEach
    void stop() throws IOException {
        disk.close();
    }

    @Test
    void aGoodCommandIsAnnouncedActedOnAndVerified() {
        // When
        take(good("cmd-1"));
        settle();
        // Then
        assertThat(node.deleted()).containsExactly(TestCommands.entry(0));
        assertThat(broker.taken).extracting(Report::status).containsExactly(Status.STARTED, Status.MENDED);
        var report = broker.taken.getLast();
        assertThat(report.ports()).containsExactly(77L);
        assertThat(report.actedAt()).isPresent();
        assertThat(report.items()).singleElement().satisfies(item -> {
            assertThat(item.before().orElseThrow()).contains("UNREPLIED", "203.0.113.7:162", "id 100");
            assertThat(item.outcome().words()).isEqualTo("the entry is not there any more");
        });
    }

    @Test
    void anUnsignedCommandIsRefused() {
        assertRefused(TestCommands.command("cmd-1", 1, T).build(), "unsigned");
    }

    @Test
    void aCommandThatIsSignedByAnotherKeyIsRefused() {
        var other = new Signer(signer.keyId(), Ed25519.generate().getPrivate());
        assertRefused(TestCommands.signed(TestCommands.command("cmd-1", 1, T), other), "wrong-signature");
    }

    @Test
    void aCommandOfAKeyThatNobodyTrustsIsRefused() {
        var other = new Signer("0123456789abcdef", Ed25519.generate().getPrivate());
        assertRefused(TestCommands.signed(TestCommands.command("cmd-1", 1, T), other), "unknown-key");
    }

    @Test
    void aKeyThatIsRevokedWhileTheExecutorRunsCountsNoMore() throws IOException {
        // Given
        take(good("cmd-0"));
        settle();
        assertThat(broker.taken.getLast().status()).isEqualTo(Status.MENDED);
        broker.taken.clear();
        // When
        new KeyMaker(keys).revoke(signer.keyId());
        take(TestCommands.signed(TestCommands.command("cmd-1", 2, T), signer));
        // Then
        assertThat(refusal()).isEqualTo("revoked-key");
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void aKeyThatIsRevokedWhileItsCommandWaitsCountsNoMore() throws IOException {
        // Given
        node.rule(new NatAnswer.NoRule());
        take(good("cmd-1"));
        clocks.pass(Duration.ofSeconds(1));
        new KeyMaker(keys).revoke(signer.keyId());
        // When
        node.rule(TestCommands.RULE);
        mender.turn();
        // Then
        assertThat(node.deleted()).isEmpty();
        assertThat(outcomes()).containsExactly(new Outcome.Refused(new Refusal.RevokedKey(signer.keyId())));
    }

    @Test
    void aKeyThatIsRevokedInTheMiddleOfABatchEndsIt() {
        // Given
        node.atDelete(() -> {
            node.atDelete(() -> {});
            revoke();
        });
        // When
        take(TestCommands.signed(TestCommands.command("cmd-1", 2, T), signer));
        settle();
        // Then
        assertThat(node.deleted()).hasSize(1);
        assertThat(outcomes()).last().isEqualTo(new Outcome.Refused(new Refusal.RevokedKey(signer.keyId())));
    }

    @Test
    void anAlteredCommandIsRefused() {
        var altered = RemediationCommand.newBuilder(good("cmd-1"))
                .setExpiresAt(T.plusSeconds(6))
                .build();
        assertRefused(altered, "wrong-signature");
    }

    @Test
    void aCommandForAnotherNodeIsNeitherActedOnNorAnswered() {
        // When
        take(TestCommands.signed(TestCommands.command("cmd-1", 1, T).setNode("node-b"), signer));
        take(TestCommands.signed(TestCommands.command("cmd-2", 1, T).setCluster("other"), signer));
        // Then
        assertThat(node.deleted()).isEmpty();
        assertThat(broker.taken).isEmpty();
    }

    @Test
    void aCommandIsRefusedFromTheMomentOfItsExpiryOn() {
        // Given
        clocks.pass(Duration.ofSeconds(5).minusNanos(1));
        take(good("cmd-1"));
        settle();
        assertThat(node.deleted()).hasSize(1);
        // When
        broker.taken.clear();
        clocks.setWall(T.plusSeconds(5));
        take(TestCommands.signed(TestCommands.command("cmd-2", 2, T), signer));
        // Then
        assertThat(refusal()).isEqualTo("expired");
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackRevivesNothing() {
        // Given
        clocks.pass(Duration.ofSeconds(6));
        mender.turn();
        take(TestCommands.signed(TestCommands.command("cmd-0", 1, T.plusSeconds(6)), signer));
        // When
        clocks.setWall(T.plusSeconds(1));
        broker.taken.clear();
        take(TestCommands.signed(TestCommands.command("cmd-1", 2, T), signer));
        // Then
        assertThat(refusal()).isEqualTo("expired");
    }

    @Test
    void aCommandFromTheFutureAndOneThatLivesTooLongAreRefused() {
        assertRefused(
                TestCommands.signed(TestCommands.command("cmd-1", 1, T.plusMillis(2_001)), signer), "from-the-future");
        broker.taken.clear();
        assertRefused(
                TestCommands.signed(
                        TestCommands.command("cmd-2", 1, T)
                                .setExpiresAt(T.plus(Duration.ofMinutes(1)).plusNanos(1_000)),
                        signer),
                "lives-too-long");
    }

    @Test
    void aCommandThatComesTwiceIsAnsweredOnce() {
        // Given
        take(good("cmd-1"));
        settle();
        node.has(TestCommands.entry(0));
        // When
        take(good("cmd-1"));
        settle();
        // Then
        assertThat(node.deleted()).hasSize(1);
        assertThat(broker.taken).hasSize(2);
    }

    @Test
    void aCommandThatAnEarlierLifeEndedIsNotTakenAgain() throws IOException {
        // Given
        take(good("cmd-1"));
        settle();
        node.has(TestCommands.entry(0));
        // When
        mender = mender(false);
        take(good("cmd-1"));
        settle();
        // Then
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void whatAnEarlierLifeBeganAndDidNotEndIsReportedAndNeverActedOn() throws IOException {
        // Given
        var order = Orders.of(good("cmd-1"));
        Journal.open(disk, T, Duration.ofMinutes(2)).started(order, T);
        // When
        mender = mender(false);
        mender.recover(Orders::read, Set.of());
        take(good("cmd-1"));
        // Then
        assertThat(broker.taken).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(report.reason()).contains("1 of 1 targets are as they were");
        });
        assertThat(node.deleted()).isEmpty();
    }

    @Test
    void aResultThatTheBrokerNeverTookIsToldOfByTheNextLife() throws IOException {
        // Given
        take(good("cmd-1"));
        broker.down = true;
        settle();
        assertThat(node.deleted()).hasSize(1);
        broker.down = false;
        broker.taken.clear();
        // When
        mender = mender(false);
        mender.recover(Orders::read, Set.of());
        mender.turn();
        // Then
        assertThat(broker.taken).extracting(Report::status).containsExactly(Status.INTERRUPTED);
        // And the life after that has nothing to tell
        broker.taken.clear();
        mender(false).recover(Orders::read, Set.of());
        assertThat(broker.taken).isEmpty();
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void anEndThatTheTopicHasIsNotToldOfAgain() throws IOException {
        // Given
        var order = Orders.of(good("cmd-1"));
        Journal.open(disk, T, Duration.ofMinutes(2)).started(order, T);
        // When
        mender = mender(false);
        mender.recover(Orders::read, Set.of("cmd-1"));
        // Then
        assertThat(broker.taken).isEmpty();
        take(good("cmd-1"));
        assertThat(node.deleted()).isEmpty();
    }

    @Test
    void aBatchAboveTheBoundIsRefusedWholeAndOneAtTheBoundIsNot() {
        // When
        take(TestCommands.signed(TestCommands.command("cmd-1", BOUND + 1, T), signer));
        // Then
        assertThat(refusal()).isEqualTo("batch-too-large");
        assertThat(node.deleted()).isEmpty();
        take(TestCommands.signed(TestCommands.command("cmd-2", BOUND, T), signer));
        assertThat(node.deleted()).hasSize(BOUND);
    }

    @Test
    void theOffSwitchWorksWhileTheBrokerIsAway() throws IOException {
        // Given
        broker.down = true;
        Files.createFile(dir.resolve("off"));
        // When
        take(good("cmd-1"));
        // Then
        assertThat(refusal()).isEqualTo("switched-off");
        assertThat(node.deleted()).isEmpty();
    }

    @Test
    void nothingIsActedOnWhileTheBrokerIsAway() {
        // Given
        broker.down = true;
        // When
        take(good("cmd-1"));
        settle();
        // Then
        assertThat(node.deleted()).isEmpty();
        assertThat(broker.taken.getLast().status()).isEqualTo(Status.REFUSED);
        assertThat(broker.taken.getLast().reason()).contains("away");
    }

    @Test
    void aRuleThatComesInTimeIsWaitedFor() {
        // Given
        node.rule(new NatAnswer.NoRule());
        take(good("cmd-1"));
        assertThat(mender.isWaiting()).isTrue();
        assertThat(node.deleted()).isEmpty();
        // When
        clocks.pass(Duration.ofSeconds(4));
        node.rule(TestCommands.RULE);
        mender.turn();
        // Then
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void rulesThatChangeAtEachReadingAreWaitedFor() {
        // Given
        node.rule(new NatAnswer.NotUnderstood("the NAT rules changed at each of 5 readings", true));
        take(good("cmd-1"));
        assertThat(mender.isWaiting()).isTrue();
        assertThat(node.deleted()).isEmpty();
        // When
        node.rule(TestCommands.RULE);
        mender.turn();
        // Then
        assertThat(node.deleted()).hasSize(1);
    }

    @Test
    void rulesThatAreNotUnderstoodAreNotWaitedFor() {
        // Given
        node.rule(new NatAnswer.NotUnderstood("a rule translates to a range"));
        // When
        take(good("cmd-1"));
        // Then
        assertThat(mender.isWaiting()).isFalse();
        assertThat(broker.taken.getLast().reason()).contains("a rule translates to a range");
    }

    @Test
    void aRuleThatComesTooLateIsNotWaitedFor() {
        // Given
        node.rule(new NatAnswer.Refused());
        take(good("cmd-1"));
        // When
        clocks.pass(Duration.ofSeconds(5));
        node.rule(TestCommands.RULE);
        mender.turn();
        // Then
        assertThat(node.deleted()).isEmpty();
        assertThat(broker.taken.getLast().reason()).contains("the command expired while the node refused new flows");
    }

    @Test
    void aNodeInDryRunDoesEverythingButTheAct() throws IOException {
        // Given
        mender = mender(true);
        // When
        take(good("cmd-1"));
        // Then
        assertThat(node.deleted()).isEmpty();
        assertThat(broker.taken).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(Status.DRY_RUN);
            assertThat(report.dryRun()).isTrue();
        });
    }

    @Test
    void anAnsweredEntryTowardsAStrangerIsDeletedOnlyIfTheCommandSaysThatItIsAnswered() {
        // Given
        var entry = TestCommands.entryTowardsGone();
        node.has(new Entry(entry.key(), entry.id(), 1 << 1, 29, null));
        // When
        take(TestCommands.signed(TestCommands.towardsGone("cmd-1", false, T), signer));
        // Then
        assertThat(broker.taken.getLast().reason()).contains("the entry is answered now");
        assertThat(node.deleted()).isEmpty();
        take(TestCommands.signed(TestCommands.towardsGone("cmd-2", true, T), signer));
        settle();
        assertThat(node.deleted()).hasSize(1);
    }

    private void assertRefused(RemediationCommand command, String kind) {
        take(command);
        assertThat(refusal()).isEqualTo(kind);
        assertThat(node.deleted()).isEmpty();
    }

    private void revoke() {
        try {
            new KeyMaker(keys).revoke(signer.keyId());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Outcome> outcomes() {
        return broker.taken.getLast().items().stream().map(ItemReport::outcome).toList();
    }

    private String refusal() {
        assertThat(broker.taken).hasSize(1);
        assertThat(broker.taken.getFirst().status()).isEqualTo(Status.REFUSED);
        return broker.taken.getFirst().refusal().orElseThrow().kind();
    }

    private RemediationCommand good(String id) {
        return TestCommands.signed(TestCommands.command(id, 1, T), signer);
    }

    private void take(RemediationCommand command) {
        mender.take(Orders.of(command));
    }

    private void settle() {
        clocks.pass(Duration.ofMillis(20));
        mender.turn();
    }

    private Mender mender(boolean dryRun) throws IOException {
        var limits = Limits.standard();
        var journal = Journal.open(disk, clocks.wall(), Duration.ofMinutes(2));
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
