package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.origin;
import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.plain.PlainRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answered caller is moved from the music to an agent: cases L25 to L47. */
class LegSwitchTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party music = s.party("music");
    private Party ann;

    @BeforeEach
    void bobHearsMusicAndAnnRings() {
        bobHears("audio 4000");
    }

    private void bobHears(String... streams) {
        bob.invites(sdp(streams));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    private void annRings() {
        ann = s.agent("ann");
        ann.answers(180);
    }

    private void annPicksUp() {
        annRings();
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(-)", "bob INVITE(o)").events("Progress(ann 180)", "Answered(ann)");
    }

    private void annTalks() {
        annPicksUp();
        bob.answers(200, sdp("audio 4000"));
        s.skip();
    }

    @Test
    void theServerThatTheCallerHearsIsToldByInfoUntilItRefusesThat() {
        Script script = new Script();
        Party caller = script.party("bob");
        caller.invites(sdp("audio 4000"));
        Party music = script.announcement("music");
        music.answers(200, sdp("audio 6000"));
        caller.acks();
        script.skip();
        script.inform("music", "place: 2\r\n");
        script.sent("music INFO(place: 2\r\n)");
        script.inform("music", "place: 1\r\n");
        script.sent();
        music.answersTo("INFO", 200);
        script.inform("music", "place: 1\r\n");
        script.sent("music INFO(place: 1\r\n)");
        assertThat(music.last("INFO").body().text()).isEqualTo("place: 1\r\n");
        music.answersTo("INFO", 415);
        script.inform("music", "place: 0\r\n");
        script.sent();
    }

    @Test
    void l25_theMusicEndsOnlyWhenTheCallerHasTakenTheAgent() {
        annPicksUp();
        assertThat(music.wasAsked("BYE")).isFalse();
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.sent("bob 200", "ann BYE").events("CallerGone(BYE)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l25_theAgentsAckWaitsForTheCommitTheCallerDoesNot() {
        s.holdSaves();
        annPicksUp();
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK").events();
        s.saved(true);
        s.sent("ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void l25_aCommitThatFailsOrNeverComesDoesNotKeepThemApart() {
        s.holdSaves();
        annPicksUp();
        bob.answers(200, sdp("audio 4000"));
        s.saved(false);
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        s.holdSaves();
        Party joe = s.agent("joe");
        joe.answers(200, sdp("audio 7200"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.after(10);
        s.sent("joe ACK(s)", "ann BYE").events("Connected(joe)", "LegEnded(ann US)");
    }

    @Test
    void l26_theCallersDialogKeepsItsOriginAndTheAgentGetsTheCallersAnswer() {
        String before = bob.bodies().get(0);
        annPicksUp();
        String after = bob.bodies().get(1);
        assertThat(origin(after)[1]).isEqualTo(origin(before)[1]);
        assertThat(origin(before)[2]).isEqualTo("1");
        assertThat(origin(after)[2]).isEqualTo("2");
        bob.answers(200, sdp(2, "audio 4444"));
        assertThat(ann.hears()).isEqualTo("v1 audio 4444");
        assertThat(ann.bodies()).hasSize(1);
    }

    @Test
    void l27_streamsThatTheAgentDoesNotOfferArePaddedForTheCaller() {
        Script other = new Script();
        Party eve = other.party("eve");
        eve.invites(sdp("audio 4000", "video 4002"));
        other.announcement("music").answers(200, sdp("audio 6000", "video 0"));
        eve.acks();
        Party agent = other.agent("ann");
        agent.answers(200, sdp("audio 7000"));
        assertThat(eve.hears()).isEqualTo("v2 audio 7000, video 0");
        eve.answers(200, sdp("audio 4000", "video 0"));
        assertThat(agent.hears()).isEqualTo("v1 audio 4000");
    }

    @Test
    void l28_aStreamMoreStaysAsAPlaceForLaterOffers() {
        annRings();
        ann.answers(200, sdp("audio 7000", "video 7002"));
        assertThat(bob.hears()).isEqualTo("v2 audio 7000, video 7002");
        bob.answers(200, sdp("audio 4000", "video 4002"));
        assertThat(ann.hears()).isEqualTo("v1 audio 4000, video 4002");
        ann.byes();
        s.announcement("queue").answers(200, sdp("audio 6100"));
        assertThat(bob.hears()).isEqualTo("v3 audio 6100, video 0");
        bob.answers(200, sdp("audio 4000", "video 0"));
        assertThat(s.party("queue").hears()).isEqualTo("v1 audio 4000");
    }

    @Test
    void l29_streamsComeToTheCallerInHisOwnOrder() {
        Script other = new Script();
        Party eve = other.party("eve");
        eve.invites(sdp("audio 4000", "video 4002"));
        other.announcement("music").answers(200, sdp("audio 6000", "video 6002"));
        eve.acks();
        Party agent = other.agent("ann");
        agent.answers(200, sdp("video 7002", "audio 7000"));
        assertThat(eve.hears()).isEqualTo("v2 audio 7000, video 7002");
        eve.answers(200, sdp("audio 4444", "video 4446"));
        assertThat(agent.hears()).isEqualTo("v1 video 4446, audio 4444");
    }

    @Test
    void l30_glareIsTriedAgainWithTheSameBody() {
        annPicksUp();
        long cseq = bob.last("INVITE").cseq();
        bob.answers(491);
        s.sent().events();
        s.after(2.0);
        s.sent("bob INVITE(o)");
        assertThat(bob.last("INVITE").cseq()).isGreaterThan(cseq);
        assertThat(bob.bodies().get(2)).isEqualTo(bob.bodies().get(1));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void l30_glareSixTimesIsARefusal() {
        annPicksUp();
        for (int i = 0; i < 5; i++) {
            bob.answers(491);
            s.after(1.5);
            while (bob.openOrNone().isEmpty()) {
                s.after(0.1);
            }
        }
        s.skip();
        bob.answers(491);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 491 RIGHT)");
    }

    @Test
    void l30_aPauseAskedForIsKeptOnce() {
        annPicksUp();
        bob.sends("Retry-After", "3 (busy)").answers(503);
        s.after(2.9);
        s.sent();
        s.after(0.1);
        s.sent("bob INVITE(o)");
        bob.answers(500);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 500 RIGHT)");
    }

    @Test
    void l30_aPauseLongerThanTheSwitchIsARefusal() {
        annPicksUp();
        bob.sends("Retry-After", "30").answers(503);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 503 RIGHT)");
    }

    @Test
    void l31_aCallerWhoRefusesStaysWithTheMusic() {
        annPicksUp();
        bob.answers(488);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 488 RIGHT)");
        s.after(30);
        s.sent();
        annPicksUpAgain();
    }

    private void annPicksUpAgain() {
        Party joe = s.agent("joe");
        joe.answers(200, sdp("audio 7200"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("joe INVITE(-)", "bob INVITE(o)", "bob ACK", "joe ACK(s)", "music BYE");
        s.events("Answered(joe)", "Connected(joe)", "LegEnded(music US)");
        assertThat(bob.hears()).isEqualTo("v3 audio 7200");
    }

    @Test
    void l32_aCallerWithoutDialogIsDead() {
        annPicksUp();
        bob.answers(481);
        s.sent("ann ACK(0)", "ann BYE", "music BYE", "bob BYE");
        s.events("CallerGone(DEAD)", "Dropped(ann)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l32_aCallerWhoNeverAnswersIsDead() {
        annPicksUp();
        s.after(10);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 408 RIGHT)");
        s.after(22);
        bob.staysSilentTo("INVITE", 408);
        s.sent("music BYE", "bob BYE");
        s.events("CallerGone(DEAD)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l33_aCallerWhoTakesNothingIsLedBackToTheMusic() {
        annPicksUp();
        bob.answers(200, sdp("audio 0"));
        s.sent("bob ACK", "ann ACK(0)", "ann BYE", "music INVITE(-)");
        s.events("ConnectFailed(ann CALLER 488 RIGHT)");
        leadBack();
    }

    private void leadBack() {
        music.answers(200, sdp("audio 6000"));
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "music ACK(s)").events();
        assertThat(bob.hears()).contains("audio 6000");
        s.after(20);
        s.sent();
    }

    @Test
    void l34_anAnswerWithoutSdpIsNone() {
        annPicksUp();
        bob.answers(200);
        s.sent("bob ACK", "ann ACK(0)", "ann BYE", "music INVITE(-)");
        s.events("ConnectFailed(ann CALLER 488 RIGHT)");
        leadBack();
    }

    @Test
    void l35_anAgentWhoHangsUpMeanwhileLeavesTheCallerToBeLedBack() {
        annPicksUp();
        ann.byes();
        s.sent("ann 200", "ann ACK(0)").events("ConnectFailed(ann TARGET 487 RIGHT)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "music INVITE(-)").events();
        leadBack();
    }

    @Test
    void l35_anAgentWhoHangsUpBeforeTheCommitIsNotConnected() {
        s.holdSaves();
        annPicksUp();
        bob.answers(200, sdp("audio 4000"));
        ann.byes();
        s.sent("bob ACK", "ann 200", "ann ACK(0)", "music INVITE(-)");
        s.events("ConnectFailed(ann TARGET 487 RIGHT)");
        s.saved(true);
        s.sent().events();
        leadBack();
    }

    @Test
    void l36_noRetryWhenTheAgentHasGone() {
        annPicksUp();
        ann.byes();
        bob.answers(491);
        s.skip();
        s.after(20);
        s.sent().events();
    }

    @Test
    void l37_aCallerWhoHangsUpIsAcknowledgedLate() {
        annPicksUp();
        bob.byes();
        s.sent("bob 200", "ann ACK(0)", "ann BYE", "music BYE");
        s.events("CallerGone(BYE)", "Dropped(ann)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK").events();
        s.over();
    }

    @Test
    void l38_aHoldUnderWayIsFinishedBeforeTheAgentIsOffered() {
        bob.reinvites(sdp(2, "audio 4000 sendonly"));
        s.sent("music INVITE(o)");
        annRings();
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(-)");
        music.answers(200, sdp("audio 6000 recvonly"));
        s.sent("music ACK", "bob 200(s)");
        bob.acks();
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp(2, "audio 4000 inactive"));
        assertThat(ann.hears()).isEqualTo("v1 audio 4000 inactive");
    }

    @Test
    void l39_aHoldDuringTheSwitchIsGlareAndGoesToTheAgentLater() {
        annPicksUp();
        bob.reinvites(sdp(2, "audio 4000 sendonly"));
        s.sent("bob 491");
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        bob.reinvites(sdp(3, "audio 4000 sendonly"));
        s.sent("ann INVITE(o)");
        ann.answers(200, sdp("audio 7000 recvonly"));
        s.sent("ann ACK", "bob 200(s)");
        bob.acks();
        assertThat(bob.hears()).isEqualTo("v3 audio 7000 recvonly");
    }

    @Test
    void l39_aHoldDuringTheBackOffGoesToTheMusicFirst() {
        annPicksUp();
        bob.answers(491);
        bob.reinvites(sdp(2, "audio 4000 sendonly"));
        s.sent("music INVITE(o)");
        s.after(2.5);
        s.sent();
        music.answers(200, sdp("audio 6000 recvonly"));
        s.sent("music ACK", "bob 200(s)");
        bob.acks();
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp(2, "audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE");
    }

    @Test
    void l40_aCallerWhoNeverFinishesHisOwnInviteKeepsTheMusic() {
        bob.reinvites(sdp(2, "audio 4000 sendonly"));
        annRings();
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        s.after(10);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 408 RIGHT)");
        music.answers(200, sdp("audio 6000 recvonly"));
        s.sent("music ACK", "bob 200(s)");
        bob.acks();
        s.sent();
    }

    @Test
    void l40_aLateAnswerAfterTheSwitchTimerIsCancelledOrLedBack() {
        annPicksUp();
        bob.answers(100);
        s.after(10);
        s.sent("ann ACK(0)", "ann BYE", "bob CANCEL").events("ConnectFailed(ann CALLER 408 RIGHT)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "music INVITE(-)");
        leadBack();
    }

    @Test
    void l40_aCancelledInviteLeavesTheSessionAlone() {
        annPicksUp();
        bob.answers(100);
        s.after(10);
        s.skip();
        bob.answers(487);
        s.after(20);
        s.sent().events();
    }

    @Test
    void l41_repeatedAnswersGetTheSameAckOnceItIsThere() {
        s.holdSaves();
        annPicksUp();
        for (int i = 0; i < 4; i++) {
            ann.repeats(200, sdp("audio 7000"));
        }
        s.sent();
        bob.answers(200, sdp("audio 4000"));
        s.saved(true);
        s.skip();
        PlainRequest ack = ann.last("ACK");
        ann.repeats(200, sdp("audio 7000"));
        ann.repeats(200, sdp("audio 7000"));
        s.sent("ann ACK(s)", "ann ACK(s)");
        assertThat(ann.last("ACK")).isEqualTo(ack);
    }

    @Test
    void l41_aSecondAnswerOfAForkIsEnded() {
        annPicksUp();
        ann.as("other").repeats(200, sdp("audio 7900"));
        s.sent("ann ACK(0)", "ann BYE");
        assertThat(ann.last("BYE").to().tag()).isEqualTo("other");
    }

    @Test
    void l42_musicThatEndsIsReplacedBesideTheRingingAgent() {
        annRings();
        s.skip();
        music.byes();
        s.sent("music 200").events("LegEnded(music PEER)");
        Party queue = s.announcement("queue");
        s.sent("queue INVITE(-)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob INVITE(o)").events("Answered(ann)", "Dropped(queue)");
        queue.answers(180);
        s.sent("queue CANCEL");
        queue.answers(487);
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)").events("Connected(ann)");
        bob.byes();
        s.over();
    }

    @Test
    void l42_theQueueIsSwitchedInWhenItIsFirst() {
        annRings();
        music.byes();
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)", "queue BYE");
        s.events("Answered(ann)", "Connected(ann)", "LegEnded(queue US)");
    }

    @Test
    void l42_anAgentWhoAnswersWhileTheCallerTakesTheQueueIsNext() {
        annRings();
        music.byes();
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        s.skip();
        ann.answers(200, sdp("audio 7000"));
        s.sent().events("Answered(ann)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "queue ACK(s)", "bob INVITE(o)").events("Connected(queue)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "queue BYE").events("Connected(ann)", "LegEnded(queue US)");
    }

    @Test
    void l42_theQueueGoesOnWhenTheAgentRefuses() {
        annRings();
        music.byes();
        Party queue = s.announcement("queue");
        s.skip();
        ann.answers(486);
        s.sent().events("Refused(ann 486)");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "queue ACK(s)").events("Answered(queue)", "Connected(queue)");
    }

    @Test
    void l43_withoutMusicAFailedSwitchReportsSilence() {
        annPicksUp();
        music.byes();
        s.sent("music 200").events("LegEnded(music PEER)");
        bob.answers(488);
        s.sent("ann ACK(0)", "ann BYE").events("ConnectFailed(ann CALLER 488 NOTHING)");
        s.announcement("queue").answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)");
    }

    @Test
    void l44_anAgentWhoHangsUpAtOnceWasConnected() {
        annTalks();
        s.after(0.005);
        ann.byes();
        s.sent("ann 200").events("LegEnded(ann PEER)");
        assertThat(s.lastFact(CallEvent.Connected.class).at()).isEqualTo(Script.START);
        assertThat(s.lastFact(CallEvent.LegEnded.class).at()).isEqualTo(Script.START.plusMillis(5));
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)");
        s.events("Answered(queue)", "Connected(queue)");
    }

    @Test
    void l45_musicThatDoesNotComeBackIsReported() {
        annPicksUp();
        bob.answers(200);
        s.skip();
        music.answers(403);
        s.sent("music BYE").events("LegEnded(music RETURN_FAILED)");
        s.announcement("queue").answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)");
    }

    @Test
    void l45_musicThatSaysNothingForTenSecondsIsEnded() {
        annPicksUp();
        bob.answers(200);
        s.skip();
        music.answers(100);
        s.after(10);
        assertThat(s.count("music BYE")).isEqualTo(1);
        s.events("LegEnded(music RETURN_FAILED)");
        bob.byes();
        s.over();
    }

    @Test
    void l45_aCallerWhoRefusesTheWayBackHearsNothing() {
        annPicksUp();
        bob.answers(200);
        music.answers(200, sdp("audio 6000"));
        s.skip();
        bob.answers(488);
        s.sent("music ACK(0)", "music BYE").events("LegEnded(music RETURN_FAILED)");
    }

    @Test
    void l45_glareOfTheMusicIsTriedAgainLater() {
        annPicksUp();
        bob.answers(200);
        s.skip();
        music.answers(491);
        s.after(2.0);
        s.sent();
        s.after(2.1);
        s.sent("music INVITE(-)");
        leadBack();
    }

    @Test
    void l45_aTargetThatAnswersBeforeTheCallerIsAskedMakesTheReturnNeedless() {
        annPicksUp();
        bob.answers(200);
        Party joe = s.agent("joe");
        s.skip();
        joe.answers(200, sdp("audio 7200"));
        s.sent("bob INVITE(o)");
        music.answers(200, sdp("audio 6000"));
        s.sent("music ACK(s)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "joe ACK(s)", "music BYE");
        s.events("Answered(joe)", "Connected(joe)", "LegEnded(music US)");
    }

    @Test
    void l45_aTargetThatAnswersDuringTheReturnIsNext() {
        annPicksUp();
        bob.answers(200);
        Party joe = s.agent("joe");
        music.answers(200, sdp("audio 6000"));
        s.skip();
        joe.answers(200, sdp("audio 7200"));
        s.sent();
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "music ACK(s)", "bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "joe ACK(s)", "music BYE");
    }

    @Test
    void l45_musicThatEndsDuringTheReturnIsReportedOnce() {
        annPicksUp();
        bob.answers(200);
        music.answers(200, sdp("audio 6000"));
        s.skip();
        music.byes();
        s.sent("music 200", "music ACK(0)").events("LegEnded(music PEER)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK").events();
    }

    @Test
    void l46_anAgentIsDroppedWhileRinging() {
        annRings();
        s.skip();
        s.drop("ann");
        s.sent("ann CANCEL").events("Dropped(ann)");
        ann.answers(487);
        s.drop("ann");
        s.sent().events();
    }

    @Test
    void l46_anAgentIsDroppedAfterHisAnswer() {
        annPicksUp();
        s.drop("ann");
        s.sent("ann ACK(0)", "ann BYE").events("Dropped(ann)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "music INVITE(-)");
        leadBack();
    }

    @Test
    void l46_anAgentIsDroppedWhenConnected() {
        annTalks();
        s.drop("ann");
        s.sent("ann BYE").events("LegEnded(ann US)");
        s.drop("ann");
        s.sent().events();
    }

    @Test
    void l47_theQueueIsHeardUntilTheSlowAgentAnswers() {
        music.byes();
        annRings();
        s.after(2);
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.after(5);
        ann.answers(200, sdp("audio 7000"));
        assertThat(queue.wasAsked("BYE")).isFalse();
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)", "queue BYE");
    }

    @Test
    void anAgentWithoutUsableOfferHasRefused() {
        annRings();
        s.skip();
        ann.answers(200);
        s.sent("ann ACK", "ann BYE").events("Refused(ann 488)");
        Party joe = s.agent("joe");
        joe.answers(200, sdp("audio 0"));
        s.sent("joe INVITE(-)", "joe ACK(0)", "joe BYE").events("Refused(joe 488)");
    }

    @Test
    void anAgentWhoRefusesOrDoesNotAnswerChangesNothingForTheCaller() {
        annRings();
        s.skip();
        ann.answers(603);
        s.sent().events("Refused(ann 603)");
        Party joe = s.agent("joe");
        joe.answers(180);
        s.after(30);
        s.sent("joe INVITE(-)", "joe CANCEL").events("Progress(joe 180)", "Refused(joe 408)");
    }

    @Test
    void anAgentWhoSaysByeWhileRingingHasRefused() {
        annRings();
        s.skip();
        ann.byes();
        s.sent("ann 200", "ann CANCEL").events("Refused(ann 480)");
    }

    @Test
    void requestsOfAnAgentBeforeHeIsJoinedArePutOff() {
        annRings();
        s.skip();
        ann.updates(sdp("audio 7002"));
        ann.infos("1");
        s.sent("ann 500", "ann 500");
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        ann.reinvites(sdp("audio 7002"));
        s.sent("ann 491");
    }

    @Test
    void aCallerWhoHangsUpWhileTheAgentRingsCancelsHim() {
        annRings();
        s.skip();
        bob.byes();
        s.sent("bob 200", "ann CANCEL", "music BYE");
        s.events("CallerGone(BYE)", "Dropped(ann)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        ann.answers(487);
        s.over();
    }

    @Test
    void twoAgentsAtOnceAreNotSetUp() {
        annRings();
        s.skip();
        s.agent("joe");
        s.sent().events("Refused(joe 491)");
        s.announcement("queue");
        s.announcement("more");
        s.sent("queue INVITE(-)").events("Refused(more 491)");
        s.end();
        s.sent("ann CANCEL", "music BYE", "bob BYE");
        s.events("Dropped(ann)", "Dropped(queue)", "LegEnded(music US)", "CallEnded(ENDED)");
    }

    @Test
    void announcementsFollowEachOther() {
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)", "music BYE");
        s.events("Answered(queue)", "Connected(queue)", "LegEnded(music US)");
        Party sorry = s.announcement("sorry");
        s.after(Duration.ofSeconds(59));
        s.sent("sorry INVITE(-)", "bob OPTIONS", "queue OPTIONS").events();
        s.after(Duration.ofSeconds(1));
        s.events("Refused(sorry 408)");
    }
}
