package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.core.rules.CountSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
    /** 1,000 answered, 860 of them in 20 s; 60 abandoned, 20 of them in 20 s, 10 in 5 s. */
    private static Counts example() {
        CountSums sums = CountSums.of(Scope.FLOW);
        sums.add(FlowFigure.ANSWERED, 1000);
        sums.add(FlowFigure.IN_TIME, 860);
        sums.add(FlowFigure.ABANDONED, 60);
        sums.add(FlowFigure.ABANDONED_IN_TIME, 20);
        sums.add(FlowFigure.SHORT_ABANDONED, 10);
        sums.add(FlowFigure.WAIT_ANSWERED, 12_000_000);
        sums.add(FlowFigure.TALK, 180_000_000);
        sums.add(FlowFigure.WRAPUP, 20_000_000);
        return sums.counts();
    }

    @ParameterizedTest
    @CsvSource({"OFFERED, 81.90", "LATE, 82.69", "ALL, 81.13", "ANSWERED, 86.00", "BOTH, 83.02"})
    void v01_theFiveFormulasGiveTheLevelsOfTheTextbook(Formula formula, double percent) {
        assertThat(formula.of(example()).percent().orElseThrow()).isEqualTo(percent, within(0.005));
    }

    @Test
    void countsThatWereTakenStayAsTheyAre() {
        CountSums sums = CountSums.of(Scope.AGENT);
        sums.add(AgentFigure.OFFERED, 3);
        Counts taken = sums.counts();
        sums.add(AgentFigure.OFFERED, 1);
        assertThat(taken.of(AgentFigure.OFFERED)).isEqualTo(3);
        List<Long> same = new ArrayList<>(taken.figures());
        Counts copied = new Counts(same, List.of(), Map.of());
        assertThat(copied).isEqualTo(taken).hasSameHashCodeAs(taken);
        same.set(0, 9L);
        assertThat(copied).isEqualTo(taken);
        assertThatThrownBy(() -> copied.figures().set(0, 1L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void withoutACallThereIsNoLevel() {
        for (Formula formula : Formula.values()) {
            assertThat(formula.of(Counts.NOTHING).percent()).isEmpty();
        }
        assertThat(FlowService.speedOfAnswer(Counts.NOTHING)).isEmpty();
    }

    @Test
    void meansAreOfAnsweredCallsAndShortOnesAreNotLost() {
        assertThat(FlowService.speedOfAnswer(example()).orElseThrow()).isEqualTo(12);
        assertThat(FlowService.handlingTime(example()).orElseThrow()).isEqualTo(200);
        assertThat(FlowService.lost(example())).isEqualTo(new Ratio(50, 1050));
    }

    @Test
    void v05_percentilesOfAThousandKnownWaits() {
        CountSums sums = CountSums.of(Scope.FLOW);
        for (int i = 1; i <= 1000; i++) {
            sums.addWait(Duration.ofMillis(i * 400L)); // evenly from 0.4 to 400 s
        }
        sums.most(FlowFigure.WAIT_LONGEST, 400_000);
        assertThat(sums.counts().waitOfPercent(50)).isEqualTo(200, within(1.0));
        assertThat(sums.counts().waitOfPercent(90)).isEqualTo(360, within(1.0));
        assertThat(sums.counts().waits()).endsWith(250L).hasSize(12);
        assertThat(Counts.NOTHING.waitOfPercent(50)).isZero();
    }

    @Test
    void sumsOfTwoTimesKeepTheLargestWait() {
        CountSums one = CountSums.of(Scope.FLOW);
        one.most(FlowFigure.WAIT_LONGEST, 7);
        one.add(FlowFigure.ARRIVED, 2);
        CountSums other = CountSums.of(Scope.FLOW);
        other.most(FlowFigure.WAIT_LONGEST, 5);
        other.add(FlowFigure.ARRIVED, 3);
        Counts both = one.counts().plus(other.counts());
        assertThat(both.of(FlowFigure.WAIT_LONGEST)).isEqualTo(7);
        assertThat(both.of(FlowFigure.ARRIVED)).isEqualTo(5);
    }
}
