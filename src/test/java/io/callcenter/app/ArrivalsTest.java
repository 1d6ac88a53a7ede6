package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.ids.CallId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final CallId CALL = new CallId("c1");
    private final Arrivals arrivals = new Arrivals();
    private final AtomicInteger submitted = new AtomicInteger();

    @Test
    void aCallIsSubmittedOnceWhenTheRouteHasDecided() {
        arrivals.begin(CALL);
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).contains(1);
        arrivals.admitted(CALL);
        assertThat(arrivals.size()).isZero();
    }

    @Test
    void aCallerWhoWentWhileTheRouteDecidedIsNeverSubmitted() {
        arrivals.begin(CALL);
        assertThat(arrivals.gone(CALL)).isTrue();
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).isEmpty();
        assertThat(submitted).hasValue(0);
        arrivals.end(CALL);
        assertThat(arrivals.size()).isZero();
    }

    @Test
    void aCallThatTheCenterRefusedMayBeBroughtBeforeItAgain() {
        arrivals.begin(CALL);
        arrivals.decide(CALL, submitted::incrementAndGet);
        arrivals.notAdmitted(CALL);
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).contains(2);
    }

    @Test
    void aCallerWhoWentBetweenTwoAttemptsIsNotSubmittedAgain() {
        arrivals.begin(CALL);
        arrivals.decide(CALL, submitted::incrementAndGet);
        arrivals.notAdmitted(CALL);
        assertThat(arrivals.gone(CALL)).isTrue();
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).isEmpty();
    }

    @Test
    void aCallerWhoWentWhileTheCenterRefusedHimIsNotSubmittedAgain() {
        arrivals.begin(CALL);
        arrivals.decide(CALL, submitted::incrementAndGet);
        assertThat(arrivals.gone(CALL)).isFalse();
        arrivals.notAdmitted(CALL);
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).isEmpty();
    }

    @Test
    void aCallOfARouteThatNeverBeganIsSubmittedAndNotKept() {
        assertThat(arrivals.decide(CALL, submitted::incrementAndGet)).contains(1);
        arrivals.notAdmitted(CALL);
        assertThat(arrivals.size()).isZero();
        assertThat(arrivals.gone(CALL)).isFalse();
    }

    @Test
    void aDepartureAfterTheDecisionIsForTheCenter() {
        arrivals.begin(CALL);
        arrivals.decide(CALL, submitted::incrementAndGet);
        assertThat(arrivals.gone(CALL)).isFalse();
    }

    @Test
    void aCallThatTheRouteRefusedIsForgotten() {
        arrivals.begin(CALL);
        arrivals.end(CALL);
        assertThat(arrivals.size()).isZero();
        assertThat(arrivals.gone(CALL)).isFalse();
    }
}
