/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One race, drawn from a seed.
 *
 * @param form which fault the command is about
 * @param targets how many
 * @param life of the command
 * @param ruleFirst whether the rule that makes the act right is there from the beginning
 * @param plans what happens, and when
 */
record Scenario(Form form, int targets, Duration life, boolean ruleFirst, List<Plan> plans) {

    /** Longest time after the command within which something happens. */
    static final Duration WINDOW = Duration.ofMillis(100);

    private static final int MOST_TARGETS = 5;
    private static final int MOST_CHANGES = 4;
    /** Reads and acts of an executor that is not disturbed, for one target. */
    private static final int POINTS = 22;

    Scenario {
        plans = List.copyOf(plans);
    }

    enum Form {
        UNNATED,
        GONE_UDP,
        GONE_SYN,
        SOCKET_TCP,
        SOCKET_UDP;

        boolean isSocket() {
            return this == SOCKET_TCP || this == SOCKET_UDP;
        }
    }

    /**
     * A change and its moment: right before the n-th point at which the executor touches the world, or at a time.
     *
     * @param point 0 and up; -1 if it is a matter of time
     * @param amount in milliseconds, for changes that have one
     */
    record Plan(Change change, int point, Duration at, long amount) {}

    static Scenario of(long seed) {
        var random = new SplittableRandom(seed);
        var form = one(random, Form.values());
        var targets = 1 + random.nextInt(MOST_TARGETS);
        var life = Duration.ofMillis(random.nextBoolean() ? 40 + random.nextInt(160) : 1_000);
        var plans = new ArrayList<Plan>();
        var cut = false;
        for (var i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
            var change = change(random, form);
            cut |= change == Change.POWER_CUT;
            plans.add(plan(random, change, targets));
        }
        if (!cut && random.nextInt(4) == 0) {
            plans.add(plan(random, Change.POWER_CUT, targets));
        }
        return new Scenario(form, targets, life, random.nextInt(4) != 0, plans);
    }

    /** What cannot touch this form is drawn again, once: it shall not crowd out what can. */
    private static Change change(SplittableRandom random, Form form) {
        var drawn = one(random, Change.values());
        return drawn.name().startsWith(form.isSocket() ? "ENTRY_" : "SOCKET_")
                        || (form.isSocket() && drawn.name().startsWith("RULE_"))
                ? one(random, Change.values())
                : drawn;
    }

    /** Early moments more often: that is when the executor is at work. */
    private static Duration moment(SplittableRandom random) {
        var part = random.nextDouble();
        return Duration.ofNanos((long) (WINDOW.toNanos() * part * part * part));
    }

    private static <T> T one(SplittableRandom random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static Plan plan(SplittableRandom random, Change change, int targets) {
        var byPoint = random.nextInt(3) != 0;
        return new Plan(
                change, byPoint ? random.nextInt(POINTS * targets) : -1, moment(random), amount(random, change));
    }

    private static long amount(SplittableRandom random, Change change) {
        return switch (change) {
            // Less than what two clocks may differ cannot be told from that across a restart.
            case CLOCK_BACK, CLOCK_FORWARD -> 2_500 + random.nextLong(3_600_000);
            case PAUSE -> 1 + random.nextLong(200);
            default -> random.nextLong(1_000);
        };
    }
}
