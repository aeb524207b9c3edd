/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static io.flowmend.remediation.course.MenderBench.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.Signer;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.support.TestCommands;
import io.flowmend.schemas.remediation.RemediationCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what a trusted key signed is obeyed, and only for as long as the key is trusted. */
class MenderSignatureTest {

    @AutoClose
    private MenderBench bench;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        bench = new MenderBench(dir);
    }

    @Test
    void anUnsignedCommandIsRefused() {
        bench.assertRefused(TestCommands.command("cmd-1", 1, T).build(), "unsigned");
    }

    @Test
    void aCommandThatIsSignedByAnotherKeyIsRefused() {
        var other = new Signer(bench.signer.keyId(), Ed25519.generate().getPrivate());
        bench.assertRefused(TestCommands.signed(TestCommands.command("cmd-1", 1, T), other), "wrong-signature");
    }

    @Test
    void aCommandOfAKeyThatNobodyTrustsIsRefused() {
        var other = new Signer("0123456789abcdef", Ed25519.generate().getPrivate());
        bench.assertRefused(TestCommands.signed(TestCommands.command("cmd-1", 1, T), other), "unknown-key");
    }

    @Test
    void aKeyThatIsRevokedWhileTheExecutorRunsCountsNoMore() {
        // Given
        bench.take(bench.good("cmd-0"));
        bench.settle();
        assertThat(bench.broker.taken.getLast().status()).isEqualTo(Status.MENDED);
        bench.broker.taken.clear();
        // When
        bench.revoke();
        bench.take(bench.signed(TestCommands.command("cmd-1", 2, T)));
        // Then
        assertThat(bench.refusal()).isEqualTo("revoked-key");
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void aKeyThatIsRevokedWhileItsCommandWaitsCountsNoMore() {
        // Given
        bench.node.rule(new NatAnswer.NoRule());
        bench.take(bench.good("cmd-1"));
        bench.clocks.pass(Duration.ofSeconds(1));
        bench.revoke();
        // When
        bench.node.rule(TestCommands.RULE);
        bench.mender.turn();
        // Then
        assertThat(bench.node.deleted()).isEmpty();
        assertThat(outcomes()).containsExactly(new Outcome.Refused(new Refusal.RevokedKey(bench.signer.keyId())));
    }

    @Test
    void aKeyThatIsRevokedInTheMiddleOfABatchEndsIt() {
        // Given
        bench.node.atDelete(() -> {
            bench.node.atDelete(() -> {});
            bench.revoke();
        });
        // When
        bench.take(bench.signed(TestCommands.command("cmd-1", 2, T)));
        bench.settle();
        // Then
        assertThat(bench.node.deleted()).hasSize(1);
        assertThat(outcomes()).last().isEqualTo(new Outcome.Refused(new Refusal.RevokedKey(bench.signer.keyId())));
    }

    @Test
    void anAlteredCommandIsRefused() {
        var altered = RemediationCommand.newBuilder(bench.good("cmd-1"))
                .setExpiresAt(T.plusSeconds(6))
                .build();
        bench.assertRefused(altered, "wrong-signature");
    }

    private List<Outcome> outcomes() {
        return bench.broker.taken.getLast().items().stream()
                .map(ItemReport::outcome)
                .toList();
    }
}
