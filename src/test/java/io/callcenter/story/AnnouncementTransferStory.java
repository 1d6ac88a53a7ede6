package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Announcements, such as an IVR, that refer the caller who hears them to a flow (case T25). */
class AnnouncementTransferStory {
    private static final Effect.TransferNote NOTE =
            new Effect.TransferNote("announcement", "flow:G", 1, Optional.empty(), 0);

    /** The caller has heard the welcome of F for 5 s; nobody has the skill of G, X that of F. */
    private static Scene hearsTheWelcome(Given.Part... more) {
        List<Given.Part> all = new ArrayList<>(List.of(
                flow("F").welcome("sip:ivr@media"),
                flow("G").skill("g").priority(7).prefix("Sales"),
                agent("X"),
                agent("B").skills("b")));
        all.addAll(List.of(more));
        return given(all.toArray(Given.Part[]::new))
                .when(callArrives("c1"))
                .when(announcementAnswers("c1"))
                .after(seconds(5));
    }

    private static Scene referred() {
        return hearsTheWelcome(options().admitWithoutAgents()).when(refers("c1", "G"));
    }

    @Test
    void t25_aWelcomeSendsTheCallerToAnotherFlowAndIsToldWhenTheyHaveLeft() {
        referred()
                .then(
                        answeredRefer(202),
                        nobodyIsTold(),
                        waits("c1", 0),
                        says(CallState.QUEUED, "transferred", NOTE),
                        connect("c1").to("sip:queue-G@media"),
                        flow("G", row -> assertThat(row.queued()).isEqualTo(1)),
                        flow("F", row -> assertThat(row.ongoing()).isZero()),
                        noRecords())
                .when(announcementAnswers("c1"))
                .then(told(200), is("c1", CallState.QUEUED), noOrders(), is("X", AgentState.FREE))
                .after(seconds(4))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).flow("G").waited(9).number(1), gone("c1"));
    }

    @Test
    void t25_musicDoesTheSame() {
        given(
                        flow("F"),
                        flow("G").skill("g"),
                        agent("X").loggedOff(),
                        agent("B").skills("g"),
                        options().admitWithoutAgents())
                .when(callArrives("c1"))
                .when(announcementAnswers("c1"))
                .after(seconds(5))
                .when(refers("c1", "G"))
                .then(answeredRefer(202), connect("c1").toAgent("B"), is("c1", CallState.TOAGENT))
                .when(agentAnswers("c1"))
                .then(told(200))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("B").flow("G").waited(5).number(1), gone("c1"));
    }

    @Test
    void whatTheCallerHearsGoesOnWhileTheMusicOfTheFlowCannotBeHad() {
        referred()
                .when(announcementRefuses("c1", 404))
                .then(nobodyIsTold(), is("c1", CallState.QUEUED))
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-G@media"))
                .when(announcementRefuses("c1", 404))
                .after(seconds(2))
                .then(connect("c1").to("sip:queue-G@media"))
                .when(announcementAnswers("c1"))
                .then(told(200));
    }

    @Test
    void anAnnouncementThatDoesNotWaitForTheEndIsToldNothing() {
        referred()
                .when(announcementEnds("c1"))
                .then(is("c1", CallState.QUEUED))
                .when(announcementAnswers("c1"))
                .then(nobodyIsTold(), is("c1", CallState.QUEUED));
    }

    @Test
    void anAgentWhoDoesNotTakeTheCallerLeavesThemToTheMusicOfTheFlow() {
        given(
                        flow("F").welcome("sip:ivr@media"),
                        flow("G").skill("g"),
                        agent("B").skills("g"),
                        options().admitWithoutAgents())
                .when(callArrives("c1"))
                .when(announcementAnswers("c1"))
                .when(refers("c1", "G"))
                .then(connect("c1").toAgent("B"))
                .when(agentRefuses("c1"))
                .then(waits("c1", 0), connect("c1").to("sip:queue-G@media"), nobodyIsTold())
                .when(announcementAnswers("c1"))
                .then(told(200));
    }

    @Test
    void t25_theyLeadToFlowsOnly() {
        hearsTheWelcome()
                .when(refers("c1", "B"))
                .then(answeredRefer(403), is("c1", CallState.WELCOME))
                .when(refers("c1", outside("sip:9@out")))
                .then(answeredRefer(403))
                .when(refers("c1", "nobody"))
                .then(answeredRefer(404))
                .when(refers("c1", "G"))
                .then(answeredRefer(480), noOrders());
        hearsTheWelcome(options()
                        .admitWithoutAgents()
                        .transfers(new TransferPolicy(TransferPolicy.Scope.OFF, 5, TransferPolicy.Entry.PRIORITY)))
                .when(refers("c1", "G"))
                .then(answeredRefer(405));
        hearsTheWelcome(options()
                        .admitWithoutAgents()
                        .transfers(new TransferPolicy(TransferPolicy.Scope.INSIDE, 0, TransferPolicy.Entry.PRIORITY)))
                .when(refers("c1", "G"))
                .then(answeredRefer(403));
        hearsTheWelcome(options().admitWithoutAgents().transfers(TransferPolicy.DEFAULT.withBack()))
                .when(refers("c1", named("G").comingBack(TransferTarget.BAD)))
                .then(answeredRefer(400));
    }

    @Test
    void notWhileAnotherOneIsOpenOrAnAgentRings() {
        referred().when(refers("c1", "F")).then(answeredRefer(491));
        given(
                        flow("F").welcome("sip:ivr@media"),
                        flow("G").skill("g"),
                        agent("X"),
                        agent("B").skills("g"))
                .when(callArrives("c1"))
                .when(announcementAnswers("c1"))
                .when(refers("c1", "G"))
                .then(answeredRefer(202), connect("c1").toAgent("B"))
                .when(refers("c1", "F"))
                .then(answeredRefer(491));
    }

    /** Its phone has been told 503 by then. */
    @Test
    void anAnnouncementMayAskAnewAfterThreeMinutesWithoutMusic() {
        Scene scene = referred().when(announcementRefuses("c1", 404));
        scene.after(seconds(179)).when(refers("c1", "F")).then(answeredRefer(491));
        scene.after(seconds(1)).when(refers("c1", "F")).then(answeredRefer(202), nobodyIsTold());
    }

    @Test
    void whoIsNotTakenInTimeComesBackToTheFlowThatTheyCameFrom() {
        hearsTheWelcome(options().admitWithoutAgents().transfers(TransferPolicy.DEFAULT.withBack()))
                .when(pauses("X", ""))
                .when(refers("c1", named("G").comingBack(30)))
                .when(announcementAnswers("c1"))
                .after(seconds(31))
                .then(
                        says(
                                CallState.QUEUED,
                                "transferred",
                                new Effect.TransferNote("back", "flow:F", 1, Optional.empty(), 0)),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void t25_aCrashBeforeTheMusicIsJoined() {
        referred()
                .restart(Map.of("c1", new RecoveredLegs(List.of(), Optional.of(new LegId("c1-1")), Set.of())))
                .then(is("c1", CallState.QUEUED))
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-G@media"))
                .when(signal(new Signal.LegConnected(new CallId("c1"), new LegId("c1-3"), Scene.START)))
                .then(told(200));
        referred()
                .restart(Map.of(
                        "c1",
                        new RecoveredLegs(
                                List.of(new Signal.LegConnected(
                                        new CallId("c1"), new LegId("c1-2"), Scene.START.plusSeconds(6))),
                                Optional.of(new LegId("c1-2")),
                                Set.of())))
                .then(told(200), is("c1", CallState.QUEUED), noOrders());
    }
}
