package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody calls in to take the place of the agent who talks to the caller. */
class TakeTest {
    private static final CallOrder.Purpose AGENT = CallOrder.Purpose.AGENT;

    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party joe = s.party("joe");
    private Party ann;

    /** Bob talks to Ann. */
    @BeforeEach
    void aTalk() {
        bob.invites(sdp("audio 4000"));
        ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
    }

    private LegId joeAsks() {
        joe.takesThePlaceOf(ann, "", sdp("audio 8000"));
        s.sent().events("TakeAsked(ann)");
        return s.lastFact(CallEvent.TakeAsked.class).taker();
    }

    private LegId joeHasIt() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.sent("bob INVITE(o)").events("Answered(" + leg + ")");
        bob.answers(200, sdp(2, "audio 4002"));
        s.sent("bob ACK", "joe 200(s)", "ann BYE").events("Connected(" + leg + ")", "LegEnded(ann US)");
        return leg;
    }

    @Test
    void t40_theCallerIsJoinedToThemAndTheAgentIsEndedLast() {
        LegId leg = joeHasIt();
        assertThat(joe.hears()).isEqualTo("v1 audio 4002");
        assertThat(bob.hears()).isEqualTo("v2 audio 8000");
        joe.acks();
        s.sent().events();
        joe.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
        bob.answersTo("INFO", 200);
        s.skip();
        bob.reinvites(sdp(3, "audio 4002 sendonly"));
        s.sent("joe INVITE(o)");
        joe.answers(200, sdp(2, "audio 8000 recvonly"));
        s.sent("joe ACK", "bob 200(s)");
        bob.acks();
        joe.byes();
        s.sent("joe 200").events("LegEnded(" + leg + " PEER)");
        s.end();
        s.over();
    }

    @Test
    void whoeverHasTakenAPlaceMayTransferTheCallerWhereTheyAreAnAgent() {
        LegId leg = joeHasIt();
        joe.acks();
        joe.refers("<sip:eve@example.net>");
        s.events("Referred(" + leg + " sip:eve@example.net)");
        assertThat(joe.responses().get(joe.responses().size() - 1).headers().first("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("REFER"));
    }

    @Test
    void t40_aDialogThatIsMeantOnlyWhileItRingsIsBusy() {
        joe.takesThePlaceOf(ann, ";early-only", sdp("audio 8000"));
        s.sent("joe 486").events();
        s.end();
        s.over();
    }

    @Test
    void t40_whoeverMayNotIsRefusedAndNothingChanges() {
        joeAsks();
        s.refusesTaker(403);
        s.sent("joe 403").events();
        ann.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
    }

    @Test
    void whatNamesNoTalkOfAnAgentIsUnknown() {
        joe.takesThePlaceOf(bob, "", sdp("audio 8000"));
        s.sent("joe 481").events();
        Party eve = s.agent("eve");
        eve.answers(180);
        s.skip();
        joe.takesThePlaceOf(eve, "", sdp("audio 8000"));
        s.sent("joe 481").events();
    }

    @Test
    void whoeverOffersNothingGetsNothing() {
        joe.takesThePlaceOf(ann, "", "");
        s.sent("joe 488").events();
    }

    @Test
    void t42_theSamePlaceIsGivenAwayOnce() {
        joeAsks();
        Party eve = s.party("eve");
        eve.takesThePlaceOf(ann, "", sdp("audio 9000"));
        s.sent("eve 603").events();
        s.takes(AGENT);
        s.skip();
        eve.takesThePlaceOf(ann, "", sdp("audio 9000"));
        s.sent("eve 603").events();
        bob.answers(200, sdp(2, "audio 4002"));
        s.skip();
        eve.takesThePlaceOf(ann, "", sdp("audio 9000"));
        s.sent("eve 603").events();
    }

    @Test
    void t41_whoeverGivesUpBeforeTheCallerHasDecidedLeavesThemWithTheAgent() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.skip();
        joe.cancels();
        s.sent("joe 200", "joe 487").events("ConnectFailed(" + leg + " TARGET 487 RIGHT)");
        bob.answers(200, sdp(2, "audio 4002"));
        s.sent("bob ACK", "ann INVITE(-)");
        ann.answers(200, sdp(2, "audio 7000"));
        bob.answers(200, sdp(3, "audio 4002"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)").events();
    }

    @Test
    void t41_whoeverGivesUpWhenTheCallerHasTakenItLeavesThemWithTheAgent() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.holdSaves();
        bob.answers(200, sdp(2, "audio 4002"));
        s.skip();
        joe.cancels();
        s.sent("joe 200", "joe 487", "ann INVITE(-)").events("ConnectFailed(" + leg + " TARGET 487 RIGHT)");
        s.saved(true);
        ann.answers(200, sdp(2, "audio 7000"));
        bob.answers(200, sdp(3, "audio 4002"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)").events();
    }

    @Test
    void t41_whoeverNeverAcknowledgesIsEnded() {
        LegId leg = joeHasIt();
        s.after(32);
        s.events("LegEnded(" + leg + " NO_ACK)");
        assertThat(joe.wasAsked("BYE")).isTrue();
    }

    @Test
    void whoeverGivesUpBeforeAnybodyHasDecidedIsNotJoined() {
        LegId leg = joeAsks();
        joe.cancels();
        s.sent("joe 200", "joe 487").events();
        s.takes(AGENT);
        s.sent().events("Refused(" + leg + " 487)");
        s.takes(AGENT);
        s.events();
    }

    @Test
    void aCancelOfWhatIsAnsweredAndAnInviteOnceMoreChangeNothing() {
        joeHasIt();
        joe.cancels();
        s.sent("joe 200").events();
        s.take(new PlainEvent.RequestIn("tx-again", joe.invite(), joe.hop()));
        s.sent("joe 200(s)").events();
        joe.acks();
        s.after(20);
        assertThat(joe.wasAsked("BYE")).isFalse();
    }

    @Test
    void nobodyDecidesInTime() {
        LegId leg = joeAsks();
        s.after(10);
        s.sent("joe 480").events();
        s.takes(AGENT);
        s.events("Refused(" + leg + " 487)");
    }

    @Test
    void aCallerWhoRefusesStaysWithTheAgent() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        bob.answers(488);
        s.sent("bob INVITE(o)", "joe 488")
                .events("Answered(" + leg + ")", "ConnectFailed(" + leg + " CALLER 488 RIGHT)");
        ann.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
    }

    @Test
    void aCallerWhoSaysNothingForTenSecondsStaysWithTheAgent() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.after(10);
        s.events("Answered(" + leg + ")", "ConnectFailed(" + leg + " CALLER 408 RIGHT)");
        assertThat(joe.lastResponse().code()).isEqualTo(488);
    }

    @Test
    void oneThatIsGivenUpIsRefused() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.skip();
        s.drop(leg.value());
        s.sent("joe 480").events("Dropped(" + leg + ")");
    }

    @Test
    void aCallThatEndsRefusesWhoeverWaits() {
        joeAsks();
        bob.byes();
        s.sent("bob 200", "joe 480", "ann BYE").events("CallerGone(BYE)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void anAgentWhoHangsUpMeanwhileLeavesTheCallerToThem() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.skip();
        ann.byes();
        s.sent("ann 200").events("LegEnded(ann PEER)");
        bob.answers(200, sdp(2, "audio 4002"));
        s.sent("bob ACK", "joe 200(s)").events("Connected(" + leg + ")");
    }

    @Test
    void whileSomebodyIsSetUpNobodyIsTaken() {
        LegId leg = joeAsks();
        s.outside("eve");
        s.skip();
        s.takes(AGENT);
        s.sent("joe 491").events("Refused(" + leg + " 491)");
    }

    @Test
    void whoeverIsLeftBeforeTheyAcknowledgeGetsTheirByeAfterThat() {
        LegId leg = joeHasIt();
        bob.byes();
        s.sent("bob 200").events("CallerGone(BYE)", "LegEnded(" + leg + " US)", "CallEnded(CALLER_GONE)");
        joe.acks(PlainBody.NONE);
        s.sent("joe BYE");
        s.over();
    }

    @Test
    void afterACrashBeforeTheCallerHasTakenItTheyAreRefusedAndTheCallerIsLedBack() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.skip();
        s.crash(5);
        s.sent("joe 503", "ann INVITE(-)").events("Dropped(" + leg + ")");
        ann.answers(200, sdp(2, "audio 7000"));
        bob.answers(200, sdp(3, "audio 4002"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)").events();
    }

    @Test
    void afterACrashBeforeAnybodyHasDecidedTheyAreRefused() {
        joeAsks();
        s.crash(5);
        s.sent("joe 503").events();
    }

    @Test
    void afterACrashWhenThatIsSavedTheyAreAnswered() {
        LegId leg = joeAsks();
        s.takes(AGENT);
        s.holdSaves();
        bob.answers(200, sdp(2, "audio 4002"));
        s.saveReached();
        s.skip();
        s.crash(5);
        s.sent("joe 200(s)", "ann BYE").events("Connected(" + leg + ")", "LegEnded(ann US)");
        joe.acks();
        joe.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
    }

    @Test
    void afterACrashBeforeTheyAcknowledgeTheyAreAnsweredAgain() {
        LegId leg = joeHasIt();
        s.crash(5);
        s.sent("ann BYE", "joe 200(s)").events();
        joe.acks();
        s.after(1);
        joe.byes();
        s.events("LegEnded(" + leg + " PEER)");
    }

    @Test
    void afterACrashOfACallThatIsOverTheyGetTheirBye() {
        joeHasIt();
        bob.byes();
        s.skip();
        s.crash(5);
        assertThat(s.count("joe BYE")).isOne();
        s.skip();
        s.over();
    }
}
