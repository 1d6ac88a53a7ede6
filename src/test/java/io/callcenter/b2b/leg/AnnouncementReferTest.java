package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.plain.PlainBody;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may ask for a transfer beside agents, and announcements that do (case T25). */
class AnnouncementReferTest {
    private static final String FLOW = "<sip:sales@center.example>";

    private Script s;
    private Party bob;
    private Party ivr;

    private void bobHearsTheIvr(Set<SetupRules.Referrer> referrers) {
        s = new Script(LegSettings.defaults().with(SetupRules.DEFAULT.withTransfersBy(referrers)));
        bob = s.party("bob");
        bob.invites(sdp("audio 4000"));
        ivr = s.announcement("ivr");
        ivr.answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    private void theIvrHasReferred() {
        bobHearsTheIvr(Set.of(SetupRules.Referrer.AGENTS, SetupRules.Referrer.ANNOUNCEMENTS));
        ivr.refers(FLOW);
        s.sent().events("Referred(ivr sip:sales@center.example)");
        s.answerRefer("ivr", 202);
        s.sent("ivr 202", "ivr NOTIFY(100)");
        ivr.answersTo("NOTIFY", 200);
    }

    @Test
    void t25_neitherCallersNorMusicNorSomebodyOutsideMayRefer() {
        bobHearsTheIvr(Set.of(SetupRules.Referrer.AGENTS));
        assertThat(ivr.last("INVITE").headers().first("Allow").orElseThrow()).doesNotContain("REFER");
        ivr.refers(FLOW);
        s.sent("ivr 405");
        bob.refers(FLOW);
        s.sent("bob 405");
        Party joe = s.outside("joe");
        joe.answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        joe.refers(FLOW);
        s.sent("joe 405");
        assertThat(joe.lastResponse().headers().first("Allow").orElseThrow()).doesNotContain("REFER");
    }

    @Test
    void t25_anAnnouncementThatMayIsToldSoAndIsHeardUntilTheCallerHasLeft() {
        theIvrHasReferred();
        assertThat(ivr.last("INVITE").headers().first("Allow").orElseThrow()).contains("REFER", "NOTIFY");
        Party music = s.announcement("music");
        music.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("music INVITE(-)", "bob INVITE(o)", "bob ACK", "music ACK(s)")
                .events("Answered(music)", "Connected(music)", "LegEnded(ivr US)");
        s.tell("ivr", 200);
        s.sent("ivr NOTIFY(200)");
        ivr.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ivr BYE");
        bob.byes();
        s.over();
    }

    @Test
    void whereAgentsMayNotTheyAreNotToldToAndAnnouncementsStillMay() {
        bobHearsTheIvr(Set.of(SetupRules.Referrer.ANNOUNCEMENTS));
        Party ann = s.agent("ann");
        assertThat(ann.last("INVITE").headers().first("Allow").orElseThrow()).doesNotContain("REFER");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        ann.refers(FLOW);
        s.sent("ann 405");
    }

    @Test
    void anAgentMayTakeTheCallerBeforeTheMusicDoes() {
        theIvrHasReferred();
        Party ann = s.agent("ann");
        s.sent("ann INVITE(-)");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)").events("Answered(ann)", "Connected(ann)", "LegEnded(ivr US)");
        s.tell("ivr", 200);
        s.sent("ivr NOTIFY(200)");
    }

    @Test
    void anAnnouncementThatHoldsAndResumesTakesNobodyBack() {
        theIvrHasReferred();
        ivr.reinvites(sdp(2, "audio 6000 inactive"));
        bob.answers(200, sdp(2, "audio 4000 inactive"));
        ivr.acks();
        s.skip();
        s.agent("ann");
        s.sent("ann INVITE(-)");
        ivr.reinvites(sdp(3, "audio 6000"));
        s.sent("bob INVITE(o)").events();
    }

    @Test
    void anAnnouncementThatLeavesWithoutWaitingIsToldNothing() {
        theIvrHasReferred();
        ivr.byes();
        s.sent("ivr 200").events("LegEnded(ivr PEER)");
        Party music = s.announcement("music");
        music.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("music INVITE(-)", "bob INVITE(o)", "bob ACK", "music ACK(s)")
                .events("Answered(music)", "Connected(music)");
        s.tell("ivr", 200);
        s.sent();
        bob.byes();
        s.over();
    }

    @Test
    void anAnnouncementThatIsNotHeardMayNotRefer() {
        bobHearsTheIvr(Set.of(SetupRules.Referrer.ANNOUNCEMENTS));
        ivr.refers(FLOW);
        s.sent().events("Referred(ivr sip:sales@center.example)");
        ivr.refers(FLOW);
        s.sent("ivr 491");
        s.answerRefer("ivr", 403);
        s.sent("ivr 403");
        ivr.requests("OPTIONS", PlainBody.NONE);
        assertThat(ivr.lastResponse().headers().first("Allow").orElseThrow()).contains("REFER");
    }

    @Test
    void afterACrashItIsToldWhenTheCallerHasLeft() {
        theIvrHasReferred();
        s.crash(5);
        s.sent();
        Party music = s.announcement("music");
        music.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.tell("ivr", 200);
        s.sent("ivr NOTIFY(200)");
        ivr.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ivr BYE");
        bob.byes();
        s.over();
    }
}
