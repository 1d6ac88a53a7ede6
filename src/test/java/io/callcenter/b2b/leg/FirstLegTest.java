package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.origin;
import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller is not answered yet: cases L01 to L24. */
class FirstLegTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");

    private void bobCalls() {
        bob.invites(sdp("audio 4000"));
    }

    @Test
    void l01_theFirstLegIsJoinedAndItsAckWaitsForTheCommit() {
        s.holdSaves();
        bobCalls();
        Party music = s.announcement("music");
        music.answers(180);
        music.answers(200, sdp("audio 6000"));
        s.sent("music INVITE(o)", "bob 180").events("Arrived", "Progress(music 180)", "Answered(music)");
        s.saved(true);
        s.sent("music ACK", "bob 200(s)").events("Connected(music)");
        bob.acks();
        s.sent().events();
        assertThat(bob.hears()).isEqualTo("v1 audio 6000");
        assertThat(music.hears()).isEqualTo("v1 audio 4000");
        assertThat(origin(bob.bodies().get(0))).startsWith("-").endsWith("198.51.100.1");
        assertThat(origin(music.bodies().get(0))).startsWith("-");
        assertThat(origin(bob.bodies().get(0))[1])
                .isNotEqualTo(origin(music.bodies().get(0))[1]);
    }

    @Test
    void l02_earlyMediaAndTheAnswerOfTheSameTargetShareTagAndSdp() {
        bobCalls();
        Party music = s.announcement("music");
        music.answers(183, sdp("audio 6000"));
        String tag = bob.lastResponse().to().tag();
        music.answers(200, sdp("audio 6000"));
        s.sent("music INVITE(o)", "bob 183(s)", "music ACK", "bob 200(s)");
        assertThat(bob.lastResponse().to().tag()).isEqualTo(tag);
        assertThat(bob.bodies()).hasSize(2);
        assertThat(bob.bodies().get(0)).isEqualTo(bob.bodies().get(1));
    }

    @Test
    void l02_changedEarlyMediaGoesOutUnderANewTag() {
        bobCalls();
        Party music = s.announcement("music");
        music.answers(183, sdp("audio 6000"));
        String tag = bob.lastResponse().to().tag();
        music.answers(183, sdp("audio 6002"));
        String second = bob.lastResponse().to().tag();
        assertThat(second).isNotEqualTo(tag);
        music.answers(200, sdp("audio 6002"));
        assertThat(bob.lastResponse().to().tag()).isEqualTo(second);
        assertThat(bob.hears()).isEqualTo("v1 audio 6002");
    }

    @Test
    void t55_anAnswerShownEarlierCountsWhereThe200HasNone() {
        bobCalls();
        Party music = s.announcement("music");
        music.answers(183, sdp("audio 6000"));
        music.answers(200);
        s.sent("music INVITE(o)", "bob 183(s)", "music ACK", "bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v1 audio 6000");
    }

    @Test
    void t55_anAnswerShownUnderAnotherTagDoesNotCount() {
        bobCalls();
        Party music = s.announcement("music");
        music.answers(183, sdp("audio 6000"));
        music.as("another").answers(200);
        s.events("Arrived", "Progress(music 183)", "Refused(music 488)");
    }

    @Test
    void l03_afterARefusalTheNextTargetsSdpHasANewTag() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        String tag = bob.lastResponse().to().tag();
        ann.answers(486);
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6000"));
        bob.acks();
        s.sent("ann INVITE(o)", "bob 183(s)", "queue INVITE(o)", "queue ACK", "bob 200(s)");
        s.events("Arrived", "Progress(ann 183)", "Refused(ann 486)", "Answered(queue)", "Connected(queue)");
        assertThat(bob.lastResponse().to().tag()).isNotEqualTo(tag);
        assertThat(bob.hears()).isEqualTo("v1 audio 6000");
        bob.byes();
        s.sent("bob 200", "queue BYE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MIME-Version | 1.O
            RSeq | a
            RAck | x
            Min-Expires | x
            Session-Expires | x
            Min-SE | -1
            Retry-After | later
            Allow | ,,
            Supported | ;
            Require | ;
            Content-Encoding | ;
            Content-Disposition | ;
            Reason | ;cause
            WWW-Authenticate | "
            P-Asserted-Identity | <sip:
            Date | ''
            """)
    void aBrokenFieldOfTheAnswerKeepsNobodyApart_F07(String name, String value) {
        bobCalls();
        s.agent("ann").sends(name, value).answers(200, sdp("audio 7000"));
        bob.acks();
        s.sent("ann INVITE(o)", "ann ACK", "bob 200(s)").events("Arrived", "Answered(ann)", "Connected(ann)");
        bob.byes();
        s.sent("bob 200", "ann BYE");
    }

    @Test
    void l04_withoutSdpShownTheTagStaysTheSame() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        String tag = bob.lastResponse().to().tag();
        ann.answers(486);
        s.announcement("queue").answers(200, sdp("audio 6000"));
        assertThat(bob.lastResponse().to().tag()).isEqualTo(tag);
    }

    @Test
    void l05_twoEarlyDialogsDownstreamAreTwoTagsForTheCaller() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.as("first").answers(183, sdp("audio 7000"));
        String first = bob.lastResponse().to().tag();
        ann.as("second").answers(183, sdp("audio 8000"));
        String second = bob.lastResponse().to().tag();
        assertThat(second).isNotEqualTo(first);
        ann.as("first").answers(183, sdp("audio 7000"));
        assertThat(bob.lastResponse().to().tag()).isEqualTo(first);
        ann.as("second").answers(200, sdp("audio 8000"));
        assertThat(bob.lastResponse().to().tag()).isEqualTo(second);
        assertThat(bob.hears()).isEqualTo("v1 audio 8000");
    }

    @Test
    void l06_theFirstOfTwoAnswersOfAForkIsJoinedTheOtherIsEnded() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.as("first").answers(200, sdp("audio 7000"));
        s.skip();
        ann.as("second").repeats(200, sdp("audio 8000"));
        s.sent("ann ACK", "ann BYE");
        assertThat(ann.last("BYE").to().tag()).isEqualTo("second");
        assertThat(ann.last("ACK").to().tag()).isEqualTo("second");
        ann.as("second").repeats(200, sdp("audio 8000"));
        s.sent("ann ACK").events();
        ann.as("first").repeats(200, sdp("audio 7000"));
        s.sent("ann ACK");
        assertThat(ann.last("ACK").to().tag()).isEqualTo("first");
    }

    @Test
    void l07_aRedirectionIsReportedAndNotFollowed() {
        bobCalls();
        s.agent("ann").answers(302);
        s.sent("ann INVITE(o)").events("Arrived", "Refused(ann 302)");
        assertThat(s.lastFact(CallEvent.Refused.class).contacts()).containsExactly("sip:elsewhere@example.org");
        assertThat(bob.responses()).isEmpty();
    }

    @Test
    void l08_aChallengeOfAnAnnouncementIsNoChallengeForTheCaller() {
        bobCalls();
        s.announcement("music").answers(407);
        int code = s.lastFact(CallEvent.Refused.class).code();
        s.refuse(Refusals.shownToCaller(code));
        s.sent("music INVITE(o)", "bob 480").events("Arrived", "Refused(music 407)", "CallEnded(REFUSED)");
        assertThat(bob.lastResponse().headers().first("Proxy-Authenticate")).isEmpty();
    }

    @Test
    void l09_aMissingServiceOfAnAnnouncementIsNotOurs() {
        bobCalls();
        s.announcement("music").answers(503);
        s.refuse(Refusals.shownToCaller(s.lastFact(CallEvent.Refused.class).code()));
        s.sent("music INVITE(o)", "bob 500");
        s.over();
    }

    @Test
    void l11_aReliableProvisionalAnswerCountsAsAPlainOneWhereNoneWasAskedFor() {
        Script s = new Script(LegSettings.defaults()
                .with(new SetupRules(SetupRules.Reliable.OFF, SetupRules.LateOffer.RETRY, false)));
        Party bob = s.party("bob");
        bob.invites(sdp("audio 4000"));
        Party music = s.announcement("music").sends("Require", "100rel").sends("RSeq", "1");
        music.answers(183, sdp("audio 6000"));
        s.sent("music INVITE(o)", "bob 183(s)").events("Arrived", "Progress(music 183)");
        assertThat(music.last("INVITE").headers().lists("Supported", "100rel")).isFalse();
        assertThat(bob.lastResponse().headers().first("Require")).isEmpty();
        assertThat(music.wasAsked("PRACK")).isFalse();
    }

    @Test
    void l12_cancelBeforeAnyProvisionalAnswerGoesOutWithTheFirstOne() {
        bobCalls();
        Party ann = s.agent("ann");
        bob.cancels();
        s.sent("ann INVITE(o)", "bob 200", "bob 487");
        s.events("Arrived", "CallerGone(CANCEL)", "Dropped(ann)", "CallEnded(CALLER_GONE)");
        ann.answers(180);
        s.sent("ann CANCEL").events();
        ann.answers(487);
        s.sent().events();
        s.over();
    }

    @Test
    void l12_hundredTryingIsAProvisionalAnswerToo() {
        bobCalls();
        Party ann = s.agent("ann");
        bob.cancels();
        s.skip();
        ann.answers(100);
        s.sent("ann CANCEL");
    }

    @Test
    void l13_cancelWhileTheTargetRingsCancelsItAndReportsOnce() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        s.skip();
        bob.sends("Reason", "SIP;cause=200;text=\"elsewhere\"").cancels();
        s.sent("bob 200", "bob 487", "ann CANCEL");
        s.events("CallerGone(CANCEL)", "Dropped(ann)", "CallEnded(CALLER_GONE)");
        List<PlainOrder.Cancel> cancels = s.orders().stream()
                .filter(PlainOrder.Cancel.class::isInstance)
                .map(PlainOrder.Cancel.class::cast)
                .toList();
        assertThat(cancels.get(0).invite())
                .usingRecursiveComparison()
                .ignoringFields("body")
                .isEqualTo(ann.last("INVITE"));
        assertThat(cancels.get(0).reason()).contains("elsewhere");
        ann.answers(487);
        s.sent().events();
        s.over();
    }

    @Test
    void l13_byeOnAnEarlyDialogCountsAsCancel() {
        bobCalls();
        s.agent("ann").answers(180);
        s.skip();
        bob.byes();
        s.sent("bob 200", "bob 487", "ann CANCEL");
        s.events("CallerGone(CANCEL)", "Dropped(ann)", "CallEnded(CALLER_GONE)");
    }

    @Test
    void l14_cancelBeforeTheCommitEndsTheAnsweredTarget() {
        s.holdSaves();
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        bob.cancels();
        s.sent("bob 200", "bob 487", "ann ACK", "ann BYE");
        s.events("CallerGone(CANCEL)", "Dropped(ann)", "CallEnded(CALLER_GONE)");
        s.saved(true);
        s.sent().events();
        s.over();
    }

    @Test
    void l15_cancelThatCrossesOurAnswerIsAnsweredAndChangesNothing() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        bob.cancels();
        s.sent("bob 200").events();
        bob.acks();
        bob.byes();
        s.sent("bob 200", "ann BYE");
        s.events("CallerGone(BYE)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        bob.cancels();
        s.sent("bob 200").events();
    }

    @Test
    void l16_cancelWhileTheRouteDecidesMakesItsOrderANoOp() {
        bobCalls();
        bob.cancels();
        s.sent("bob 200", "bob 487").events("Arrived", "CallerGone(CANCEL)", "CallEnded(CALLER_GONE)");
        s.agent("ann");
        s.refuse(404);
        s.end();
        s.drop("ann");
        s.sent().events();
        s.over();
    }

    @Test
    void l17_aCancelWithoutFinalAnswerIsGivenUpAfter32Seconds() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        bob.cancels();
        s.skip();
        s.after(31.9);
        s.sent();
        s.after(0.2);
        s.sent("end " + ann.last("INVITE").branch()).events();
        s.over();
    }

    @Test
    void l18_anAnswerThatCrossesTheCancelOfTheRingTimerIsEnded() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        s.skip();
        s.after(29.9);
        s.sent().events();
        s.after(0.1);
        s.sent("ann CANCEL").events("Refused(ann 408)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "ann BYE").events();
        bob.cancels();
        s.over();
    }

    @Test
    void l19_aSilentTargetIsRefusedOnceWithoutCancel() {
        bobCalls();
        Party ann = s.agent("ann");
        s.after(30);
        s.sent("ann INVITE(o)").events("Arrived", "Refused(ann 408)");
        s.after(2);
        ann.staysSilentTo("INVITE", 408);
        s.sent().events();
        Party music = s.announcement("music");
        s.after(20);
        music.staysSilentTo("INVITE", 408);
        s.sent("music INVITE(o)").events("Refused(music 408)");
    }

    @Test
    void l19_aTargetThatIsOurselvesOrNowhereIsNotDialled() {
        bobCalls();
        Hop self = new Hop("udp", "198.51.100.1", 5060, "198.51.100.1", 5060, true);
        s.take(new CallOrder.Connect(
                Script.CALL,
                new LegId("loop"),
                CallOrder.Purpose.AGENT,
                new CallOrder.Target("sip:me@198.51.100.1", Optional.of(self)),
                "",
                List.of(),
                Optional.empty()));
        s.take(new CallOrder.Connect(
                Script.CALL,
                new LegId("lost"),
                CallOrder.Purpose.AGENT,
                new CallOrder.Target("sip:me@nowhere.example", Optional.empty()),
                "",
                List.of(),
                Optional.empty()));
        s.sent().events("Arrived", "Refused(loop 0)", "Refused(lost 0)");
    }

    @Test
    void l20_withoutAckTheAnswerIsRepeatedTenTimesThenAllIsEnded() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "ann ACK", "bob 200(s)");
        s.after(0.4);
        s.sent();
        s.after(0.2);
        s.sent("bob 200(s)");
        s.after(31.3);
        assertThat(s.count("bob 200(s)")).isEqualTo(9);
        s.skip();
        s.after(0.2);
        s.sent("ann BYE", "bob BYE");
        s.events("CallerGone(NO_ACK)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l21_nothingIsAskedOfTheCallerBeforeHisAck() {
        bobCalls();
        Party welcome = s.announcement("welcome");
        welcome.answers(200, sdp("audio 6000"));
        welcome.byes();
        s.sent("welcome INVITE(o)", "welcome ACK", "bob 200(s)", "welcome 200");
        s.events("Arrived", "Answered(welcome)", "Connected(welcome)", "LegEnded(welcome PEER)");
        Party queue = s.announcement("queue");
        s.sent();
        bob.acks();
        s.sent("queue INVITE(-)");
        queue.answers(200, sdp("audio 6100"));
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "queue ACK(s)").events("Answered(queue)", "Connected(queue)");
    }

    @Test
    void l21_anOrderThatWaitsForTheAckIsDroppedWhenItNeverComes() {
        bobCalls();
        Party welcome = s.announcement("welcome");
        welcome.answers(200, sdp("audio 6000"));
        welcome.byes();
        s.announcement("queue");
        s.skip();
        s.after(32);
        s.events("CallerGone(NO_ACK)", "Dropped(queue)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l21_aTargetThatHangsUpBeforeTheCommitLeavesTheCallerUnanswered() {
        s.holdSaves();
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        ann.byes();
        s.sent("ann INVITE(o)", "ann 200", "ann ACK");
        s.events("Arrived", "Answered(ann)", "ConnectFailed(ann TARGET 487 NOTHING)");
        s.saved(true);
        s.sent();
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6000"));
        bob.acks();
        s.sent("queue INVITE(o)", "queue ACK", "bob 200(s)");
    }

    @Test
    void l21_anEndBeforeTheAckSaysByeAfterIt() {
        bobCalls();
        s.announcement("welcome").answers(200, sdp("audio 6000"));
        s.skip();
        s.end();
        s.sent("welcome BYE").events("LegEnded(welcome US)", "CallEnded(ENDED)");
        bob.acks();
        s.sent("bob BYE");
        s.over();
    }

    @Test
    void l21_anEndWithoutAnyAckSaysByeAfter32Seconds() {
        bobCalls();
        s.announcement("welcome").answers(200, sdp("audio 6000"));
        s.end();
        s.skip();
        s.after(32);
        assertThat(s.count("bob BYE")).isEqualTo(1);
        s.over();
    }

    @Test
    void l22_byeBeforeTheAckStopsTheRepetition() {
        bobCalls();
        s.announcement("music").answers(200, sdp("audio 6000"));
        s.skip();
        bob.byes();
        s.sent("bob 200", "music BYE");
        s.events("CallerGone(BYE)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.after(10);
        s.sent();
        s.over();
    }

    @Test
    void l23_theCallersInviteRepeatedIsNoNewCall() {
        bobCalls();
        s.announcement("music").answers(200, sdp("audio 6000"));
        s.skip();
        PlainRequest invite = bob.invite();
        s.take(new PlainEvent.RequestIn("tx-again", invite, bob.hop()));
        s.sent("bob 200(s)").events();
        bob.acks();
        s.after(40);
        s.skip();
        s.take(new PlainEvent.RequestIn("tx-late", invite, bob.hop()));
        s.sent("bob 200(s)").events();
        PlainRequest merged = new PlainRequest(
                "INVITE",
                invite.uri(),
                invite.callId(),
                invite.from(),
                invite.to(),
                invite.cseq(),
                "z9hG4bK-other",
                invite.contact(),
                List.of(),
                List.of(),
                70,
                PlainHeaders.NONE,
                invite.body());
        s.take(new PlainEvent.RequestIn("tx-merged", merged, bob.hop()));
        s.sent("bob 482").events();
    }

    @Test
    void l24_theCallersExpiresEndsTheCall() {
        bob.sends("Expires", "5");
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        s.skip();
        s.after(4.9);
        s.sent();
        s.after(0.1);
        s.sent("bob 487", "ann CANCEL");
        s.events("CallerGone(EXPIRED)", "Dropped(ann)", "CallEnded(CALLER_GONE)");
        ann.answers(487);
        s.over();
    }

    @Test
    void l24_theSetUpTimeoutRefusesTheCaller() {
        bobCalls();
        s.announcement("music").answers(180);
        s.skip();
        s.after(60);
        s.sent("bob 480", "music CANCEL").events("Dropped(music)", "CallEnded(SETUP_TIMEOUT)");
        s.over();
    }

    @Test
    void aTargetThatAsksWhoCallsIsToldOnce() {
        Script asked = bobCallsWhoAsksForCredentials();
        Party ann = asked.agent("ann");
        String offer = ann.openInvite().body().text();
        asked.skip();
        ann.answers(401);
        asked.sent("ann INVITE(o)").events();
        PlainRequest again = ann.openInvite();
        assertThat(again.cseq()).isEqualTo(2);
        assertThat(again.to().tag()).isEmpty();
        assertThat(again.body().text()).isEqualTo(offer);
        assertThat(again.headers().all("Authorization")).containsExactly("answer to 401");
        asked.crash(1);
        ann.answers(200, sdp("audio 7000"));
        assertThat(ann.wasAsked("BYE")).isTrue();
    }

    @Test
    void aTargetThatRefusesTheAnswerHasRefusedTheCall() {
        Script asked = bobCallsWhoAsksForCredentials();
        Party caller = asked.party("bob");
        Party ann = asked.agent("ann");
        ann.answers(401);
        asked.skip();
        ann.answers(401);
        asked.sent().events("Refused(ann 401)");
        Party pat = asked.agent("pat");
        pat.answers(401);
        pat.answers(200, sdp("audio 7000"));
        asked.skip();
        caller.acks();
        assertThat(pat.last("ACK").headers().all("Authorization")).containsExactly("answer to 401");
        pat.ignoresByes();
        caller.byes();
        assertThat(pat.last("BYE").cseq()).isEqualTo(3);
        pat.answersTo("BYE", 401);
        assertThat(pat.last("BYE").headers().all("Authorization")).containsExactly("answer to 401");
        pat.answersTo("BYE", 200);
        asked.over();
    }

    private static Script bobCallsWhoAsksForCredentials() {
        Credentials answers = (who, challenge, request) -> who.answers() > 0
                ? Optional.empty()
                : Optional.of(
                        new Credentials.Answer(Field.of("Authorization", "answer to " + challenge.code()), "phones"));
        Script asked = new Script(LegSettings.defaults().with(answers));
        asked.party("bob").invites(sdp("audio 4000"));
        return asked;
    }

    @Test
    void aLongSetUpIsRememberedByProxiesOnTheWay() {
        LegSettings d = LegSettings.defaults();
        Script slow = new Script(new LegSettings(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                d.maxCallDuration(),
                d.probeAfter(),
                "x",
                "",
                Credentials.NONE,
                d.trust(),
                d.rules()));
        Party caller = slow.party("bob");
        caller.invites(sdp("audio 4000"));
        slow.after(60);
        slow.agent("ann").answers(180);
        slow.skip();
        slow.after(60);
        slow.sent("bob 180");
        slow.after(60);
        slow.sent("bob 180");
    }

    @Test
    void aSaveThatFailsRefusesTheCallerAndEndsTheTarget() {
        s.holdSaves();
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        s.saved(false);
        s.sent("bob 503", "ann ACK", "ann BYE").events("Dropped(ann)", "CallEnded(NO_STORE)");
        assertThat(bob.lastResponse().headers().first("Retry-After")).isPresent();
        s.over();
    }

    @Test
    void anAnswerThatJoinsNothingIsARefusal() {
        bobCalls();
        s.agent("ann").answers(200);
        s.sent("ann INVITE(o)", "ann ACK", "ann BYE").events("Arrived", "Refused(ann 488)");
        s.agent("joe").answers(200, sdp("audio 0"));
        s.sent("joe INVITE(o)", "joe ACK", "joe BYE").events("Refused(joe 488)");
    }

    @Test
    void aTargetThatSaysByeWhileItRingsHasRefused() {
        bobCalls();
        Party ann = s.agent("ann");
        ann.answers(180);
        s.skip();
        ann.byes();
        s.sent("ann 200", "ann CANCEL").events("Refused(ann 480)");
        ann.answers(487);
        s.sent();
    }

    @Test
    void oneFirstLegAtATimeAndNoLegTwice() {
        bobCalls();
        s.agent("ann");
        s.agent("ann");
        s.announcement("queue");
        s.sent("ann INVITE(o)").events("Arrived", "Refused(queue 491)");
        s.drop("ann");
        s.events("Dropped(ann)");
        s.agent("ann");
        s.sent().events();
    }

    @Test
    void theInviteTellsTheTargetWhoCalls() {
        bob.sends("Privacy", "header").sends("Diversion", "<sip:x@y>");
        bobCalls();
        PlainRequest invite = s.agent("ann").last("INVITE");
        assertThat(invite.from().uri()).isEqualTo("sip:bob@example.org");
        assertThat(invite.from().display()).isEqualTo("Sales Bob");
        assertThat(invite.to()).isEqualTo(new PlainAddress("", "sip:ann@example.net", ""));
        assertThat(invite.uri()).isEqualTo("sip:ann@example.net");
        assertThat(invite.cseq()).isEqualTo(1);
        assertThat(invite.maxForwards()).isEqualTo(69);
        assertThat(invite.contact()).isEqualTo("sip:ann@198.51.100.1:5060;transport=udp");
        assertThat(invite.headers().all("Privacy")).containsExactly("header");
        assertThat(invite.headers().first("Diversion")).isEmpty();
        assertThat(invite.headers().lists("Allow", "UPDATE")).isTrue();
        assertThat(invite.headers().first("Supported")).contains("timer, norefersub, replaces");
    }

    @Test
    void aLegWhoseNameCannotStandInAUriHasAContactAllTheSame() {
        bobCalls();
        s.take(new CallOrder.Connect(
                Script.CALL,
                new LegId("a b@c"),
                CallOrder.Purpose.AGENT,
                s.target("ann"),
                "",
                List.of(),
                Optional.empty()));
        assertThat(s.party("ann").last("INVITE").contact()).isEqualTo("sip:a-b-c@198.51.100.1:5060;transport=udp");
    }

    @Test
    void theRoutesOfBothPeersAreTheWayToThem() {
        bob.behind("<sip:p2.example.org;lr>", "<sip:p1.example.org;lr>");
        bobCalls();
        Party music = s.announcement("music").behind("<sip:q1.example.org;lr>", "<sip:q2.example.org;lr>");
        music.answers(180);
        music.answers(200, sdp("audio 6000"));
        assertThat(music.last("ACK").routes()).containsExactly("<sip:q2.example.org;lr>", "<sip:q1.example.org;lr>");
        assertThat(music.last("ACK").uri()).isEqualTo(music.contact());
        bob.acks();
        s.end();
        assertThat(bob.last("BYE").routes()).containsExactly("<sip:p2.example.org;lr>", "<sip:p1.example.org;lr>");
        assertThat(bob.last("BYE").uri()).isEqualTo(bob.contact());
    }

    /** The stack rewrites it, which also says where it goes (RFC 3261 §12.2.1.1). */
    @Test
    void aStrictRouterIsLeftToTheStack_F6() {
        bobCalls();
        Party music = s.announcement("music").behind("<sip:q1.example.org;lr>", "<sip:q2.example.org>");
        music.answers(200, sdp("audio 6000"));
        assertThat(music.last("ACK").routes()).containsExactly("<sip:q2.example.org>", "<sip:q1.example.org;lr>");
        assertThat(music.last("ACK").uri()).isEqualTo(music.contact());
    }

    @Test
    void beforeTheAckNeitherSideMayChangeTheSession() {
        bobCalls();
        Party music = s.announcement("music");
        music.answers(180);
        music.updates(sdp("audio 6002"));
        bob.updates(sdp("audio 4002"));
        s.sent("music INVITE(o)", "bob 180", "music 500", "bob 500");
        music.answers(200, sdp("audio 6000"));
        s.skip();
        music.reinvites(sdp("audio 6002"));
        bob.reinvites(sdp("audio 4002"));
        s.sent("music 491", "bob 491");
    }
}
