/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.nat.NatVerdict;
import org.junit.jupiter.api.Test;

class NatAnswersTest {

    @Test
    void onlyRulesThatChangeMayBeUnderstoodLater() {
        assertThat(NatAnswers.of(new NatVerdict.Changing(5))).isEqualTo(new NatAnswer.Changing(5));
        assertThat(NatAnswers.of(new NatVerdict.NotUnderstood("a rule translates to a range")))
                .isEqualTo(new NatAnswer.NotUnderstood("a rule translates to a range"));
    }
}
