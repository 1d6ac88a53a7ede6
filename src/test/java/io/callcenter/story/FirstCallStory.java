package io.callcenter.story;

import static io.callcenter.story.Given.agent;
import static io.callcenter.story.Given.flow;
import static io.callcenter.story.Given.given;
import static io.callcenter.story.Given.seconds;
import static io.callcenter.story.Then.cdr;
import static io.callcenter.story.Then.connect;
import static io.callcenter.story.Then.done;
import static io.callcenter.story.Then.ends;
import static io.callcenter.story.Then.gone;
import static io.callcenter.story.Then.is;
import static io.callcenter.story.Then.noOrders;
import static io.callcenter.story.Then.nothing;
import static io.callcenter.story.Then.onHold;
import static io.callcenter.story.Then.queue;
import static io.callcenter.story.Then.recordsInAll;
import static io.callcenter.story.Then.reported;
import static io.callcenter.story.Then.waits;
import static io.callcenter.story.When.agentAnswers;
import static io.callcenter.story.When.agentHangsUp;
import static io.callcenter.story.When.agentIsJoined;
import static io.callcenter.story.When.agentPicksUp;
import static io.callcenter.story.When.agentRefuses;
import static io.callcenter.story.When.announcementAnswers;
import static io.callcenter.story.When.announcementEnds;
import static io.callcenter.story.When.callArrives;
import static io.callcenter.story.When.callerHangsUp;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import org.junit.jupiter.api.Test;

/** One call's way through the contact center. */
class FirstCallStory {
    @Test
    void aCallIsWelcomedWaitsIsHandedToAnAgentAndLeavesARecord() {
        given(flow("F").welcome("sip:welcome@media"), agent("ann"), agent("bob").loggedOff())
                .when(callArrives("c0").in("F"), announcementAnswers("c0"), announcementEnds("c0"), agentAnswers("c0"))
                .when(callArrives("c1"))
                .then(done(), connect("c1").to("sip:welcome@media").in(CallState.WELCOME), onHold(1))
                .when(announcementAnswers("c1"), announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media").in(CallState.QUEUED), waits("c1", 0), onHold(1))
                .when(announcementAnswers("c1"))
                .after(seconds(10))
                .then(nothing())
                .when(agentHangsUp("c0"))
                .then(
                        ends("c0"),
                        cdr("c0").type(0).by("ann").talked(10).stats(7),
                        reported("ann").wrapup().until(40))
                .after(seconds(29.75))
                .then(is("ann", AgentState.WRAPUP), noOrders())
                .after(seconds(0.25))
                .then(
                        reported("ann").free(),
                        reported("ann").incall("F"),
                        connect("c1").toAgent("ann").to("sip:ann@agents").in(CallState.TOAGENT),
                        queue(),
                        onHold(0))
                .after(seconds(3))
                .when(agentPicksUp("c1"))
                .after(seconds(1))
                .when(agentIsJoined("c1"))
                .then(noOrders())
                .after(seconds(60))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1")
                                .type(0)
                                .by("ann")
                                .waited(44)
                                .pickUp(3)
                                .talked(60)
                                .stats(7)
                                .rejected(0),
                        gone("c1"),
                        noOrders(),
                        recordsInAll(2));
    }

    @Test
    void aRefusedCallIsNextInLineAndLeavesARecord() {
        given(
                        flow("support").skill("tech"),
                        agent("ann").skills("tech"),
                        agent("bob").skills("tech").loggedOff())
                .when(callArrives("c1").in("support"))
                .then(connect("c1").toAgent("ann"), reported("ann").incall("support"))
                .after(seconds(5))
                .when(agentRefuses("c1"))
                .then(
                        cdr("c1").rejectedBy("ann").pickUp(5).rejected(0),
                        reported("ann").wrapup().until(35),
                        waits("c1", 0));
    }
}
