/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.it.support.Requirements.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsTest {

    private static final String PROMISE = "FLOWMEND_REQUIRE_SOMETHING";

    @Test
    void aTestWhoseNeedsAreMetRuns() {
        var verdict = Requirements.decide("kernel test", List.of(), PROMISE, Map.of(PROMISE, "true"));

        assertThat(verdict).isEqualTo(new Verdict.Run());
    }

    @Test
    void aTestThatLacksSomethingSkipsAndNamesAllOfIt() {
        var verdict = Requirements.decide("kernel test", List.of("root", "the program nft"), PROMISE, Map.of());

        assertThat(verdict).isEqualTo(new Verdict.Skip("kernel test needs root, the program nft"));
    }

    @Test
    void aPromiseTurnsTheSkipIntoAFailureThatNamesThePromise() {
        var verdict = Requirements.decide("kernel test", List.of("root"), PROMISE, Map.of(PROMISE, "true"));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, fail -> assertThat(fail.reason()).contains("needs root", PROMISE));
    }

    @Test
    void aPromiseThatIsNotTrueIsNone() {
        var verdict = Requirements.decide("kernel test", List.of("root"), PROMISE, Map.of(PROMISE, "no"));

        assertThat(verdict).isInstanceOf(Verdict.Skip.class);
    }
}
