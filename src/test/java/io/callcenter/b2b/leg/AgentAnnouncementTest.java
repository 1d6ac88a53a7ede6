package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallOrder;
import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent hears an announcement before they are joined: cases L48 to L51. */
class AgentAnnouncementTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party music = s.party("music");
    private final Party ann = s.party("ann");
    private final Party hint = s.party("hint");

    @BeforeEach
    void bobHearsMusicAndAnnIsCalled() {
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
        s.agentHearing("ann", "hint");
        s.sent("ann INVITE(-)");
    }

    private void annAnswers() {
        ann.answers(180);
        ann.answers(200, sdp("audio 7000"));
        s.sent("hint INVITE(o)").events("Progress(ann 180)", "Answered(ann)");
    }

    private void hintPlays() {
        annAnswers();
        hint.answers(200, sdp("audio 9000"));
        s.sent("hint ACK", "ann ACK(s)").events();
        assertThat(hint.hears()).isEqualTo("v1 audio 7000");
        assertThat(ann.hears()).isEqualTo("v1 audio 9000");
    }

    private void joined() {
        ann.answers(200, sdp(2, "audio 7000"));
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        assertThat(ann.hears()).contains("audio 4000");
        bob.byes();
        s.over();
    }

    @Test
    void l48_whenTheAnnouncementIsOverTheAgentIsAskedThenTheCaller() {
        hintPlays();
        s.after(4);
        hint.byes();
        s.sent("hint 200", "ann INVITE(-)").events();
        joined();
    }

    @Test
    void b08_theAgentSeesTheCallerAndSoDoesTheAnnouncement() {
        hintPlays();
        assertThat(List.of(ann, hint)).allSatisfy(party -> {
            assertThat(party.last("INVITE").from().uri()).isEqualTo("sip:bob@example.org");
            assertThat(party.last("INVITE").from().display()).isEqualTo("Sales Bob");
        });
        bob.byes();
        s.over();
    }

    @Test
    void l48_theAgentsAckWaitsForTheCommit() {
        s.holdSaves();
        annAnswers();
        hint.answers(200, sdp("audio 9000"));
        s.sent();
        s.saved(true);
        s.sent("hint ACK", "ann ACK(s)");
    }

    @Test
    void l48_aCommitThatNeverComesIsNotWaitedForLongerThanTheSwitch() {
        s.holdSaves();
        annAnswers();
        hint.answers(200, sdp("audio 9000"));
        s.skip();
        s.after(10);
        s.sent("hint ACK", "ann ACK(s)");
    }

    @Test
    void l48_anEndlessAnnouncementIsEnded() {
        hintPlays();
        s.after(54);
        s.skip();
        s.after(6);
        assertThat(s.count("hint BYE")).isEqualTo(1);
        assertThat(s.count("ann INVITE(-)")).isEqualTo(1);
    }

    @Test
    void l49_anAnnouncementThatRefusesIsLeftOut() {
        annAnswers();
        hint.answers(404);
        s.sent("bob INVITE(o)").events();
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        assertThat(ann.hears()).isEqualTo("v1 audio 4000");
    }

    @Test
    void l49_anAnnouncementThatIsSilentIsLeftOutAfterTenSeconds() {
        annAnswers();
        hint.answers(100);
        s.after(10);
        s.sent("hint CANCEL", "bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE");
    }

    @Test
    void l49_anAnnouncementThatDoesNotFitOrCannotBeFoundIsLeftOut() {
        annAnswers();
        hint.answers(200, sdp("audio 0"));
        s.sent("hint ACK", "hint BYE", "bob INVITE(o)");
        s.drop("ann");
        bob.answers(200, sdp("audio 4000"));
        music.answers(200, sdp("audio 6000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.take(s.connect(
                "joe",
                CallOrder.Purpose.AGENT,
                Optional.of(new CallOrder.Target("sip:lost@example.net", Optional.empty()))));
        s.party("joe").answers(200, sdp("audio 7200"));
        s.sent("joe INVITE(-)", "bob INVITE(o)").events("Answered(joe)");
    }

    @Test
    void l49_anAnnouncementThatHangsUpBeforeTheCommitIsOver() {
        s.holdSaves();
        annAnswers();
        hint.answers(200, sdp("audio 9000"));
        hint.byes();
        s.sent("hint 200", "hint ACK", "bob INVITE(o)");
        s.saved(true);
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE");
    }

    @Test
    void l50_aHoldDuringTheAnnouncementIsRelayedToIt() {
        hintPlays();
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        s.sent("hint INVITE(o)");
        hint.answers(200, sdp("audio 9000 recvonly"));
        s.sent("hint ACK", "ann 200(s)");
        ann.acks();
        hint.infos("1");
        s.sent("ann INFO(1)");
        ann.answersTo("INFO", 200);
        s.sent("hint 200").events();
        hint.byes();
        s.sent("hint 200", "ann INVITE(-)");
        ann.infos("2");
        s.sent("ann 500");
    }

    @Test
    void l51_aCallerWhoHangsUpEndsEverybody() {
        hintPlays();
        bob.byes();
        s.sent("bob 200", "hint BYE", "ann BYE", "music BYE");
        s.events("CallerGone(BYE)", "Dropped(ann)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l51_aCallerWhoHangsUpBeforeTheAnnouncementAnswers() {
        annAnswers();
        hint.answers(180);
        bob.byes();
        s.sent("bob 200", "hint CANCEL", "ann ACK(0)", "ann BYE", "music BYE");
        hint.answers(487);
        s.over();
    }

    @Test
    void anAgentWhoHangsUpDuringTheAnnouncementLeavesTheCallerAlone() {
        hintPlays();
        ann.byes();
        s.sent("ann 200", "hint BYE").events("ConnectFailed(ann TARGET 487 RIGHT)");
        s.after(20);
        s.sent();
    }

    @Test
    void anAgentWhoRefusesOrRingsOut() {
        ann.answers(486);
        s.sent().events("Refused(ann 486)");
        s.agentHearing("joe", "hint");
        s.party("joe").answers(180);
        s.after(30);
        s.sent("joe INVITE(-)", "joe CANCEL").events("Progress(joe 180)", "Refused(joe 408)");
        s.agentHearing("jim", "hint");
        s.party("jim").answers(200);
        s.sent("jim INVITE(-)", "jim ACK", "jim BYE").events("Refused(jim 488)");
        s.agentHearing("jon", "hint");
        s.party("jon").byes();
        s.sent("jon INVITE(-)", "jon 200").events("Refused(jon 480)");
    }

    @Test
    void musicThatEndsDuringTheAnnouncementIsReplaced() {
        hintPlays();
        music.byes();
        s.sent("music 200").events("LegEnded(music PEER)");
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        hint.byes();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("hint 200", "ann INVITE(-)", "bob INVITE(o)", "bob ACK", "ann ACK(s)", "queue BYE");
    }

    @Test
    void glareAtTheJoinIsTriedAgain() {
        hintPlays();
        hint.byes();
        s.skip();
        ann.answers(491);
        s.after(2);
        s.sent();
        s.after(2.1);
        s.sent("ann INVITE(-)");
        joined();
    }

    @Test
    void anAgentWhoRefusesTheJoinIsEnded() {
        hintPlays();
        hint.byes();
        s.skip();
        ann.answers(403);
        s.sent("ann BYE").events("ConnectFailed(ann TARGET 403 RIGHT)");
    }

    @Test
    void anAgentWhoOffersNothingAtTheJoinIsEnded() {
        hintPlays();
        hint.byes();
        s.skip();
        ann.answers(200);
        s.sent("ann ACK", "ann BYE").events("ConnectFailed(ann TARGET 488 RIGHT)");
    }

    @Test
    void anAgentDroppedAtAnyMoment() {
        s.drop("ann");
        s.events("Dropped(ann)");
        s.agentHearing("joe", "hint");
        s.party("joe").answers(200, sdp("audio 7200"));
        s.skip();
        s.drop("joe");
        s.sent("joe ACK(0)", "joe BYE").events("Dropped(joe)");
        assertThat(s.connect("x", CallOrder.Purpose.AGENT, Optional.empty()).leg())
                .isEqualTo(new LegId("x"));
    }

    @Test
    void aDeadAgentOrAnnouncementIsFound() {
        hintPlays();
        hint.ignoresOptions();
        ann.ignoresOptions();
        s.after(55);
        s.skip();
        hint.answersTo("OPTIONS", 481);
        s.sent("hint BYE", "ann INVITE(-)");
        ann.answersTo("OPTIONS", 481);
        s.sent("ann BYE").events("ConnectFailed(ann TARGET 408 RIGHT)");
    }
}
