/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the chains of one table on a packet, on every way that it may take. */
final class Evaluation {

    /** NFT_JUMP_STACK_SIZE: the kernel takes no deeper rules. */
    private static final int DEEPEST = 16;

    private final Ruleset rules;
    private final Table table;
    private final Steps steps;
    private final Outcome outcome;

    /** Whether a packet may come back from a chain; what a chain does is the same each time. */
    private final Map<String, Boolean> mayReturn = new HashMap<>();

    Evaluation(Ruleset rules, Table table, Packet packet, Outcome outcome) {
        this.rules = rules;
        this.table = table;
        this.steps = new Steps(rules, table, packet);
        this.outcome = outcome;
    }

    /** How a packet may leave a rule without a decision. */
    private record Ways(boolean next, boolean back) {
        static final Ways NONE = new Ways(false, false);
        static final Ways NEXT = new Ways(true, false);
        static final Ways BACK = new Ways(false, true);

        Ways or(Ways other) {
            return new Ways(next || other.next, back || other.back);
        }
    }

    /** @return true if a packet may reach the end of the chain or return from it */
    boolean mayPass(String chain, int depth) {
        if (depth > DEEPEST) {
            throw new NotUnderstoodException("chains are nested too deeply at " + chain);
        }
        var before = mayReturn.get(chain);
        if (before != null) {
            return before;
        }
        var returns = walk(chain, depth);
        mayReturn.put(chain, returns);
        return returns;
    }

    private boolean walk(String chain, int depth) {
        var returns = false;
        for (var rule : rules.rules(table, chain)) {
            var ways = run(rule, 0, new Registers(), depth);
            returns |= ways.back();
            if (!ways.next()) {
                return returns;
            }
        }
        return true;
    }

    private Ways run(List<Expression> rule, int at, Registers registers, int depth) {
        if (at == rule.size()) {
            return Ways.NEXT;
        }
        return switch (steps.take(rule.get(at), registers)) {
            case Effect.Pass _ -> run(rule, at + 1, registers, depth);
            case Effect.Miss _ -> Ways.NEXT;
            case Effect.Maybe _ -> Ways.NEXT.or(run(rule, at + 1, registers, depth));
            case Effect.Fork(var states, var mayMiss) -> {
                var ways = mayMiss ? Ways.NEXT : Ways.NONE;
                for (var state : states) {
                    ways = ways.or(run(rule, at + 1, state, depth));
                }
                yield ways;
            }
            case Effect.Decides(var verdicts, var mayMiss) -> {
                var ways = mayMiss ? Ways.NEXT : Ways.NONE;
                for (var verdict : verdicts) {
                    ways = ways.or(follow(verdict, rule, at, registers, depth));
                }
                yield ways;
            }
            case Effect.Translates(var target) -> {
                outcome.translates(target);
                yield Ways.NONE;
            }
            case Effect.Refuses _ -> {
                outcome.refuses();
                yield Ways.NONE;
            }
        };
    }

    private Ways follow(Verdict verdict, List<Expression> rule, int at, Registers registers, int depth) {
        return switch (verdict.code()) {
            case Verdict.ACCEPT -> {
                outcome.accepts();
                yield Ways.NONE;
            }
            case Verdict.DROP -> {
                outcome.refuses();
                yield Ways.NONE;
            }
            case Verdict.CONTINUE -> run(rule, at + 1, registers, depth);
            case Verdict.BREAK -> Ways.NEXT;
            case Verdict.RETURN -> Ways.BACK;
            case Verdict.JUMP -> mayPass(verdict.chain(), depth + 1) ? Ways.NEXT : Ways.NONE;
            case Verdict.GOTO -> mayPass(verdict.chain(), depth + 1) ? Ways.BACK : Ways.NONE;
            default -> throw new NotUnderstoodException("verdict " + verdict.code());
        };
    }
}
