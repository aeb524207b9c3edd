/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.Comparator;
import java.util.List;

/** Reads the NAT rules of one network namespace for one address. One thread at a time may use it; needs CAP_NET_ADMIN. */
public final class NatRules implements AutoCloseable {

    private static final int MOST_TRIES = 5;

    private final KernelRuleset rules;

    private NatRules(KernelRuleset rules) {
        this.rules = rules;
    }

    /** Of the network namespace of the calling thread. */
    public static NatRules open() {
        return new NatRules(KernelRuleset.open());
    }

    /**
     * What happens now to new flows that arrive for the address. Flows of the node itself are translated at another place, which
     * is not looked at.
     *
     * @param local whether the address is the namespace's own
     */
    public NatVerdict towards(ServiceAddress address, boolean local) {
        return new Judge(rules).settled(new Packet(address, local));
    }

    @Override
    public void close() {
        rules.close();
    }

    /** Runs base chains in the order of the kernel. */
    record Judge(Ruleset rules) {

        /** What they say while they stand still. */
        NatVerdict settled(Packet packet) {
            for (var tries = 0; tries < MOST_TRIES; tries++) {
                var before = rules.generation();
                var verdict = towards(packet);
                if (rules.generation() == before) {
                    return verdict;
                }
            }
            return new NatVerdict.Changing(MOST_TRIES);
        }

        NatVerdict towards(Packet packet) {
            var chains = rules.baseChains();
            try {
                var translated = translation(packet, chains);
                var filtered = translated instanceof NatVerdict.NoRule && refusedByFilters(packet, chains);
                return filtered ? new NatVerdict.Refused() : translated;
            } catch (NotUnderstoodException odd) {
                return new NatVerdict.NotUnderstood(odd.why());
            }
        }

        private NatVerdict translation(Packet packet, List<BaseChain> chains) {
            var outcome = new Outcome();
            for (var chain : called(chains, "nat", BaseChain.PREROUTING, packet)) {
                if (!mayPass(chain, packet, outcome)) {
                    return outcome.verdict(false);
                }
            }
            return outcome.verdict(true);
        }

        /** Only what a rule says of this address counts: not a policy, nor what asks for the sender. */
        private boolean refusedByFilters(Packet packet, List<BaseChain> chains) {
            var next = packet.local() ? BaseChain.INPUT : BaseChain.FORWARD;
            return List.of(BaseChain.PREROUTING, next).stream()
                    .flatMap(hook -> called(chains, "filter", hook, packet).stream())
                    .anyMatch(chain -> refuses(chain, packet));
        }

        private boolean refuses(BaseChain chain, Packet packet) {
            var outcome = new Outcome();
            try {
                var passes = new Evaluation(rules, chain.table(), packet, outcome).mayPass(chain.name(), 0);
                return outcome.refusesAll(passes || outcome.takeAccepted());
            } catch (NotUnderstoodException odd) {
                return false;
            }
        }

        private boolean mayPass(BaseChain chain, Packet packet, Outcome outcome) {
            var ends = new Evaluation(rules, chain.table(), packet, outcome).mayPass(chain.name(), 0);
            if (ends && chain.drops()) {
                outcome.refuses();
            }
            return (ends && !chain.drops()) || outcome.takeAccepted();
        }

        private static List<BaseChain> called(List<BaseChain> chains, String type, int hook, Packet packet) {
            return chains.stream()
                    .filter(chain -> chain.is(type, hook, packet.family()))
                    .sorted(Comparator.comparingInt(BaseChain::priority))
                    .toList();
        }
    }
}
