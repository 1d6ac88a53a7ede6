package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is counted, when, and what is reported (docs/design/behaviour.md 8 and 12, C60 to C66). */
class StatisticsStory {
    @Test
    void c60_theGaugesBehindTheLoadAreRight() {
        given(flow("F"), agent("X"), agent("Y"), options().dispatchingOff())
                .when(callArrives("c0"), callArrives("c1"), operatorGives("c0", "X"))
                .then(
                        totals(all -> {
                            assertThat(all.logged()).isEqualTo(2);
                            assertThat(all.free()).isEqualTo(1);
                            assertThat(all.onHold()).isEqualTo(1);
                            assertThat(all.queued()).isEqualTo(1);
                            assertThat(all.ongoing()).isEqualTo(2);
                        }),
                        flow("F", row -> {
                            assertThat(row.logged()).isEqualTo(2);
                            assertThat(row.free()).isEqualTo(1);
                            assertThat(row.onHold()).isEqualTo(1);
                            assertThat(row.referred()).isEqualTo(2);
                        }));
    }

    @Test
    void c61_waitingTimesOfAnsweredAndAbandonedCallsAreAveraged() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(4))
                .when(announcementEnds("c1"), agentAnswers("c1"))
                .after(seconds(100))
                .when(agentHangsUp("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .after(seconds(9))
                .when(callerHangsUp("c2"))
                .then(
                        totals(all -> assertThat(all.averageWaitSeconds()).isEqualTo(6)),
                        flow("F", row -> assertThat(row.averageWaitSeconds()).isEqualTo(6)));
    }

    private static Scene traffic() {
        return given(flow("F"), agent("X").alsoChats(2), agent("Y"), options().wrapUp(0))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(10))
                .when(agentHangsUp("c1"))
                .when(chatArrives("k1"), agentRefuses("k1"), announcementAnswers("k1"))
                .after(seconds(1))
                .when(agentAnswers("k1"))
                .after(seconds(20))
                .when(callerHangsUp("k1"))
                .when(callArrives("c2"), agentAnswers("c2"), callArrives("c3"), agentAnswers("c3"))
                .when(callArrives("c4"), announcementAnswers("c4"), callerHangsUp("c4"))
                .when(callArrives("c5"), announcementAnswers("c5"));
    }

    @Test
    void everyCounterHasItsMoment() {
        traffic()
                .then(
                        totals(all -> {
                            assertThat(all.arrived()).isEqualTo(6);
                            assertThat(all.distributed()).isEqualTo(5);
                            assertThat(all.answered()).isEqualTo(4);
                            assertThat(all.answeredChats()).isEqualTo(1);
                            assertThat(all.abandoned()).isEqualTo(1);
                            assertThat(all.sinceStart()).containsExactly(6L, 5L, 4L, 1L, 1L);
                        }),
                        flow("F", row -> {
                            assertThat(row.arrived()).isEqualTo(6);
                            assertThat(row.distributed()).isEqualTo(5);
                            assertThat(row.answered()).isEqualTo(4);
                            assertThat(row.answeredChats()).isEqualTo(1);
                            assertThat(row.abandoned()).isEqualTo(1);
                            assertThat(row.averageTalkSeconds()).isEqualTo(15);
                            assertThat(row.processed()).isEqualTo(2);
                            assertThat(row.totals()).containsExactly(6L, 5L, 4L, 1L, 1L);
                        }),
                        agent("X", row -> {
                            assertThat(row.distributed()).isEqualTo(4);
                            assertThat(row.answered()).isEqualTo(3);
                            assertThat(row.answeredChats()).isEqualTo(1);
                            assertThat(row.rejected()).isEqualTo(1);
                            assertThat(row.averageTalkSeconds()).isEqualTo(15);
                            assertThat(row.totals()).containsExactly(4L, 3L, 1L, 1L);
                        }));
    }

    @Test
    void c62_aResetZeroesCountersAndAveragesAndLeavesGaugesAndTotals() {
        traffic()
                .when(statisticsAreReset())
                .then(
                        done(),
                        noOrders(),
                        totals(all -> {
                            assertThat(all.arrived() + all.distributed() + all.answered() + all.answeredChats())
                                    .isZero();
                            assertThat(all.abandoned() + all.averageWaitSeconds())
                                    .isZero();
                            assertThat(all.onHold()).isEqualTo(1);
                            assertThat(all.sinceStart()).containsExactly(6L, 5L, 4L, 1L, 1L);
                        }),
                        flow("F", row -> {
                            assertThat(row.arrived() + row.distributed() + row.answered() + row.answeredChats())
                                    .isZero();
                            assertThat(row.abandoned() + row.averageWaitSeconds() + row.processed())
                                    .isZero();
                            assertThat(row.averageTalkSeconds()).isZero();
                            assertThat(row.onHold()).isEqualTo(1);
                            assertThat(row.queued()).isEqualTo(1);
                            assertThat(row.ongoing()).isEqualTo(3);
                        }),
                        agent("X", row -> {
                            assertThat(row.distributed() + row.answered() + row.answeredChats() + row.rejected())
                                    .isZero();
                            assertThat(row.averageTalkSeconds()).isZero();
                            assertThat(row.totals()).containsExactly(4L, 3L, 1L, 1L);
                        }))
                .when(callArrives("c6"))
                .then(flow("F", row -> assertThat(row.arrived()).isEqualTo(1)));
    }

    @Test
    void answeredIsCountedWhenTheCallIsEstablished() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentPicksUp("c1"))
                .then(totals(all -> assertThat(all.answered()).isZero()))
                .when(agentIsJoined("c1"))
                .then(totals(all -> assertThat(all.answered()).isEqualTo(1)));
    }

    @Test
    void chatsOnHoldAreCountedAmongTheCallsOnHoldAndByThemselves() {
        given(flow("F"), agent("X"))
                .when(chatArrives("k1"))
                .then(totals(all -> {
                    assertThat(all.onHold()).isEqualTo(1);
                    assertThat(all.onHoldChats()).isEqualTo(1);
                }))
                .then(flow("F", row -> assertThat(row.onHoldChats()).isEqualTo(1)))
                .when(callerHangsUp("k1"))
                .then(totals(all -> assertThat(all.onHoldChats()).isZero()), onHold(0));
    }

    @Test
    void c65_everyChangeOfAnAgentIsReportedInOrder() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(logsIn("X"))
                .then(reported("X").free().sequence(1))
                .when(logsOut("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .when(logsIn("X"))
                .then(
                        reported("X").free().sequence(3),
                        reported("X").incall("F").sequence(4))
                .when(agentAnswers("c1"))
                .then(noReports())
                .after(seconds(5))
                .when(agentHangsUp("c1"))
                .then(reported("X").wrapup().until(35).sequence(5))
                .after(seconds(30))
                .then(reported("X").free().sequence(6))
                .when(logsOut("X"))
                .then(reported("X").offline().sequence(7));
    }

    @Test
    void c66_anImmediateDispatchIsReportedToo() {
        given(flow("F"), agent("X")).when(callArrives("c1")).then(reported("X").incall("F"));
    }

    @Test
    void waitingRingingAndTalkingAreMeasured() {
        FlowId flow = new FlowId("F");
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(seconds(3))
                .when(agentAnswers("c1"))
                .then(scene -> assertThat(scene.recent())
                        .contains(
                                new Effect.Sample(Effect.Measure.RINGING, flow, Duration.ofSeconds(3)),
                                new Effect.Sample(Effect.Measure.WAITING, flow, Duration.ofSeconds(3))))
                .after(seconds(7))
                .when(agentHangsUp("c1"))
                .then(scene -> assertThat(scene.recent())
                        .contains(new Effect.Sample(Effect.Measure.TALKING, flow, Duration.ofSeconds(7))));
    }

    @Test
    void theEndOfACallIsReportedWithItsReason() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), callerCancels("c1"))
                .then(scene -> assertThat(scene.recent().stream()
                                .filter(effect -> effect instanceof Effect.ReportCall)
                                .map(effect -> (Effect.ReportCall) effect))
                        .extracting(Effect.ReportCall::state, Effect.ReportCall::reason)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(CallState.TOAGENT, ""),
                                org.assertj.core.groups.Tuple.tuple(CallState.ENDED, "abandoned")));
    }
}
