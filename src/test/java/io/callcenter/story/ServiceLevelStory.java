package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Planned.plan;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.Effect;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.FlowService;
import io.callcenter.core.Interval;
import io.callcenter.core.Pause;
import io.callcenter.core.Ratio;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.core.ServiceTarget.From;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Service levels, quarters of an hour, and agents' clocks. The story begins at a full hour. */
class ServiceLevelStory {
    private static Then.Check service(Consumer<FlowService> check) {
        return scene -> check.accept(scene.board().service(new FlowId("F")).orElseThrow());
    }

    private static Then.Check counted(FlowFigure figure, long count) {
        return service(service ->
                assertThat(service.today().of(figure)).as(figure.name()).isEqualTo(count));
    }

    private static Then.Check clocked(String agent, AgentFigure figure, double seconds) {
        return scene -> {
            AgentShift shift = scene.board().shift(new AgentId(agent)).orElseThrow();
            assertThat(shift.today(scene.now()).of(figure) / 1000.0)
                    .as(figure.name())
                    .isEqualTo(seconds);
        };
    }

    private static List<Interval> written(Scene scene, Scope scope) {
        return scene.all().stream()
                .filter(Effect.SaveInterval.class::isInstance)
                .map(effect -> ((Effect.SaveInterval) effect).interval())
                .filter(interval -> interval.scope() == scope)
                .toList();
    }

    @Test
    void v02_whoIsAnsweredAtTheThresholdIsInTimeAndAMillisecondLaterNot() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(Duration.ofSeconds(20))
                .when(agentAnswers("c1"))
                .then(counted(FlowFigure.IN_TIME, 1), counted(FlowFigure.ANSWERED, 1));
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(Duration.ofMillis(20_001))
                .when(agentAnswers("c1"))
                .then(counted(FlowFigure.IN_TIME, 0), counted(FlowFigure.ANSWERED, 1));
    }

    @Test
    void v03_whoLeavesBeforeFiveSecondsIsShortAndAtFiveNot() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(Duration.ofMillis(4_900))
                .when(callerCancels("c1"))
                .then(counted(FlowFigure.SHORT_ABANDONED, 1), counted(FlowFigure.ABANDONED, 1))
                .when(callArrives("c2"))
                .after(Duration.ofSeconds(5))
                .when(callerCancels("c2"))
                .then(counted(FlowFigure.SHORT_ABANDONED, 1), counted(FlowFigure.ABANDONED, 2), service(service -> {
                    assertThat(service.level(service.today())).isEqualTo(new Ratio(0, 1));
                    assertThat(service.hour()).isEqualTo(new Ratio(0, 1));
                }));
    }

    @Test
    void v04_anOutcomeCountsInTheQuarterInWhichItHappens() {
        Scene scene = given(flow("F"), agent("X"))
                .after(Duration.ofSeconds(3590))
                .when(callArrives("c1"))
                .after(Duration.ofSeconds(25))
                .when(agentAnswers("c1"))
                .after(Duration.ofMinutes(15));
        List<Interval> rows = written(scene, Scope.FLOW);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).start()).isEqualTo(Scene.START.plusSeconds(2700));
        assertThat(rows.get(0).counts().of(FlowFigure.ARRIVED)).isEqualTo(1);
        assertThat(rows.get(0).counts().of(FlowFigure.ANSWERED)).isZero();
        assertThat(rows.get(1).start()).isEqualTo(Scene.START.plusSeconds(3600));
        assertThat(rows.get(1).counts().of(FlowFigure.ANSWERED)).isEqualTo(1);
        assertThat(rows.get(1).counts().of(FlowFigure.ARRIVED)).isZero();
    }

    @Test
    void theWaitMayBeginAtTheEndOfTheWelcome() {
        given(flow("F").welcome("sip:hello@media"), agent("X"), plan().service(Formula.ANSWERED, From.QUEUE))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(Duration.ofSeconds(15))
                .when(announcementEnds("c1"))
                .after(Duration.ofSeconds(20))
                .when(agentAnswers("c1"))
                .then(counted(FlowFigure.IN_TIME, 1), counted(FlowFigure.WAIT_ANSWERED, 20_000));
    }

    @Test
    void theRollingHourForgetsAndTheDayDoesNot() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(Duration.ofMinutes(59))
                .then(service(service -> assertThat(service.hour()).isEqualTo(new Ratio(1, 1))))
                .after(Duration.ofMinutes(2))
                .then(service(service -> {
                    assertThat(service.hour()).isEqualTo(Ratio.NONE);
                    assertThat(service.level(service.today())).isEqualTo(new Ratio(1, 1));
                }));
    }

    @Test
    void theLongestWaitIsThatOfWhoCameFirst() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"))
                .after(Duration.ofSeconds(3))
                .when(callArrives("c2"))
                .then(service(service -> assertThat(service.longestSince()).contains(Scene.START)))
                .when(callerCancels("c1"))
                .then(
                        service(service -> assertThat(service.longestSince()).contains(Scene.START.plusSeconds(3))),
                        counted(FlowFigure.QUEUE_LONGEST, 2))
                .when(callerCancels("c2"))
                .then(service(service -> assertThat(service.longestSince()).isEmpty()));
    }

    @Test
    void a03_theClockSaysWhatAnAgentDidAndSumsUpToTheTimeLoggedIn() {
        given(
                        flow("F"),
                        agent("X").wrapUp(30),
                        plan().reason("lunch", false, Duration.ZERO).reason("course", true, Duration.ZERO))
                .after(Duration.ofSeconds(10))
                .when(callArrives("c1"))
                .after(Duration.ofSeconds(5))
                .when(agentAnswers("c1"))
                .after(Duration.ofSeconds(100))
                .when(agentHangsUp("c1"))
                .after(Duration.ofSeconds(30))
                .when(pauses("X", "lunch"))
                .after(Duration.ofSeconds(60))
                .when(pauses("X", "course"))
                .after(Duration.ofSeconds(120))
                .when(isReady("X"))
                .after(Duration.ofSeconds(1))
                .then(
                        clocked("X", AgentFigure.FREE, 11),
                        clocked("X", AgentFigure.RING, 5),
                        clocked("X", AgentFigure.TALK, 100),
                        clocked("X", AgentFigure.WRAPUP, 30),
                        clocked("X", AgentFigure.PAUSED, 180),
                        clocked("X", AgentFigure.PAID, 120),
                        clocked("X", AgentFigure.LOGIN, 326),
                        counted(FlowFigure.WRAPUP, 30_000),
                        counted(FlowFigure.TALK, 100_000),
                        counted(FlowFigure.RING, 5_000),
                        scene -> assertThat(scene.board()
                                        .shift(new AgentId("X"))
                                        .orElseThrow()
                                        .today(scene.now())
                                        .reasons())
                                .isEqualTo(Map.of("lunch", 60_000L, "course", 120_000L)))
                .when(logsOut("X"))
                .after(Duration.ofHours(1))
                .then(clocked("X", AgentFigure.LOGIN, 326));
    }

    @Test
    void aQuarterOfAnAgentWhoOnlyWaitsIsAQuarterOfAnHour() {
        Scene scene = given(flow("F"), agent("X")).after(Duration.ofMinutes(46));
        assertThat(written(scene, Scope.AGENT))
                .extracting(interval -> interval.counts().of(AgentFigure.FREE))
                .containsExactly(900_000L, 900_000L, 900_000L);
        assertThat(written(scene, Scope.FLOW))
                .as("nothing happened in the flow")
                .isEmpty();
    }

    @Test
    void theDayBeginsAtMidnightAndAllItsQuartersAreWritten() {
        Scene scene = given(flow("F"), agent("X")).when(callArrives("c1"), agentAnswers("c1"));
        scene.after(Duration.ofHours(16)).then(counted(FlowFigure.ANSWERED, 0));
        assertThat(written(scene, Scope.AGENT)).hasSize(64);
        scene.after(Duration.ofSeconds(1)).then(clocked("X", AgentFigure.LOGIN, 1));
    }

    @Test
    void aRestartGoesOnWithinTheQuarterAndClosesAnOlderOne() {
        Scene scene = given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(Duration.ofSeconds(60))
                .when(agentHangsUp("c1"))
                .after(Duration.ofSeconds(60))
                .restart()
                .then(
                        counted(FlowFigure.ANSWERED, 1),
                        counted(FlowFigure.TALK, 60_000),
                        clocked("X", AgentFigure.LOGIN, 120),
                        clocked("X", AgentFigure.TALK, 60));
        assertThat(written(scene, Scope.FLOW)).isEmpty();
        scene.after(Duration.ofMinutes(14));
        Interval row = written(scene, Scope.FLOW).get(0);
        assertThat(row.partial()).isTrue();
        assertThat(row.counts().of(FlowFigure.ANSWERED)).isEqualTo(1);
        assertThat(written(scene, Scope.AGENT).get(0).counts().of(AgentFigure.LOGIN))
                .isEqualTo(900_000);
    }

    @Test
    void aQuarterThatIsOverAtTheStartIsWrittenThen() {
        Scene scene = given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(Duration.ofSeconds(60))
                .when(agentHangsUp("c1"))
                .after(Duration.ofSeconds(10));
        scene.sleep(Duration.ofHours(1));
        scene.restart().then(counted(FlowFigure.ANSWERED, 1));
        Interval row = written(scene, Scope.FLOW).get(0);
        assertThat(row.start()).isEqualTo(Scene.START);
        assertThat(row.counts().of(FlowFigure.ANSWERED)).isEqualTo(1);
        Instant hour = Scene.START.plusSeconds(3600);
        scene.after(Duration.ofMinutes(15))
                .then(scene2 -> assertThat(written(scene2, Scope.AGENT))
                        .extracting(Interval::start)
                        .containsExactly(Scene.START, hour));
    }

    @Test
    void aPauseThatIsTooLongIsReportedOnceAndGoesOn() {
        Then.Check told = scene -> assertThat(scene.recent())
                .filteredOn(effect -> effect instanceof Effect.ReportAgent report && report.pauseTooLong())
                .hasSize(1);
        given(flow("F"), agent("X"), plan().reason("lunch", true, Duration.ofSeconds(60)))
                .when(pauses("X", "tea"))
                .then(refused(404, "Pause reason not found"))
                .when(pauses("X", "lunch"))
                .after(Duration.ofSeconds(59))
                .then(nothing())
                .after(Duration.ofSeconds(120))
                .then(
                        told,
                        agent(
                                "X",
                                row -> assertThat(row.pause().map(Pause::reason))
                                        .contains("lunch")));
    }
}
