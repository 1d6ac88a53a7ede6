package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Session timers (RFC 4028; docs/design/legs.md 5): who refreshes, how, and what becomes of a session that nobody refreshes. */
class SessionTimerTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party ann = s.party("ann");

    private void talk() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
    }

    private String said(Party party, String header) {
        return party.lastResponse().headers().first(header).orElse("");
    }

    @Test
    void nobodyWhoWantsNoneGetsOne() {
        bob.sends("Supported", "timer");
        talk();
        assertThat(said(bob, "Session-Expires")).isEmpty();
        assertThat(said(bob, "Supported")).isEqualTo("timer");
        assertThat(ann.last("INVITE").headers().first("Session-Expires")).isEmpty();
        s.after(3600);
        assertThat(bob.wasAsked("INVITE")).isFalse();
        s.events();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timer | 1800               | 1800;refresher=uac | timer",
                "timer | 1800;refresher=uac | 1800;refresher=uac | timer",
                "timer | 1800;Refresher=UAS | 1800;refresher=uas | timer",
                "100rel | 1800              | 1800;refresher=uas | ''",
                "100rel | 60                | ''                 | ''",
            })
    void theCallersWishIsGranted(String supported, String wish, String granted, String required) {
        bob.sends("Supported", supported).sends("Session-Expires", wish);
        talk();
        assertThat(said(bob, "Session-Expires")).isEqualTo(granted);
        assertThat(said(bob, "Require")).isEqualTo(required);
    }

    @Test
    void aCallerWhoNoLongerRefreshesIsDead() {
        bob.sends("Supported", "timer").sends("Session-Expires", "120");
        talk();
        s.after(79);
        bob.requests("UPDATE", PlainBody.NONE);
        assertThat(said(bob, "Session-Expires")).isEqualTo("120;refresher=uac");
        s.after(79);
        bob.reinvites(sdp("audio 4000"));
        ann.answers(200, sdp("audio 7000"));
        assertThat(said(bob, "Session-Expires")).isEqualTo("120;refresher=uac");
        bob.acks();
        s.skip();
        s.after(87);
        s.events();
        s.after(1);
        s.events("CallerGone(DEAD)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        assertThat(bob.wasAsked("BYE")).isTrue();
        s.over();
    }

    @Test
    void ourRefreshIsAnUpdateWhereThePeerTakesIt() {
        bob.sends("Supported", "timer")
                .sends("Session-Expires", "120;refresher=uas")
                .sends("Allow", "INVITE, UPDATE");
        talk();
        bob.sendsNothingMore("Session-Expires").sends("Session-Expires", "200;refresher=uac");
        s.after(60);
        PlainRequest update = bob.last("UPDATE");
        assertThat(update.body().isEmpty()).isTrue();
        assertThat(update.headers().first("Session-Expires")).contains("120;refresher=uac");
        bob.answersTo("UPDATE", 200);
        s.skip();
        s.after(99);
        assertThat(s.count("bob UPDATE")).isZero();
        s.after(1);
        assertThat(bob.last("UPDATE").headers().first("Session-Expires")).contains("200;refresher=uac");
    }

    @Test
    void elseItIsAReinviteWithTheLastDescriptionInItsOldVersion() {
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        String first = ann.last("INVITE").body().text();
        s.after(150);
        s.skip();
        PlainRequest again = ann.openInvite();
        assertThat(again.body().text()).isEqualTo(first);
        assertThat(again.headers().first("Session-Expires")).contains("300;refresher=uac");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK").events();
        assertThat(bob.wasAsked("INVITE")).isFalse();
        s.after(150);
        assertThat(ann.openInvite().cseq()).isGreaterThan(again.cseq());
    }

    @Test
    void whoAnswersARefreshWithSomethingNewIsBroughtTogetherWithTheCallerAgain() {
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        s.after(150);
        ann.answers(200, sdp(2, "audio 7700"));
        ann.answers(200, sdp(2, "audio 7700"));
        assertThat(bob.openInvite().body().text()).contains("7700");
    }

    @Test
    void fewerFormatsInTheAnswerToARefreshAreNothingNew() {
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        ann.sends("Session-Expires", "300;refresher=uac");
        s.agent("ann").answers(200, sdp("audio 7000") + "a=rtpmap:101 telephone-event/8000\r\n");
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.after(150);
        s.skip();
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK").events();
    }

    @Test
    void aRefreshThatIsNotAnsweredIsGivenUpAndTriedAgain() {
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        s.after(150);
        ann.answers(180);
        s.skip();
        s.after(10);
        s.sent("ann CANCEL");
        ann.answers(487);
        s.after(30);
        assertThat(s.count("ann INVITE(o)")).isEqualTo(1);
    }

    @Test
    void aTimerThatThePeerHasTurnedOffMeanwhileStaysOff() {
        ann.sends("Session-Expires", "300;refresher=uac").sends("Allow", "UPDATE");
        talk();
        s.after(150);
        ann.sendsNothingMore("Session-Expires").requests("UPDATE", PlainBody.NONE);
        s.skip();
        ann.sends("Min-SE", "600").answersTo("UPDATE", 422);
        s.after(1200);
        assertThat(s.count("ann UPDATE")).isZero();
        s.events();
    }

    @Test
    void aCallerWhoIsNotAnsweredYetHasNoTimer() {
        bob.sends("Supported", "timer").sends("Session-Expires", "90");
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(180);
        bob.requests("UPDATE", PlainBody.NONE);
        assertThat(said(bob, "Session-Expires")).isEmpty();
        s.after(29);
        ann.answers(200, sdp("audio 7000"));
        assertThat(said(bob, "Session-Expires")).isEqualTo("90;refresher=uac");
    }

    @Test
    void manyRequestsInADialogDoNotOutrunWhatIsSaved() {
        talk();
        for (int i = 0; i < 150; i++) {
            bob.infos("1");
            ann.answersTo("INFO", 200);
        }
        long before = ann.last("INFO").cseq();
        s.crash(1);
        bob.byes();
        assertThat(ann.last("BYE").cseq()).isGreaterThan(before);
    }

    @Test
    void aRefreshWaitsForTheGateAndIsTriedAgain() {
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        s.after(149);
        bob.reinvites(sdp(2, "audio 4002"));
        s.after(2);
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        s.after(150);
        s.skip();
        ann.answers(491);
        s.after(4);
        assertThat(s.count("ann INVITE(o)")).isEqualTo(1);
        ann.answers(200, sdp("audio 7000"));
        s.after(120);
        s.events();
    }

    @Test
    void aLongerTimeIsTakenFromWhoWantsIt() {
        ann.sends("Session-Expires", "90;refresher=uac").sends("Allow", "UPDATE");
        talk();
        s.after(45);
        ann.sends("Min-SE", "600").answersTo("UPDATE", 422);
        s.after(4);
        assertThat(ann.last("UPDATE").headers().first("Session-Expires")).contains("600;refresher=uac");
        assertThat(ann.last("UPDATE").headers().first("Min-SE")).contains("600");
        s.skip();
        ann.answersTo("UPDATE", 422);
        s.after(8);
        assertThat(s.count("ann UPDATE")).isZero();
        s.after(1);
        assertThat(s.count("ann UPDATE")).isEqualTo(1);
    }

    @Test
    void whoTakesNoUpdateAfterAllGetsAReinvite() {
        ann.sends("Session-Expires", "300;refresher=uac").sends("Allow", "UPDATE");
        talk();
        s.after(150);
        ann.answersTo("UPDATE", 405);
        s.after(4);
        assertThat(ann.openInvite().body().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"481, 150", "500, 268"})
    void anAgentWhoRefusesTheRefreshIsDeadAtOnceOrWhenTheTimeIsUp(int code, double seconds) {
        ann.sends("Session-Expires", "300;refresher=uac").sends("Allow", "UPDATE");
        talk();
        for (double passed = 0; passed < seconds; passed += 0.5) {
            s.events();
            s.after(0.5);
            if (s.count("ann UPDATE") > 0) {
                s.skip();
                ann.answersTo("UPDATE", code);
            }
        }
        s.events("LegEnded(ann DEAD)");
    }

    @Test
    void aTimerGoesOnAfterACrash() {
        bob.sends("Supported", "timer").sends("Session-Expires", "120");
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        s.after(1);
        s.crash(10);
        s.skip();
        s.after(31);
        assertThat(s.count("ann INVITE(o)")).isEqualTo(1);
        ann.answers(200, sdp("audio 7000"));
        s.after(56);
        s.events();
        s.after(2);
        s.events("CallerGone(DEAD)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
    }

    @Test
    void eachLegHasItsOwn() {
        ann.sends("Session-Expires", "300;refresher=uac");
        talk();
        bob.reinvites(sdp(2, "audio 4002"));
        assertThat(ann.openInvite().headers().all("Session-Expires")).containsExactly("300;refresher=uac");
        ann.answers(200, sdp("audio 7000"));
        assertThat(said(bob, "Session-Expires")).isEmpty();
    }
}
