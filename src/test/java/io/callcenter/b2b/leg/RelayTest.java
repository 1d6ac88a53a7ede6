package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caller and agent talk: requests inside their dialogs, probes, the end; cases L52 to L56. */
class RelayTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party ann = s.party("ann");

    @BeforeEach
    void bobTalksToAnn() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
    }

    private void ended() {
        s.over();
    }

    @Test
    void l52_byesThatCrossAreBothAnsweredAndEndTheCallOnce() {
        ann.ignoresByes();
        bob.byes();
        s.sent("bob 200", "ann BYE");
        s.events("CallerGone(BYE)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        ann.byes();
        s.sent("ann 200").events();
        ann.answersTo("BYE", 481);
        s.sent().events();
        ended();
    }

    @Test
    void l52_anAgentsByeIsReportedAndTheCallGoesOnByOrder() {
        ann.byes();
        s.sent("ann 200").events("LegEnded(ann PEER)");
        bob.ignoresByes();
        s.end();
        s.sent("bob BYE").events("CallEnded(ENDED)");
        bob.staysSilentTo("BYE", 408);
        ended();
    }

    @Test
    void l52_anyAnswerToAProbeIsLife() {
        bob.ignoresOptions();
        s.after(55);
        s.sent("ann OPTIONS", "bob OPTIONS");
        bob.answersTo("OPTIONS", 405);
        s.sent().events();
        s.after(55);
        assertThat(s.count("bob OPTIONS")).isEqualTo(1);
    }

    @Test
    void l52_aSilentCallerIsDead() {
        bob.ignoresOptions();
        s.after(55);
        s.skip();
        s.after(32);
        bob.staysSilentTo("OPTIONS", 408);
        s.sent("ann BYE", "bob BYE");
        s.events("CallerGone(DEAD)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        ended();
    }

    @Test
    void l52_aSilentAgentIsDead() {
        ann.ignoresOptions();
        s.after(55);
        s.skip();
        ann.answersTo("OPTIONS", 481);
        s.sent("ann BYE").events("LegEnded(ann DEAD)");
        s.end();
        ended();
    }

    @Test
    void l52_whoSpeaksIsNotProbed() {
        s.after(50);
        bob.infos("1");
        ann.answersTo("INFO", 200);
        s.skip();
        s.after(50);
        s.sent().events();
    }

    @Test
    void l52_aPeerThatSpokeDuringTheProbeIsAlive() {
        bob.ignoresOptions();
        s.after(55);
        s.after(10);
        bob.requests("OPTIONS", PlainBody.NONE);
        s.skip();
        s.after(22);
        bob.staysSilentTo("OPTIONS", 408);
        s.sent().events();
    }

    @Test
    void whoseConnectionEndsIsAskedAtOnceAndOnlyHe() {
        s.after(10);
        s.take(new PlainEvent.LinkGone("udp", bob.hop().remoteHost(), 5060));
        s.sent("bob OPTIONS").events();
        s.after(54);
        s.sent("ann OPTIONS");
        s.after(1);
        s.sent("bob OPTIONS");
    }

    @Test
    void whoClosesAfterEachMessageIsNotAskedWithoutEnd() {
        PlainEvent.LinkGone gone = new PlainEvent.LinkGone("udp", bob.hop().remoteHost(), 5060);
        for (int i = 0; i < 5; i++) {
            s.take(gone);
        }
        s.sent("bob OPTIONS").events();
        s.after(11);
        s.sent("bob OPTIONS");
        s.take(gone);
        s.after(10.9);
        s.sent();
        s.after(0.1);
        s.sent("bob OPTIONS");
        s.after(20);
        s.take(gone);
        s.sent("bob OPTIONS");
    }

    @Test
    void whoseConnectionEndsAndWhoCannotBeReachedIsDead() {
        bob.ignoresOptions();
        s.take(new PlainEvent.LinkGone("udp", bob.hop().remoteHost(), 5060));
        s.take(new PlainEvent.LinkGone("udp", bob.hop().remoteHost(), 5060));
        assertThat(s.count("bob OPTIONS")).isEqualTo(1);
        bob.neverGets("OPTIONS", SipEvent.Why.NOWHERE);
        s.events("CallerGone(DEAD)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
    }

    @Test
    void connectionsOfOthersMeanNothing() {
        s.take(new PlainEvent.LinkGone("tcp", bob.hop().remoteHost(), 5060));
        s.take(new PlainEvent.LinkGone("udp", bob.hop().remoteHost(), 5061));
        s.take(new PlainEvent.LinkGone("udp", "192.0.2.222", 5060));
        s.sent().events();
    }

    @Test
    void aProbeThatCouldNotBeSentForNowIsTriedAgain() {
        bob.ignoresOptions();
        s.after(55);
        s.skip();
        bob.neverGets("OPTIONS", SipEvent.Why.TOO_LARGE);
        s.sent().events();
        s.after(55);
        assertThat(s.count("bob OPTIONS")).isEqualTo(1);
    }

    @Test
    void l52_afterTwelveHoursAllIsEnded() {
        s.after(Duration.ofHours(12).minusSeconds(1));
        assertThat(s.facts()).noneMatch(CallEvent.CallEnded.class::isInstance);
        s.skip();
        s.after(1);
        s.events("LegEnded(ann US)", "CallEnded(LIMIT)");
        assertThat(s.count("ann BYE") + s.count("bob BYE")).isEqualTo(2);
        assertThat(s.lastFact(CallEvent.Connected.class).at()).isEqualTo(Script.START);
        ended();
    }

    @Test
    void l53_anOfferThatTheCallerAsksForComesFromTheAgent() {
        bob.reinvites();
        s.sent("ann INVITE(-)");
        ann.answers(180);
        s.sent();
        ann.answers(200, sdp(2, "audio 7002"));
        s.sent("bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v2 audio 7002");
        ann.repeats(200, sdp(2, "audio 7002"));
        s.sent();
        bob.acks(PlainBody.sdp(sdp(2, "audio 4004")));
        s.sent("ann ACK(s)").events();
        assertThat(ann.hears()).isEqualTo("v2 audio 4004");
    }

    @Test
    void l53_anAckWithoutSdpMeansTheLastBodyOfThatParty() {
        bob.reinvites();
        ann.answers(200, sdp(2, "audio 7002"));
        s.skip();
        bob.acks();
        s.sent("ann ACK(s)");
        assertThat(ann.hears()).isEqualTo("v1 audio 4000");
    }

    @Test
    void l53_aPeerWithoutOfferGivesARefusal() {
        bob.reinvites();
        s.skip();
        ann.answers(200);
        s.sent("ann ACK", "bob 488");
    }

    @Test
    void l53_anAckThatNeverComesEndsBothSides() {
        bob.reinvites();
        ann.answers(200, sdp(2, "audio 7002"));
        s.skip();
        s.after(31.9);
        s.events();
        s.skip();
        s.after(0.1);
        s.sent("ann ACK(0)", "ann BYE", "bob BYE");
        s.events("CallerGone(NO_ACK)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        ended();
    }

    @Test
    void l53_anAgentWhoNeverAcknowledgesIsDead() {
        ann.reinvites(sdp(2, "audio 7002"));
        bob.answers(200, sdp("audio 4000"));
        s.after(31.9);
        s.skip();
        s.after(0.1);
        s.sent("ann BYE").events("LegEnded(ann DEAD)");
    }

    @Test
    void l54_bothReinviteAtOnceAndTryAgain() {
        bob.reinvites(sdp(2, "audio 4002"));
        ann.reinvites(sdp(2, "audio 7002"));
        s.sent("ann INVITE(o)", "ann 491");
        ann.answers(491);
        s.sent("bob 491");
        ann.reinvites(sdp(2, "audio 7002"));
        bob.answers(200, sdp(2, "audio 4000"));
        ann.acks();
        s.sent("bob INVITE(o)", "bob ACK", "ann 200(s)");
        bob.reinvites(sdp(3, "audio 4002"));
        ann.answers(200, sdp(2, "audio 7002"));
        bob.acks();
        s.sent("ann INVITE(o)", "ann ACK", "bob 200(s)");
        assertThat(ann.hears()).startsWith("v4 audio 4002");
    }

    @Test
    void l54_aSecondInviteBeforeTheFirstIsAnsweredComesTooSoon() {
        bob.reinvites(sdp(2, "audio 4002"));
        s.skip();
        bob.reinvites(sdp(3, "audio 4004"));
        bob.updates(sdp(3, "audio 4004"));
        s.sent("bob 500", "bob 500");
        assertThat(bob.lastResponse().headers().first("Retry-After")).isPresent();
    }

    @Test
    void l55_aRefreshIsRelayedWhileThePeerIsThere() {
        bob.reinvites(sdp("audio 4000"));
        s.sent("ann INVITE(o)");
        assertThat(ann.hears()).isEqualTo("v1 audio 4000");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v1 audio 7000");
    }

    @Test
    void l55_aRefreshWithoutPeerIsAnsweredHereWithTheSameVersion() {
        ann.byes();
        s.skip();
        bob.reinvites(sdp(5, "audio 4000"));
        s.sent("bob 200(s)").events();
        assertThat(bob.hears()).isEqualTo("v1 audio 7000");
        bob.acks();
        s.after(5);
        s.sent();
        bob.updates(sdp("audio 4000"));
        s.sent("bob 200(s)");
        bob.reinvites(sdp("audio 4002"));
        bob.updates(sdp("audio 4002"));
        bob.reinvites();
        s.sent("bob 491", "bob 491", "bob 491");
    }

    @Test
    void l55_aRefreshThatIsNeverAcknowledgedEndsTheCall() {
        ann.byes();
        bob.reinvites(sdp("audio 4000"));
        s.after(31.9);
        s.skip();
        s.after(0.1);
        s.sent("bob BYE").events("CallerGone(NO_ACK)", "CallEnded(CALLER_GONE)");
    }

    @Test
    void l56_aDialogThatIsGoneEndsItsLegButNotTheOther() {
        bob.infos("Signal=1");
        s.sent("ann INFO(Signal=1)");
        ann.answersTo("INFO", 481);
        s.sent("bob 500", "ann BYE").events("LegEnded(ann DEAD)");
        bob.infos("Signal=2");
        bob.requests("MESSAGE", new PlainBody("text/plain", "hi"));
        s.sent("bob 200", "bob 480");
    }

    @Test
    void behindAPeerThatDoesNotAnswerTenTextsWaitAndMoreAreToldToComeAgain_M3() {
        bob.infos("0");
        for (int i = 1; i <= 5; i++) {
            bob.infos("" + i);
            bob.requests("MESSAGE", new PlainBody("text/plain", "hi"));
        }
        s.sent("ann INFO(0)");
        bob.infos("11");
        bob.requests("MESSAGE", new PlainBody("text/plain", "12"));
        s.sent("bob 500", "bob 500");
        ann.answersTo("INFO", 200);
        s.sent("bob 200", "ann INFO(1)");
        bob.infos("13");
        bob.infos("14");
        s.sent("bob 500");
        bob.byes();
        s.skip();
        ann.answersTo("INFO", 200);
        s.skip();
        ended();
    }

    @Test
    void l56_infosAreRelayedOneAtATime() {
        bob.sends("Content-Disposition", "signal").infos("1");
        bob.infos("2");
        s.sent("ann INFO(1)");
        assertThat(ann.last("INFO").headers().first("Content-Disposition")).contains("signal");
        ann.answersTo("INFO", 200);
        s.sent("bob 200", "ann INFO(2)");
        ann.answersTo("INFO", 415);
        s.sent("bob 415");
        ann.infos("3");
        s.sent("bob INFO(3)");
        bob.answersTo("INFO", 503);
        s.sent("ann 500");
        bob.infos("4");
        bob.infos("5");
        s.skip();
        bob.byes();
        s.sent("bob 200", "bob 481", "ann BYE");
        ann.answersTo("INFO", 200);
        s.sent("bob 200");
        ended();
    }

    @Test
    void l56_anUpdateGoesAsReinviteToWhoKnowsNoUpdate() {
        bob.updates(sdp(2, "audio 4002"));
        s.sent("ann INVITE(o)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v1 audio 7000");
    }

    @Test
    void l56_anUpdateGoesAsUpdateToWhoKnowsIt() {
        ann.sends("Allow", "INVITE, ACK, UPDATE").reinvites(sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        ann.acks();
        s.skip();
        bob.updates(sdp(2, "audio 4002"));
        s.sent("ann UPDATE(s)");
        ann.answersTo("UPDATE", 200, PlainBody.sdp(sdp("audio 7000")));
        s.sent("bob 200(s)");
        bob.updates(sdp(3, "audio 4004"));
        ann.reinvites(sdp("audio 7004"));
        s.sent("ann UPDATE(s)", "ann 491");
        ann.answersTo("UPDATE", 404);
        s.sent("bob 488");
        bob.updates(sdp(4, "audio 4006"));
        ann.answersTo("UPDATE", 200);
        s.sent("ann UPDATE(s)", "bob 488");
    }

    @Test
    void l56_anUpdateAsReinviteIsGivenUpAfterTwentySeconds() {
        bob.updates(sdp(2, "audio 4002"));
        ann.answers(100);
        s.skip();
        s.after(20);
        s.sent("bob 500", "ann CANCEL");
        ann.answers(487);
        s.sent().events();
    }

    @Test
    void l56_anUpdateTakenTooLateLeadsTheCallerBack() {
        bob.updates(sdp(2, "audio 4002"));
        ann.answers(100);
        s.after(20);
        s.skip();
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "ann INVITE(-)");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)").events();
    }

    @Test
    void l56_anUpdateThatMeetsADeadPeerEndsIt() {
        bob.updates(sdp(2, "audio 4002"));
        s.skip();
        ann.answers(408);
        s.sent("bob 488", "ann BYE").events("LegEnded(ann DEAD)");
    }

    @Test
    void l56_anUpdateWhosePeerLeavesIsRefused() {
        bob.updates(sdp(2, "audio 4002"));
        s.skip();
        ann.byes();
        s.sent("ann 200", "bob 491").events("LegEnded(ann PEER)");
    }

    @Test
    void anUpdateWithoutOfferAndOptionsAreAnsweredHere() {
        bob.requests("UPDATE", PlainBody.NONE);
        s.sent("bob 200");
        bob.requests("OPTIONS", PlainBody.NONE);
        s.sent("bob 200");
        assertThat(bob.lastResponse().headers().first("Allow")).contains(Screening.ALLOW);
        assertThat(bob.lastResponse().headers().first("Accept")).contains("application/sdp");
    }

    @Test
    void aReinviteThatIsCancelledIsCancelledAtThePeer() {
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(180);
        s.skip();
        bob.cancels();
        s.sent("bob 200", "ann CANCEL");
        ann.answers(487);
        s.sent("bob 487").events();
        bob.cancels();
        s.sent("bob 481");
    }

    @Test
    void aReinviteWithoutFinalAnswerIsGivenUpAfterTheSetUpTimeout() {
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(100);
        s.after(59);
        s.skip();
        s.after(1);
        s.sent("bob 500", "ann CANCEL");
        s.after(32);
        assertThat(s.orders())
                .contains(new PlainOrder.EndTransaction(ann.last("INVITE").branch()));
    }

    @Test
    void refusalsThatWouldKillTheOtherDialogAreMadeHarmless() {
        bob.reinvites(sdp(2, "audio 4002"));
        s.skip();
        ann.answers(404);
        s.sent("bob 488").events();
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(606);
        s.sent("ann INVITE(o)", "bob 606");
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(481);
        s.sent("ann INVITE(o)", "bob 488", "ann BYE").events("LegEnded(ann DEAD)");
    }

    @Test
    void aReinviteWhosePeerLeavesIsRefused() {
        bob.reinvites(sdp(2, "audio 4002"));
        s.skip();
        ann.byes();
        s.sent("ann 200", "bob 491").events("LegEnded(ann PEER)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK");
    }

    @Test
    void aReinviteOfWhoLeavesIsEndedFirst() {
        ann.reinvites(sdp(2, "audio 7002"));
        bob.answers(100);
        s.skip();
        ann.byes();
        s.sent("ann 487", "bob CANCEL", "ann 200").events("LegEnded(ann PEER)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK").events();
        bob.byes();
        ended();
    }

    @Test
    void anOlderRequestIsRefused() {
        PlainRequest options = bob.request("OPTIONS", bob.theirTag(), PlainBody.NONE);
        s.take(new PlainEvent.RequestIn("tx-old", options, bob.hop()));
        s.sent("bob 500");
    }

    @Test
    void aReinviteRepeatedInAnotherTransactionGetsTheSameAnswer() {
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        s.take(new PlainEvent.RequestIn("tx-again", bob.invite(), bob.hop()));
        s.sent("bob 200(s)");
    }

    @Test
    void whatWeDoNotTakeInsideADialogIsRefused() {
        bob.requests("REFER", PlainBody.NONE);
        s.sent("bob 405");
        bob.requests("FLY", PlainBody.NONE);
        s.sent("bob 501");
        bob.requests("INVITE", new PlainBody("text/plain", "hi"));
        s.sent("bob 415");
        bob.reinvites("v=0\r\nrubbish\r\n");
        s.sent("bob 400");
        bob.sends("Require", "replaces, timer").reinvites(sdp("audio 4000"));
        s.sent("bob 420");
        assertThat(bob.lastResponse().headers().first("Unsupported")).contains("replaces");
    }

    @Test
    void anotherTagIsNoDialogOfOurs() {
        PlainRequest bye = PlainRequest.of(
                "BYE",
                bob.contact(),
                bob.callId(),
                bob.invite().from(),
                bob.invite().to().withTag("forged"),
                9,
                "z9hG4bK-x");
        s.take(new PlainEvent.RequestIn("tx-forged", bye, bob.hop()));
        s.sent("bob 481").events();
        ann.as("someone").byes();
        s.sent("ann 481").events();
    }

    @Test
    void theTargetFollowsTheContact() {
        ann.behind("<sip:p1.example.org>").reinvites(sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        ann.acks();
        s.end();
        assertThat(ann.last("BYE").uri()).isEqualTo(ann.contact());
        assertThat(ann.last("BYE").routes()).isEmpty();
    }

    @Test
    void afterTheEndRequestsFindNothing() {
        bob.byes();
        s.skip();
        bob.infos("1");
        bob.byes();
        s.sent("bob 481", "bob 200");
        ann.reinvites(sdp("audio 7000"));
        s.sent("ann 481").events();
        ended();
    }

    @Test
    void infoOfAnUnansweredCallerGoesToTheOnlyEarlyDialog() {
        Script early = new Script();
        Party eve = early.party("eve");
        eve.invites(sdp("audio 4000"));
        Party agent = early.agent("ann");
        agent.answers(180);
        early.skip();
        eve.infos("2");
        early.sent("ann INFO(2)");
        assertThat(agent.last("INFO").cseq()).isEqualTo(2);
        agent.answersTo("INFO", 200);
        agent.as("fork").answers(180);
        early.skip();
        eve.infos("1");
        eve.requests("MESSAGE", new PlainBody("text/plain", "hi"));
        early.sent("eve 200", "eve 480");
        agent.answers(200, sdp("audio 7000"));
        eve.acks();
        early.end();
        assertThat(agent.last("BYE").cseq()).isEqualTo(3);
    }

    @Test
    void theSetUpTimeoutAlsoCoversWhatIsAskedForByTheCaller() {
        bob.reinvites();
        ann.answers(100);
        s.after(60);
        s.skip();
        ann.answers(200, sdp("audio 7002"));
        s.sent("ann ACK(s)").events();
    }

    @Test
    void aReInviteThatIsAcceptedUnderAForeignTagIsNotAcknowledgedInTheDialog() {
        bob.reinvites(sdp(2, "audio 4002"));
        s.skip();
        String before = ann.tag();
        ann.as("foreign").answers(200, sdp(2, "audio 7002"));
        s.sent("ann ACK", "ann BYE", "bob 500");
        assertThat(ann.last("ACK").to().tag()).isEqualTo("foreign");
        assertThat(ann.last("BYE").to().tag()).isEqualTo("foreign");
        s.end();
        assertThat(ann.last("BYE").to().tag()).isEqualTo(before);
    }

    @Test
    void whoEndsACallSaysWhyToAllPeers() {
        s.end("closing \"time\"\r\nX: y");
        String reason = "SIP;cause=480;text=\"closing \\\"time\\\" X: y\"";
        assertThat(ann.last("BYE").headers().first("Reason")).contains(reason);
        assertThat(bob.last("BYE").headers().first("Reason")).contains(reason);
    }

    @Test
    void anOrderWithoutWordsTellsThePeersNothing() {
        s.end();
        assertThat(bob.last("BYE").headers().first("Reason")).isEmpty();
    }
}
