/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.List;
import java.util.Optional;

/** One step of a rule: the kernel's name for it, and its settings. */
record Expression(String name, Attributes data) {

    private static final int NFTA_RULE_EXPRESSIONS = 4;
    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;

    /** The steps of a rule. */
    static List<Expression> of(Attributes rule) {
        return rule.list(NFTA_RULE_EXPRESSIONS).stream()
                .map(step -> new Expression(
                        step.text(NFTA_EXPR_NAME).orElse(""),
                        step.nested(NFTA_EXPR_DATA).orElseGet(() -> Attributes.none())))
                .toList();
    }

    /** A setting that this kind of step always has. */
    int number(int type) {
        return optional(type)
                .orElseThrow(() -> new IllegalStateException("expression " + name + " has no attribute " + type));
    }

    Optional<Integer> optional(int type) {
        return data.number(type);
    }
}
