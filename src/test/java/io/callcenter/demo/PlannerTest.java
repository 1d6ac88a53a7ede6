package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.demo.CallPlan.Ending;
import io.callcenter.demo.CallPlan.Reaction;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static List<CallPlan> plans(DemoPace pace, long seed, int calls) {
        Planner planner = new Planner(pace, seed);
        return IntStream.range(0, calls).mapToObj(i -> planner.next()).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 99})
    void twentyCallsHoldEveryKindOfEndAndOfReaction(long seed) {
        List<CallPlan> plans = plans(DemoPace.brisk(), seed, 20);
        assertThat(plans.stream().map(CallPlan::ending).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Ending.class));
        assertThat(plans.stream().map(plan -> plan.reaction(0)).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Reaction.class));
    }

    @Test
    void equalSeedsMakeEqualCalls() {
        assertThat(plans(DemoPace.leisurely(), 5, 40)).isEqualTo(plans(DemoPace.leisurely(), 5, 40));
        assertThat(plans(DemoPace.brisk(), 5, 40)).isNotEqualTo(plans(DemoPace.brisk(), 6, 40));
    }

    @Test
    void noTwoCallsHaveTheSameCaller() {
        assertThat(plans(DemoPace.brisk(), 1, 500)).extracting(CallPlan::caller).doesNotHaveDuplicates();
    }

    @Test
    void aLostOfferIsFollowedByOneThatIsAnswered() {
        assertThat(plans(DemoPace.brisk(), 1, 50))
                .allSatisfy(plan -> assertThat(plan.reaction(1)).isEqualTo(Reaction.ANSWERS));
    }

    @Test
    void theFirstCallComesAtOnceAndRushesAreApart() {
        Planner planner = new Planner(DemoPace.brisk(), 1);
        assertThat(planner.pauseBeforeNext()).isZero();
        for (int i = 0; i < DemoPace.brisk().rush(); i++) {
            planner.next();
        }
        assertThat(planner.pauseBeforeNext())
                .isGreaterThanOrEqualTo(DemoPace.brisk().pause().from());
    }
}
