package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.PlainBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers whose INVITE has no offer: cases T51 and T52. */
class OfferlessCallerTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private Party music;

    @BeforeEach
    void bobCallsWithoutAnOffer() {
        bob.sends("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1").invitesWithoutOffer();
        s.skip();
    }

    private void musicOffers() {
        music = s.announcement("music");
        music.answers(200, sdp("audio 6000"));
        s.sent("music INVITE(-)", "bob 200(s)").events("Answered(music)");
        assertThat(bob.hears()).isEqualTo("v1 audio 6000");
    }

    private void bobAnswers() {
        bob.acks(PlainBody.sdp(sdp("audio 4000")));
    }

    private void bobHearsMusic() {
        musicOffers();
        bobAnswers();
        s.skip();
    }

    @Test
    void t51_theTargetsOfferGoesToTheCallerAndTheAnswerInTheAckToTheTarget() {
        music = s.announcement("music");
        music.answers(180);
        music.answers(183, sdp("audio 6000"));
        s.sent("music INVITE(-)", "bob 180", "bob 183").events("Progress(music 180)", "Progress(music 183)");
        String tag = bob.theirTag();
        music.answers(200, sdp("audio 6000"));
        s.sent("bob 200(s)").events("Answered(music)");
        assertThat(bob.theirTag()).isEqualTo(tag);
        music.repeats(200, sdp("audio 6000"));
        s.after(0.5);
        s.sent("bob 200(s)");
        bobAnswers();
        s.sent("music ACK(s)").events("Connected(music)");
        assertThat(music.hears()).isEqualTo("v1 audio 4000");
        music.repeats(200, sdp("audio 6000"));
        s.sent("music ACK(s)");
        bob.byes();
        s.sent("bob 200", "music BYE").events("CallerGone(BYE)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void t51_fromTheMusicHeIsMovedToAnAgentAsOthersAre() {
        bobHearsMusic();
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("ann INVITE(-)", "bob INVITE(o)", "bob ACK", "ann ACK(s)", "music BYE");
        assertThat(bob.hears()).isEqualTo("v2 audio 7000");
    }

    @Test
    void t51_aPhoneThatTakesNoLateOfferGetsWhatHeAnswered() {
        bobHearsMusic();
        Party ann = s.agent("ann");
        ann.answers(488);
        s.sent("ann INVITE(-)", "ann INVITE(o)");
        assertThat(ann.hears()).isEqualTo("v1 audio 4000");
    }

    @Test
    void t51_the2xxWaitsForTheCommit() {
        s.holdSaves();
        s.announcement("music").answers(200, sdp("audio 6000"));
        s.sent("music INVITE(-)");
        bob.cancels();
        s.sent("bob 200", "bob 487", "music ACK(0)", "music BYE")
                .events("Answered(music)", "CallerGone(CANCEL)", "Dropped(music)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void t52_aRefusalIsNotSeenByTheCaller() {
        s.agent("ann").answers(486);
        s.sent("ann INVITE(-)").events("Refused(ann 486)");
        s.agent("joe").answers(488);
        s.sent("joe INVITE(-)").events("Refused(joe 488)");
        bobHearsMusic();
    }

    @Test
    void t52_aTargetThatHangsUpBeforeTheAckIsFollowedByAMove() {
        musicOffers();
        music.byes();
        s.sent("music 200", "music ACK(0)").events("Connected(music)", "LegEnded(music PEER)");
        Party queue = s.announcement("queue");
        s.sent();
        bobAnswers();
        s.sent("queue INVITE(-)").events();
        queue.answers(200, sdp("audio 6100"));
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "queue ACK(s)").events("Answered(queue)", "Connected(queue)");
        bob.byes();
        s.over();
    }

    @Test
    void t52_anAckWithoutAnAnswerEndsTheCall() {
        musicOffers();
        bob.acks();
        s.sent("music ACK(0)", "music BYE", "bob BYE")
                .events("CallerGone(NO_ACK)", "Dropped(music)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void t52_aCallerWhoNeverAcknowledgesIsGone() {
        musicOffers();
        s.after(32);
        assertThat(s.count("bob 200(s)")).isEqualTo(10);
        s.events("CallerGone(NO_ACK)", "Dropped(music)", "CallEnded(CALLER_GONE)");
        assertThat(music.wasAsked("BYE")).isTrue();
        s.over();
    }

    @Test
    void t52_afterACrashTheOfferIsRepeatedAndTheAnswerStillJoins() {
        musicOffers();
        s.crash(2);
        s.sent("bob 200(s)").events();
        bobAnswers();
        s.sent("music ACK(s)").events("Connected(music)");
        assertThat(Descriptions.brief(music.bodies().get(0))).endsWith("audio 4000");
        bob.byes();
        s.over();
    }

    @Test
    void t52_afterACrashATargetWhoseTimeIsOverIsGivenUp() {
        musicOffers();
        s.crash(25);
        s.after(0.1);
        s.sent("bob 200(s)", "music ACK(0)", "music BYE").events("ConnectFailed(music CALLER 408 NOTHING)");
        s.announcement("queue");
        bobAnswers();
        s.sent("queue INVITE(-)").events();
        bob.byes();
        s.over();
    }
}
