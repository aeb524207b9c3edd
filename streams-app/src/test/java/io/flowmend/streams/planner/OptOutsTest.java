/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wants nothing to be done, and for how long. */
class OptOutsTest {

    private final PlannerBench bench = new PlannerBench(auto());
    private int flows;

    private static OptOut says(String uid, boolean off, double at) {
        return new OptOut(uid, off, false, at(at));
    }

    private static OptOut gone(String uid, boolean off, double at) {
        return new OptOut(uid, off, true, at(at));
    }

    private void service(OptOut... words) {
        List.of(words).forEach(said -> bench.optOuts().service("default/traps", said));
    }

    /** Whether a further flow of a service is left alone. */
    private boolean isLeftAlone(String service) {
        var before = bench.commands.size();
        flows++;
        bench.finding(open(100 + flows, "stalenat", service, flows, 1));
        return bench.commands.size() == before;
    }

    @Test
    void aServiceThatOptedOutIsLeftAloneUntilItOptsInAgain() {
        service(says("uid-1", true, 1));
        assertThat(isLeftAlone("traps")).isTrue();
        assertThat(bench.verdicts()).containsExactly(Verdict.NEVER);
        assertThat(bench.reason()).isEqualTo("service default/traps opted out by flowmend.io/remediation: off");
        assertThat(isLeftAlone("logs")).isFalse();
        service(says("uid-1", false, 2));
        assertThat(isLeftAlone("traps")).isFalse();
    }

    @Test
    void aNamespaceThatOptedOutIsLeftAloneUntilItOptsInAgain() {
        bench.optOuts().namespace("default", says("uid-1", true, 1));
        bench.optOuts().namespace("default", says("uid-1", true, 1));
        assertThat(isLeftAlone("traps")).isTrue();
        assertThat(bench.reason()).isEqualTo("namespace default opted out by flowmend.io/remediation: off");
        bench.optOuts().namespace("default", gone("uid-1", true, 2));
        assertThat(isLeftAlone("traps")).isTrue();
        bench.optOuts().namespace("default", says("uid-2", false, 3));
        assertThat(isLeftAlone("traps")).isFalse();
    }

    @Test
    void aDeletionLeavesWhatWasSaid() {
        service(says("uid-1", true, 1), gone("uid-1", true, 2));
        assertThat(isLeftAlone("traps")).isTrue();
    }

    @Test
    void aDeletionThatDoesNotRepeatItLeavesItToo() {
        service(says("uid-1", true, 1), gone("uid-1", false, 2));
        assertThat(isLeftAlone("traps")).isTrue();
    }

    @Test
    void aFinalStateMayBeAllThatIsLeftOfAnObject() {
        service(gone("uid-1", true, 2));
        assertThat(isLeftAlone("traps")).isTrue();
    }

    @Test
    void whoOptedInBeforeItsDeletionStaysIn() {
        service(says("uid-1", true, 1), says("uid-1", false, 2), gone("uid-1", false, 3));
        assertThat(isLeftAlone("traps")).isFalse();
    }

    @Test
    void theNextOfItsNameEndsItWhicheverIsHeardFirst() {
        service(says("uid-1", true, 1), gone("uid-1", true, 2), says("uid-2", false, 3));
        assertThat(isLeftAlone("traps")).isFalse();
        service(says("uid-4", false, 6), says("uid-3", true, 4), gone("uid-3", true, 5));
        assertThat(isLeftAlone("traps")).isFalse();
    }

    @Test
    void theEndOfAServiceMayBeHeardAfterItsSuccessorOptedOut() {
        service(says("uid-1", false, 1), says("uid-2", true, 3), says("uid-1", false, 2), gone("uid-1", false, 2.5));
        assertThat(isLeftAlone("traps")).isTrue();
    }

    @Test
    void atOneInstantItIsTheSuccessorThatSpeaks() {
        // A list that finds one gone and its successor there has one time for both.
        service(says("uid-1", true, 1), gone("uid-1", true, 2), says("uid-2", false, 2));
        assertThat(isLeftAlone("traps")).isFalse();
        service(says("uid-3", false, 3), gone("uid-2", true, 3));
        assertThat(isLeftAlone("traps")).isFalse();
    }

    @Test
    void onlyAnOptOutIsRememberedOfWhatIsGone() {
        service(says("uid-1", false, 1), gone("uid-1", false, 2));
        assertThat(bench.kept()).isZero();
        service(says("uid-2", true, 3), gone("uid-2", true, 4), says("uid-3", true, 5), gone("uid-3", true, 6));
        assertThat(bench.kept()).isEqualTo(1);
    }
}
