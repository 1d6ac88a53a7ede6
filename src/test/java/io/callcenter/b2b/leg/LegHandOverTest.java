package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.ids.LegId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent has called another one and wants the caller joined to them: the leg goes from the one call to the other. */
class LegHandOverTest {
    private final Script first = new Script();
    private final Script second = new Script(LegSettings.defaults(), "s");
    private final Party bob = first.party("bob");
    private final Party caller = second.party("caller");
    private Party ann;
    private Party joe;

    /** Bob talks to Ann, who talks to Joe in a call of her own and asks for the transfer. */
    @BeforeEach
    void twoTalks() {
        ann = talk(first, bob, "ann");
        joe = talk(second, caller, "joe");
        ann.refers("<sip:joe@example.net>");
        first.answerRefer("ann", 202);
        ann.answersTo("NOTIFY", 200);
        first.skip();
        second.skip();
    }

    private static Party talk(Script s, Party from, String name) {
        from.invites(sdp("audio 4000"));
        Party agent = s.agent(name);
        agent.answers(200, sdp("audio 7000"));
        from.acks();
        return agent;
    }

    @Test
    void t28_theOtherAgentIsJoinedToTheCallerInTheSameDialog() {
        String dialog = joe.callId();
        second.hands("joe", first);
        second.sent().events();
        first.sent("joe INVITE(-)").events("Answered(joe)");
        assertThat(joe.last("INVITE").callId()).isEqualTo(dialog);
        assertThat(joe.last("INVITE").cseq()).isEqualTo(2);
        joe.answers(200, sdp(2, "audio 8000"));
        bob.answers(200, sdp(2, "audio 4002"));
        first.sent("bob INVITE(o)", "bob ACK", "joe ACK(s)").events("Connected(joe)", "LegEnded(ann US)");
        second.end();
        second.sent("caller BYE").events("CallEnded(ENDED)");
        assertThat(joe.bodies().get(joe.bodies().size() - 1)).containsPattern("o=- \\d+ 2 ");
        joe.infos("Signal=5");
        first.sent("bob INFO(Signal=5)");
        joe.byes();
        first.sent("joe 200").events("LegEnded(joe PEER)");
        second.over();
        first.end();
        first.over();
    }

    private static final String BOBS = "<sip:bob@example.net?Replaces=1%40x%3Bto-tag%3Da%3Bfrom-tag%3Db>";

    /** The caller of the second call is Ann, who refers there. */
    @Test
    void t29_anAgentMayAskInTheirOwnCallAndIsToldThereBeforeItEnds() {
        caller.refers(BOBS);
        second.sent().events("Referred(caller sip:bob@example.net)");
        second.answerRefer("caller", 202);
        second.sent("caller 202", "caller NOTIFY(100)");
        caller.answersTo("NOTIFY", 200);
        second.hands("joe", first);
        second.sent().events();
        second.tell("caller", 200);
        second.sent("caller NOTIFY(200)").events();
        caller.answersTo("NOTIFY", 200);
        second.sent();
        second.after(1);
        second.sent("caller BYE").events("CallEnded(ENDED)");
        assertThat(caller.last("BYE").headers().first("Reason")).contains("SIP;cause=200;text=\"transferred\"");
        second.over();
    }

    @Test
    void t29_aNotifyWithoutAnswerEndsTheCallAfterFiveSeconds() {
        caller.refers(BOBS);
        second.answerRefer("caller", 202);
        caller.answersTo("NOTIFY", 200);
        second.hands("joe", first);
        second.tell("caller", 200);
        second.skip();
        second.after(4);
        second.events();
        second.after(1);
        second.events("CallEnded(ENDED)");
        assertThat(caller.wasAsked("BYE")).isTrue();
    }

    @Test
    void t29_anAgentWhoIsRefusedGoesOnTalking() {
        caller.refers(BOBS);
        second.answerRefer("caller", 603);
        second.sent("caller 603").events("Referred(caller sip:bob@example.net)");
        caller.infos("Signal=5");
        second.sent("joe INFO(Signal=5)");
        joe.infos("Signal=6");
        second.skip();
        caller.refers(BOBS);
        second.answerRefer("caller", 202);
        caller.answersTo("NOTIFY", 200);
        second.tell("caller", 503);
        second.skip();
        caller.answersTo("NOTIFY", 200);
        second.after(20);
        second.sent().events();
    }

    @Test
    void t30_anAgentWhoHangsUpIsToldNothingMore() {
        caller.refers(BOBS);
        second.answerRefer("caller", 202);
        caller.answersTo("NOTIFY", 200);
        second.hands("joe", first);
        second.skip();
        caller.byes();
        second.tell("caller", 200);
        second.sent("caller 200").events("CallerGone(BYE)", "CallEnded(CALLER_GONE)");
        second.after(5);
        second.over();
    }

    @Test
    void callersWhoNameNoDialogMayNotRefer() {
        caller.refers("<sip:bob@example.net>");
        second.sent("caller 405").events();
        caller.refers(BOBS);
        caller.refers(BOBS);
        second.sent("caller 491").events("Referred(caller sip:bob@example.net)");
    }

    @Test
    void t32_anAgentWhoHangsUpWhileTheyAreJoinedLeavesTheCallerWhereTheyAre() {
        second.hands("joe", first);
        joe.byes();
        first.sent("joe INVITE(-)", "joe 200").events("Answered(joe)", "ConnectFailed(joe TARGET 487 RIGHT)");
        ann.infos("Signal=5");
        first.sent("bob INFO(Signal=5)");
        first.givesBack("joe", second);
        second.sent().events("LegEnded(joe PEER)");
        second.end();
        second.sent("caller BYE").events("CallEnded(ENDED)");
    }

    @Test
    void t34_whereTheCallerRefusesBothTalksGoOn() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        bob.answers(488);
        first.sent("joe INVITE(-)", "bob INVITE(o)", "joe ACK(s)")
                .events("Answered(joe)", "ConnectFailed(joe CALLER 488 RIGHT)");
        first.givesBack("joe", second);
        second.sent().events();
        talksGoOn();
        assertThat(first.onDisk().legs()).extracting(SavedLegs.Leg::id).containsExactly(new LegId("ann"));
        assertThat(second.onDisk().legs()).extracting(SavedLegs.Leg::id).containsExactly(new LegId("joe"));
        joe.byes();
        second.sent("joe 200").events("LegEnded(joe PEER)");
        second.end();
        second.over();
        first.end();
        first.over();
    }

    private void talksGoOn() {
        caller.infos("Signal=5");
        second.sent("joe INFO(Signal=5)");
        joe.infos("Signal=6");
        second.sent("caller INFO(Signal=6)");
        ann.infos("Signal=7");
        first.sent("bob INFO(Signal=7)");
        second.skip();
        first.skip();
    }

    @Test
    void t34_anAgentWhoHasMovedMeanwhileIsAgreedWithAnew() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 8000"));
        bob.answers(488);
        first.skip();
        first.givesBack("joe", second);
        second.sent("joe INVITE(-)").events();
        joe.answers(200, sdp(2, "audio 8000"));
        caller.answers(200, sdp(2, "audio 4000"));
        second.sent("caller INVITE(o)", "caller ACK", "joe ACK(s)").events();
        talksGoOn();
    }

    @Test
    void t34_whereTheOtherAgentRefusesBothTalksGoOn() {
        second.hands("joe", first);
        joe.answers(500);
        first.skip();
        first.givesBack("joe", second);
        second.sent().events();
        talksGoOn();
    }

    @Test
    void t34_anAgentWhoDoesNotAnswerComesBackAsSoonAsTheirDialogIsFree() {
        second.hands("joe", first);
        joe.answers(180);
        first.after(10);
        first.sent("joe INVITE(-)", "joe CANCEL").events("Answered(joe)", "ConnectFailed(joe TARGET 408 RIGHT)");
        assertThat(first.hasGivenBack()).isFalse();
        joe.answers(487);
        first.givesBack("joe", second);
        second.sent().events();
        talksGoOn();
    }

    @Test
    void t34_anAgentWhoAnswersNothingAtAllIsEnded() {
        second.hands("joe", first);
        joe.answers(180);
        first.after(10);
        first.skip();
        first.after(10);
        first.givesBack("joe", second);
        second.sent().events("LegEnded(joe PEER)");
    }

    @Test
    void t34_whoseCallIsOverMeanwhileIsEnded() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        caller.byes();
        second.skip();
        bob.answers(488);
        first.skip();
        first.givesBack("joe", second);
        second.sent("joe BYE").events();
        first.end();
        first.over();
        second.over();
    }

    @Test
    void t34_theAgentMayTryAgain() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        bob.answers(488);
        first.givesBack("joe", second);
        first.skip();
        LegId again = new LegId("joe2");
        second.take(new CallOrder.Hand(Script.CALL, new LegId("joe"), Script.CALL, again));
        second.passesOn("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        bob.answers(200, sdp(2, "audio 4002"));
        first.sent("joe INVITE(-)", "bob INVITE(o)", "bob ACK", "joe ACK(s)")
                .events("Answered(joe2)", "Connected(joe2)", "LegEnded(ann US)");
    }

    @Test
    void t34_aLegThatIsNoLongerWantedHereGoesBack() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        first.skip();
        first.drop("joe");
        first.events("Dropped(joe)");
        bob.answers(200, sdp(2, "audio 4002"));
        first.givesBack("joe", second);
        second.sent().events();
    }

    @Test
    void t34_whoIsDroppedWhileTheyAreAwayIsEnded() {
        second.hands("joe", first);
        second.drop("joe");
        second.events("LegEnded(joe US)");
        joe.answers(500);
        first.skip();
        first.givesBack("joe", second);
        second.sent("joe BYE").events();
    }

    @Test
    void t34_anAgentWhoAskedInTheirOwnCallTalksOnThere() {
        caller.refers(BOBS);
        second.answerRefer("caller", 202);
        caller.answersTo("NOTIFY", 200);
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        bob.answers(488);
        second.skip();
        second.tell("caller", 488);
        second.sent("caller NOTIFY(488)");
        caller.answersTo("NOTIFY", 200);
        first.skip();
        first.givesBack("joe", second);
        second.after(20);
        second.skip();
        talksGoOn();
    }

    @Test
    void t34_aCrashOnTheWayBackLeavesTheLegInOneCall() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 7000"));
        bob.answers(488);
        SavedLegs before = first.onDisk();
        assertThat(before.legs()).extracting(SavedLegs.Leg::lent).contains(true);
        first.givesBack("joe", second);
        assertThat(SavedLegs.owned(List.of(before, second.onDisk())).get(0).legs())
                .extracting(SavedLegs.Leg::id)
                .containsExactly(new LegId("ann"));
        second.skip();
        second.crash(5);
        second.skip();
        caller.infos("Signal=5");
        second.sent("joe INFO(Signal=5)");
    }

    @Test
    void t35_aCallerWhoHangsUpDuringTheJoinEndsBoth() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 8000"));
        bob.byes();
        first.after(1);
        assertThat(joe.wasAsked("BYE")).isTrue();
        assertThat(ann.last("NOTIFY").body().text()).startsWith("SIP/2.0 487");
        first.over();
    }

    @Test
    void t30_aLegThatIsGoneCannotGo() {
        caller.byes();
        second.hands("joe", first);
        second.sent("caller 200", "joe BYE").events("CallerGone(BYE)", "LegEnded(joe US)", "CallEnded(CALLER_GONE)");
        first.sent().events("Refused(joe 487)");
    }

    /** Phones send hold and REFER at once. */
    @Test
    void t33_aLegWithAnOpenRequestGoesWhenThatIsAnsweredAndItsCallEndsAfterwards() {
        caller.reinvites(sdp(2, "audio 4000 sendonly"));
        second.wantsToHand("joe");
        second.end();
        second.sent("joe INVITE(o)").events();
        assertThat(second.hasHanded()).isFalse();
        joe.answers(200, sdp(2, "audio 7000 recvonly"));
        second.sent("joe ACK", "caller 200(s)", "caller BYE").events("CallEnded(ENDED)");
        second.passesOn("joe", first);
        first.sent("joe INVITE(-)").events("Answered(joe)");
    }

    @Test
    void t33_aLegWhoseRequestStaysOpenDoesNotGo() {
        joe.reinvites(sdp(2, "audio 7000 sendonly"));
        second.wantsToHand("joe");
        second.end();
        second.after(9);
        second.events();
        second.after(1);
        second.events("LegEnded(joe US)", "CallEnded(ENDED)");
        assertThat(joe.wasAsked("BYE")).isTrue();
        second.passesOn("joe", first);
        first.sent().events("Refused(joe 487)");
    }

    @Test
    void t33_anAgentWhoHangsUpMeanwhileDoesNotGo() {
        caller.reinvites(sdp(2, "audio 4000 sendonly"));
        second.wantsToHand("joe");
        joe.byes();
        second.end();
        second.events("LegEnded(joe PEER)", "CallEnded(ENDED)");
        second.passesOn("joe", first);
        first.sent().events("Refused(joe 487)");
    }

    @Test
    void whoseCallerIsGoneAdoptsNobody() {
        bob.byes();
        first.skip();
        second.hands("joe", first);
        first.sent("joe BYE").events();
        first.after(1);
        first.over();
    }

    @Test
    void aLegIsTakenOnceAndOneAtATime() {
        first.agent("eve");
        second.hands("joe", first);
        first.sent("eve INVITE(-)").events("Refused(joe 491)");
        first.givesBack("joe", second);
        second.sent().events();
        first.take(new CallOrder.Hand(Script.CALL, new LegId("joe"), Script.CALL, new LegId("joe")).failed());
        first.sent().events();
    }

    @Test
    void aLegThatWasDroppedBeforeItCameGoesBack() {
        first.drop("joe");
        second.hands("joe", first);
        first.sent().events();
        first.givesBack("joe", second);
        second.sent().events();
    }

    @Test
    void t46_afterACrashTheLegIsInOneCallAndIsEndedThere() {
        second.hands("joe", first);
        second.end();
        second.skip();
        first.skip();
        second.crash(5);
        second.after(1);
        assertThat(second.count("joe BYE")).isZero();
        first.crash(5);
        first.sent("joe BYE").events("Dropped(joe)");
        first.tell("ann", 503);
        first.sent("ann NOTIFY(503)");
        ann.infos("Signal=5");
        first.sent("bob INFO(Signal=5)");
    }

    @Test
    void t46_afterACrashBeforeTheOtherCallHasTheLegItIsEnded() {
        second.wantsToHand("joe");
        second.end();
        second.skip();
        assertThat(SavedLegs.owned(List.of(second.onDisk(), first.onDisk()))).contains(second.onDisk());
        second.crash(5);
        assertThat(second.count("joe BYE")).isOne();
    }

    @Test
    void t46_aLegThatIsWrittenDownInBothCallsIsThatOfTheOther() {
        second.wantsToHand("joe");
        SavedLegs before = second.onDisk();
        assertThat(before.legs()).extracting(SavedLegs.Leg::lent).containsExactly(true);
        second.passesOn("joe", first);
        List<SavedLegs> owned = SavedLegs.owned(List.of(before, first.onDisk()));
        assertThat(owned.get(0).legs()).isEmpty();
        assertThat(owned.get(1)).isEqualTo(first.onDisk());
        assertThat(second.onDisk().legs()).isEmpty();
    }

    @Test
    void t46_afterACrashInTheJoinItIsFinished() {
        second.hands("joe", first);
        joe.answers(200, sdp(2, "audio 8000"));
        first.skip();
        first.crash(5);
        bob.answers(200, sdp("audio 4000"));
        first.sent("bob INVITE(o)", "bob ACK", "joe ACK(s)").events("Connected(joe)", "LegEnded(ann US)");
    }
}
