/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NatRulesTest {

    private static final Packet PACKET =
            new Packet(new ServiceAddress(Ip.parse("203.0.113.7"), 162, ServiceAddress.UDP), false);

    @Test
    void rulesThatChangeAtEachReadingAreNotTheSameAsRulesThatAreNotUnderstood() {
        assertThat(new NatRules.Judge(new Churn(Integer.MAX_VALUE)).settled(PACKET))
                .isEqualTo(new NatVerdict.Changing(5));
    }

    @Test
    void theFirstReadingDuringWhichNothingChangesCounts() {
        assertThat(new NatRules.Judge(new Churn(4)).settled(PACKET)).isEqualTo(new NatVerdict.NoRule());
    }

    /** No rules at all, that change during each of the first readings. */
    private static final class Churn implements Ruleset {

        private final int changes;
        private int generation;

        private Churn(int changes) {
            this.changes = changes;
        }

        @Override
        public int generation() {
            return generation;
        }

        @Override
        public List<BaseChain> baseChains() {
            generation = Math.min(generation + 1, changes);
            return List.of();
        }

        @Override
        public List<List<Expression>> rules(Table table, String chain) {
            throw new AssertionError("there is no chain");
        }

        @Override
        public int keyLength(Table table, String set) {
            throw new AssertionError("there is no set");
        }

        @Override
        public Optional<Element> element(Table table, String set, byte[] key) {
            throw new AssertionError("there is no set");
        }

        @Override
        public List<Element> elements(Table table, String set) {
            throw new AssertionError("there is no set");
        }
    }
}
