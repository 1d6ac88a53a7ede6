package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentSettings;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.OfferOutcome;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Callers whom agents and operators transfer. */
class TransferStory {
    static final String OUT = "sip:9@out";

    static Effect.TransferNote note(String target, int segment, int code) {
        return new Effect.TransferNote("blind", target, segment, Optional.of(new AgentId("X")), code);
    }

    private static TransferPolicy rules(TransferPolicy.Scope scope, int most, TransferPolicy.Entry place) {
        return new TransferPolicy(scope, most, place);
    }

    /** X has talked to the caller for 10 s; nobody of G is free, B needs another skill. */
    static Scene talking(Given.Part... more) {
        Given.Part[] usual = {
            flow("F"),
            flow("G").skill("g").priority(7).prefix("Sales"),
            agent("X"),
            agent("B").skills("b"),
            agent("N").skills("n")
        };
        Given.Part[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return given(all)
                .when(callArrives("c1"))
                .after(seconds(5))
                .when(agentAnswers("c1"))
                .after(seconds(10));
    }

    private static Scene toFlow(Given.Part... more) {
        return talking(plus(more, options().admitWithoutAgents())).when(refers("c1", "G"));
    }

    private static Given.Part[] plus(Given.Part[] parts, Given.Part last) {
        Given.Part[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = last;
        return all;
    }

    static Scene toAgent(Given.Part... more) {
        return talking(more).when(refers("c1", "B"));
    }

    static Scene toOutside() {
        return talking().when(refers("c1", outside(OUT)));
    }

    @Test
    void t01_aCallerIsTransferredToAFlow() {
        toFlow().then(
                        answeredRefer(202),
                        connect("c1")
                                .to("sip:queue-G@media")
                                .purpose(Effect.Purpose.MUSIC)
                                .in(CallState.TRANSFERRING)
                                .named("Bob"),
                        is("c1", CallState.TRANSFERRING),
                        noRecords(),
                        onHold(0),
                        says(
                                CallState.TRANSFERRING,
                                "",
                                new Effect.TransferNote("blind", "flow:G", 1, Optional.empty(), 0)))
                .after(seconds(2))
                .when(musicAnswers("c1"))
                .then(
                        told(200),
                        is("c1", CallState.QUEUED),
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1")
                                .type(0)
                                .by("X")
                                .flow("F")
                                .waited(5)
                                .talked(10)
                                .stats(7)
                                .number(1)
                                .last(false),
                        says(CallState.QUEUED, "transferred", note("flow:G", 2, 0)),
                        flow("F", row -> assertThat(row.ongoing()).isZero()),
                        flow("G", row -> {
                            assertThat(row.ongoing()).isEqualTo(1);
                            assertThat(row.queued()).isEqualTo(1);
                            assertThat(row.onHold()).isEqualTo(1);
                            assertThat(row.arrived()).isEqualTo(1);
                        }),
                        totals(all -> {
                            assertThat(all.arrived()).isEqualTo(1);
                            assertThat(all.onHold()).isEqualTo(1);
                        }))
                .reload(
                        flow("F"),
                        flow("G").skill("g").priority(7).prefix("Sales"),
                        agent("X"),
                        agent("V").skills("g"))
                .then(connect("c1").toAgent("V").named("Sales Bob"))
                .after(seconds(3))
                .when(agentAnswers("c1"))
                .then(
                        flow("F", row -> assertThat(row.answered()).isEqualTo(1)),
                        flow("G", row -> assertThat(row.answered()).isEqualTo(1)),
                        totals(all -> assertThat(all.answered()).isEqualTo(1)))
                .after(seconds(4))
                .when(agentHangsUp("c1"))
                .then(
                        cdr("c1")
                                .type(0)
                                .by("V")
                                .flow("G")
                                .received(15)
                                .waited(5)
                                .talked(4)
                                .stats(6)
                                .number(2)
                                .sequence(1)
                                .last(true),
                        recordsInAll(2),
                        gone("c1"));
    }

    @Test
    void t02_aCallerIsTransferredToAnAgent() {
        toAgent()
                .then(
                        answeredRefer(202),
                        connect("c1").toAgent("B").in(CallState.TRANSFERRING),
                        reported("B").incall("F"),
                        is("X", AgentState.INCALL),
                        is("B", AgentState.INCALL))
                .after(seconds(6))
                .when(agentAnswers("c1"))
                .then(
                        told(200),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        reported("X").wrapup(),
                        cdr("c1").type(0).by("X").talked(10).stats(7).number(1),
                        says(CallState.TOAGENT, "transferred", note("agent:B", 2, 0)),
                        saved("c1", CallState.TOAGENT, "B"))
                .after(seconds(8))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1")
                                .type(0)
                                .by("B")
                                .received(15)
                                .waited(6)
                                .pickUp(6)
                                .talked(8)
                                .stats(6)
                                .number(2)
                                .sequence(1),
                        is("B", AgentState.WRAPUP),
                        totals(all -> {
                            assertThat(all.answered()).isEqualTo(1);
                            assertThat(all.distributed()).isEqualTo(2);
                        }),
                        flow("F", row -> assertThat(row.answered()).isEqualTo(1)));
    }

    @Test
    void whoWasReferredIsReferredWithTheWordsOfTheReferrer() {
        toAgent()
                .then(scene -> assertThat(scene.recent())
                        .filteredOn(Effect.Connect.class::isInstance)
                        .extracting(
                                effect -> ((Effect.Connect) effect).referral().referredBy())
                        .containsExactly("<sip:X@agents>"));
    }

    @Test
    void t04_aTargetWhoRefusesLeavesTheCallerWithTheAgent() {
        toAgent()
                .after(seconds(3))
                .when(agentRefuses("c1", 486))
                .then(
                        told(486),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.INCALL),
                        is("B", AgentState.WRAPUP),
                        cdr("c1")
                                .rejectedBy("B")
                                .received(15)
                                .waited(3)
                                .pickUp(3)
                                .stats(2)
                                .rejected(0)
                                .number(1),
                        says(CallState.TOAGENT, "transfer-failed", note("agent:B", 1, 486)))
                .after(seconds(7))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("X").talked(20).stats(7).rejected(0).number(2), recordsInAll(2));
    }

    @Test
    void aCallerWhomTheAgentDoesNotTakeBackIsNextInLine() {
        toAgent(options())
                .when(agentRefuses("c1", 486))
                .when(rightEnds("c1", Signal.EndedBy.RETURN_FAILED))
                .then(is("X", AgentState.WRAPUP), cdr("c1").type(0).by("X").number(2), waits("c1", 0));
    }

    @Test
    void aRefusedTransferIsNoRefusalOfTheCall() {
        toAgent(options().maxRejections(1))
                .when(agentRefuses("c1", 486))
                .then(
                        is("c1", CallState.TOAGENT),
                        call("c1", row -> assertThat(row.refusals()).isZero()));
    }

    @Test
    void aTargetPaysForARefusalAsForAnyOther() {
        toAgent(options().refusalsCost(OfferOutcome.RECOMMENDED))
                .when(agentRefuses("c1", 407))
                .then(told(480), is("B", AgentState.FREE));
    }

    @Test
    void t05_aTargetWhoDoesNotAnswerIsToldAs408() {
        toAgent().after(seconds(30)).when(agentDoesNotAnswer("c1")).then(told(408), is("X", AgentState.INCALL));
    }

    @Test
    void aTargetWhoCannotBeReachedIsToldAs480AndCountsNothing() {
        toAgent()
                .when(agentRefuses("c1", Signal.LegRefused.NOT_REACHED))
                .then(told(480), noRecords(), is("B", AgentState.FREE), is("c1", CallState.TOAGENT));
    }

    @Test
    void t06_theTransferGoesOnWhenTheAgentLeaves() {
        toAgent()
                .when(agentHangsUp("c1"))
                .then(
                        nobodyIsTold(),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").talked(10).number(1),
                        connect("c1").to("sip:queue-F@media"),
                        says(CallState.TOAGENT, "transferred", note("agent:B", 2, 0)))
                .after(seconds(4))
                .when(agentAnswers("c1"))
                .then(is("c1", CallState.TOAGENT), drops("c1"))
                .after(seconds(5))
                .when(agentHangsUp("c1"))
                .then(cdr("c1")
                        .type(0)
                        .by("B")
                        .waited(4)
                        .pickUp(4)
                        .talked(5)
                        .stats(6)
                        .number(2));
    }

    @Test
    void t07_theTargetRefusesAfterTheAgentLeft() {
        talking(agent("W"))
                .when(logsOut("W"), callArrives("c2"))
                .when(refers("c1", "B"), agentHangsUp("c1"), announcementAnswers("c1"))
                .when(agentRefuses("c1", 486))
                .then(
                        nobodyIsTold(),
                        is("c1", CallState.QUEUED),
                        queue("c1", "c2"),
                        cdr("c1").rejectedBy("B").stats(2).number(2),
                        noOrders());
    }

    @Test
    void t10_theCallerHangsUpWhileTheTargetRings() {
        toAgent()
                .after(seconds(3))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(0).by("X").talked(13).stats(7).number(1),
                        recordsInAll(1),
                        is("X", AgentState.WRAPUP),
                        is("B", AgentState.FREE),
                        reported("B").free(),
                        gone("c1"));
    }

    @Test
    void t15_aCallerWhoCannotBeJoinedStaysWithTheAgent() {
        toAgent()
                .when(agentPicksUp("c1"))
                .when(callerCannotBeJoined("c1", true))
                .then(told(488), is("c1", CallState.TOAGENT), is("B", AgentState.FREE), noRecords());
    }

    @Test
    void aCallerWhoHearsNobodyAfterAFailedJoinIsNextInTheQueue() {
        toAgent()
                .when(agentPicksUp("c1"))
                .when(callerCannotBeJoined("c1", false))
                .then(
                        is("c1", CallState.QUEUED),
                        is("X", AgentState.WRAPUP),
                        is("B", AgentState.FREE),
                        cdr("c1").type(0).by("X").number(1),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void t16_theAgentTakesTheCallerBack() {
        toAgent()
                .when(takesBack("c1"))
                .then(
                        drops("c1"),
                        told(487),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.INCALL),
                        is("B", AgentState.FREE),
                        noRecords());
    }

    @Test
    void aCallerWhoLeftJustBeforeTheyWereTakenBackIsNextInTheQueue() {
        toAgent()
                .when(scene -> {
                    LegId leg = scene.wires().agent("c1");
                    scene.wires().crosses(leg);
                    return List.of(
                            new Signal.TakenBack(new CallId("c1"), scene.wires().right("c1"), scene.now()),
                            new Signal.LegConnected(new CallId("c1"), leg, scene.now()),
                            new Signal.LegEnded(
                                    new CallId("c1"), scene.wires().right("c1"), Signal.EndedBy.US, scene.now()),
                            new Signal.LegEnded(new CallId("c1"), leg, Signal.EndedBy.US, scene.now()));
                })
                .then(
                        is("c1", CallState.QUEUED),
                        is("X", AgentState.WRAPUP),
                        is("B", AgentState.FREE),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void t18_asecondReferWaitsForTheFirst() {
        toAgent()
                .when(refers("c1", "N"))
                .then(answeredRefer(491), is("c1", CallState.TRANSFERRING))
                .when(agentRefuses("c1", 486))
                .when(refers("c1", "N"))
                .then(answeredRefer(202), connect("c1").toAgent("N"));
    }

    @Test
    void t19_twoAgentsReferToOne() {
        talking(agent("W"))
                .when(logsOut("W"), logsIn("W"), callArrives("c2"), agentAnswers("c2"))
                .when(refers("c1", "B"))
                .then(answeredRefer(202))
                .when(refers("c2", "B"))
                .then(answeredRefer(486), noOrders())
                .when(operatorTransfers("c2", named("B")))
                .then(refused(486, "Agent is not free"));
    }

    @Test
    void t20_aTargetWhoIsLoggedOutMeanwhileIsJoinedAllTheSame() {
        toAgent()
                .when(logsOut("B"))
                .then(is("c1", CallState.TRANSFERRING))
                .when(agentAnswers("c1"))
                .then(told(200), is("c1", CallState.TOAGENT), is("B", AgentState.INCALL));
    }

    @Test
    void t21_whoMayNotBeATarget() {
        talking(
                        agent("O").skills("o").loggedOff(),
                        agent("C").skills("c").chatOnly(2),
                        flow("E").skill("nobody"))
                .when(refers("c1", "X"))
                .then(answeredRefer(482), nobodyIsTold(), noOrders())
                .when(refers("c1", "nobody"))
                .then(answeredRefer(404))
                .when(refers("c1", new TransferTarget(TransferTarget.Kind.ANY, "", OUT, "", 403)))
                .then(answeredRefer(403))
                .when(refers("c1", "O"))
                .then(answeredRefer(480))
                .when(refers("c1", "E"))
                .then(answeredRefer(480))
                .when(refers("c1", "C"))
                .then(answeredRefer(488), is("c1", CallState.TOAGENT), recordsInAll(0));
    }

    @Test
    void t21_theSixthTransferIsRefused() {
        Scene scene = talking();
        for (int i = 0; i < 5; i++) {
            scene.when(refers("c1", outside(OUT)), outsideRefuses("c1", 486)).then(told(486));
        }
        // Failed ones do not count.
        scene.when(refers("c1", "B"), agentAnswers("c1")).then(is("c1", CallState.TOAGENT));
        talking(options().transfers(rules(TransferPolicy.Scope.INSIDE, 1, TransferPolicy.Entry.PRIORITY)))
                .when(refers("c1", "B"), agentAnswers("c1"))
                .when(refers("c1", "N"))
                .then(answeredRefer(403), noOrders());
    }

    @Test
    void transfersCanBeOffForAllOrForOne() {
        talking(options().transfers(rules(TransferPolicy.Scope.OFF, 5, TransferPolicy.Entry.PRIORITY)))
                .when(refers("c1", "B"))
                .then(answeredRefer(405), is("c1", CallState.TOAGENT));
        given(
                        flow("F"),
                        agent("X").mayTransfer(AgentSettings.Right.NONE),
                        agent("B").skills("b"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(refers("c1", "B"))
                .then(answeredRefer(403));
        given(
                        flow("F"),
                        agent("X").mayTransfer(AgentSettings.Right.INSIDE),
                        agent("B").skills("b"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(refers("c1", outside(OUT)))
                .then(answeredRefer(403))
                .when(refers("c1", "B"))
                .then(answeredRefer(202));
    }

    @Test
    void agentsAreReachedByTheirNumberAndTheirPhone() {
        talking(
                        agent("D").skills("d").dial("4711"),
                        agent("P").skills("p").location("sip:P@Agents.example:5062;transport=tcp"))
                .when(refers("c1", "4711"))
                .then(answeredRefer(202), connect("c1").toAgent("D"))
                .when(takesBack("c1"))
                .when(refers(
                        "c1", new TransferTarget(TransferTarget.Kind.ANY, "", "sip:P@agents.example:5062", "", 403)))
                .then(answeredRefer(202), connect("c1").toAgent("P"));
    }

    @Test
    void t26_aFlowThatIsDeletedMeanwhileIsKeptUntilTheCallerIsThrough() {
        toFlow().reload(flow("F"), agent("X"))
                .then(flow("G", row -> assertThat(row.removed()).isTrue()))
                .when(musicAnswers("c1"))
                .then(
                        is("c1", CallState.QUEUED),
                        flow("G", row -> assertThat(row.queued()).isEqualTo(1)))
                .when(callerHangsUp("c1"))
                .then(scene -> assertThat(scene.board().flow(new io.callcenter.ids.FlowId("G")))
                        .isEmpty());
        toFlow().reload(flow("F"), agent("X"))
                .when(musicRefuses("c1", 404))
                .then(scene -> assertThat(scene.board().flow(new io.callcenter.ids.FlowId("G")))
                        .isEmpty());
    }

    @Test
    void t27_musicThatCannotBeHad() {
        toFlow().when(musicRefuses("c1", 404))
                .then(told(503), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL), noRecords());
        toFlow().when(agentHangsUp("c1"))
                .then(
                        nobodyIsTold(),
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).number(1))
                .when(musicRefuses("c1", 404))
                .then(is("c1", CallState.QUEUED), noOrders())
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-G@media"));
    }

    @Test
    void whereACallerQueuesWhoIsTransferred() {
        for (TransferPolicy.Entry entry : TransferPolicy.Entry.values()) {
            String[] line =
                    switch (entry) {
                        case PRIORITY -> new String[] {"a", "c1", "z"};
                        case HEAD -> new String[] {"c1", "a", "z"};
                        case END -> new String[] {"a", "z", "c1"};
                    };
            talking(
                            flow("Z").skill("g").priority(9),
                            options().admitWithoutAgents().transfers(rules(TransferPolicy.Scope.INSIDE, 5, entry)))
                    .when(callArrives("z").in("Z"), callArrives("a").in("G"))
                    .when(refers("c1", "G"), musicAnswers("c1"))
                    .then(queue(line));
        }
    }

    @Test
    void theQueueAnnouncementOfATransferKnowsThePlace() {
        talking(options().admitWithoutAgents().positionParameter("pos"))
                .when(callArrives("a").in("G"))
                .when(refers("c1", "G"))
                .then(connect("c1").to("sip:queue-G@media;pos=1"));
    }

    @Test
    void t43_aCallerIsTransferredOutside() {
        toOutside()
                .then(
                        answeredRefer(202),
                        connect("c1").to(OUT).purpose(Effect.Purpose.OUTSIDE),
                        is("X", AgentState.INCALL))
                .after(seconds(4))
                .when(outsideAnswers("c1"))
                .then(
                        told(200),
                        is("c1", CallState.OUTSIDE),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").talked(10).number(1),
                        says(CallState.OUTSIDE, "transferred", note("uri:" + OUT, 2, 0)),
                        onHold(0))
                .after(seconds(9))
                .when(rightEnds("c1", Signal.EndedBy.PEER))
                .then(
                        ends("c1"),
                        cdr("c1").type(0).byNobody().talked(9).stats(4).number(2),
                        gone("c1"));
        toOutside().when(outsideRefuses("c1", 407)).then(told(480), is("c1", CallState.TOAGENT), noRecords());
    }

    @Test
    void theQueueAnnouncementIsHeardWhenTheAgentLeavesBeforeSomebodyOutsideAnswers() {
        toOutside()
                .when(agentHangsUp("c1"))
                .then(
                        is("c1", CallState.TRANSFERRING),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").number(1),
                        connect("c1").to("sip:queue-F@media"))
                .when(announcementAnswers("c1"))
                .when(outsideRefuses("c1", 486))
                .then(
                        nobodyIsTold(),
                        waits("c1", 0),
                        says(CallState.QUEUED, "transfer-failed", note("uri:" + OUT, 2, 486)));
        toOutside()
                .when(agentHangsUp("c1"), announcementAnswers("c1"))
                .when(outsideAnswers("c1"))
                .then(is("c1", CallState.OUTSIDE), nobodyIsTold());
        toOutside()
                .when(agentHangsUp("c1"), announcementAnswers("c1"))
                .after(seconds(3))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).byNobody().waited(3).stats(8).number(2), gone("c1"));
    }

    @Test
    void t44_anOperatorMovesACallThatWaits() {
        talking(options().admitWithoutAgents())
                .when(callArrives("c2").in("G"))
                .when(operatorTransfers("c2", named("F")))
                .then(refused(488, "Caller is not answered yet"))
                .when(announcementAnswers("c2"))
                .after(seconds(4))
                .when(operatorTransfers("c2", named("F")))
                .then(
                        done(),
                        is("c2", CallState.QUEUED),
                        connect("c2").to("sip:queue-F@media"),
                        noRecords(),
                        flow("G", row -> assertThat(row.queued()).isZero()),
                        flow("F", row -> assertThat(row.queued()).isEqualTo(1)),
                        flow("F", row -> assertThat(row.onHold()).isEqualTo(1)))
                .when(operatorTransfers("c2", named("B")))
                .then(done(), is("c2", CallState.TOAGENT), connect("c2").toAgent("B"))
                .when(operatorTransfers("c2", named("G")))
                .then(refused(409, "Call is being given to an agent"))
                .when(agentAnswers("c2"))
                .after(seconds(6))
                .when(agentHangsUp("c2"))
                .then(cdr("c2")
                        .type(0)
                        .by("B")
                        .flow("F")
                        .received(15)
                        .waited(4)
                        .talked(6)
                        .stats(7)
                        .number(1));
    }

    @Test
    void t44_anOperatorMovesATalk() {
        talking()
                .when(operatorTransfers("c1", named("B")))
                .then(
                        done(),
                        connect("c1").toAgent("B"),
                        says(
                                CallState.TRANSFERRING,
                                "",
                                new Effect.TransferNote("command", "agent:B", 1, Optional.empty(), 0)))
                .when(operatorTransfers("c1", named("N")))
                .then(refused(409, "Transfer in progress"))
                .when(agentAnswers("c1"))
                .then(nobodyIsTold(), cdr("c1").by("X").number(1), is("X", AgentState.WRAPUP));
    }

    @Test
    void t44_whatAnOperatorMayNotDo() {
        talking(agent("O").skills("o").loggedOff())
                .when(operatorTransfers("c9", named("B")))
                .then(refused(404, "Call not found"))
                .when(operatorTransfers("c1", named("nobody")))
                .then(refused(404, "Target not found"))
                .when(operatorTransfers("c1", new TransferTarget(TransferTarget.Kind.OUTSIDE, "", OUT, "", 403)))
                .then(refused(403, "Target not allowed"))
                .when(operatorTransfers("c1", named("O")))
                .then(refused(480, "Agent not logged in"))
                .when(operatorTransfers("c1", named("X")))
                .then(refused(482, "Agent has the call"), noOrders());
    }

    @Test
    void anOperatorReleasesTheOneOrTheOther() {
        toAgent()
                .when(operatorReleases("B"))
                .then(told(487), drops("c1"), is("c1", CallState.TOAGENT), is("B", AgentState.FREE));
        toAgent()
                .when(operatorReleases("X"))
                .then(
                        is("c1", CallState.TOAGENT),
                        is("B", AgentState.INCALL),
                        cdr("c1").by("X").number(1),
                        drops("c1"));
    }

    @Test
    void aTargetWhoseLegIsLostIsNotWaitedFor() {
        toAgent()
                .when(agentLegIsLost("c1"))
                .then(is("c1", CallState.TRANSFERRING))
                .after(seconds(1))
                .then(told(503), is("c1", CallState.TOAGENT), is("B", AgentState.FREE));
    }

    static Map<String, RecoveredLegs> legs(Optional<LegId> right, Signal... facts) {
        return Map.of("c1", new RecoveredLegs(Arrays.asList(facts), right, Set.of()));
    }

    @Test
    void t45_aCrashWhileTheTargetRings() {
        toAgent()
                .restart(legs(Optional.of(new LegId("c1-1"))))
                .then(told(503), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL), is("B", AgentState.FREE))
                .then(noRecords());
    }

    @Test
    void t45_aCrashWhenTheTargetHadAnswered() {
        toAgent()
                .after(seconds(3))
                .restart(legs(
                        Optional.of(new LegId("c1-2")),
                        new Signal.LegAnswered(new CallId("c1"), new LegId("c1-2"), Scene.START.plusSeconds(17)),
                        new Signal.LegConnected(new CallId("c1"), new LegId("c1-2"), Scene.START.plusSeconds(17))))
                .then(
                        told(200),
                        is("c1", CallState.TOAGENT),
                        is("B", AgentState.INCALL),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").talked(10).number(1));
    }

    @Test
    void t45_aCrashAfterTheAgentLeft() {
        toAgent()
                .when(agentHangsUp("c1"), announcementAnswers("c1"))
                .restart(legs(Optional.of(new LegId("c1-3"))))
                .then(is("c1", CallState.QUEUED), is("B", AgentState.FREE), is("X", AgentState.WRAPUP), noRecords())
                .when(scene -> List.of(new Signal.CallerGone(new CallId("c1"), Signal.Gone.BYE, scene.now())))
                .then(cdr("c1").type(1).number(2).stats(10), recordsInAll(2));
    }

    @Test
    void t45_aCrashWhenATargetWasJoinedWhomTheAgentHadTakenTheCallerBackFrom() {
        toAgent()
                .when(takesBack("c1"))
                .restart(legs(
                        Optional.of(new LegId("c1-2")),
                        new Signal.LegConnected(new CallId("c1"), new LegId("c1-2"), Scene.START.plusSeconds(15))))
                .then(
                        drops("c1"),
                        is("c1", CallState.QUEUED),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").number(1),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void t45_aCrashOnTheWayToAFlow() {
        toFlow().restart(legs(
                        Optional.of(new LegId("c1-2")),
                        new Signal.LegConnected(new CallId("c1"), new LegId("c1-2"), Scene.START.plusSeconds(16))))
                .then(
                        told(200),
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").by("X").number(1));
    }

    @Test
    void callsThatNobodyTransfersAreSavedAsEver() {
        talking()
                .then(scene ->
                        assertThat(scene.saved("c1").orElseThrow().segment()).isEmpty());
        toAgent()
                .then(scene ->
                        assertThat(scene.saved("c1").orElseThrow().segment()).isPresent());
    }

    @Test
    void transfersAreCounted() {
        toAgent()
                .when(agentRefuses("c1", 486))
                .when(refers("c1", "nobody"))
                .then(scene -> assertThat(scene.board().transfers())
                        .isEqualTo(Map.of(
                                new Board.TransferKind("blind", "agent", "failed"), 1L,
                                new Board.TransferKind("blind", "unknown", "refused"), 1L)));
    }
}
