package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.origin;
import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A call is taken up again after a crash (docs/design/legs.md 7): case L58. */
class RestoreTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party music = s.party("music");
    private final Party ann = s.party("ann");

    private void bobHearsMusic() {
        bob.sends("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1;received=192.0.2.9")
                .invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    private void annRings() {
        s.agent("ann").answers(180);
        s.skip();
    }

    private void bobTalksToAnn() {
        bobHearsMusic();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
    }

    @Test
    void l58_aRingingTargetIsCancelledByHandAndTheCallerRefused() {
        bob.sends("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1").invites(sdp("audio 4000"));
        s.agent("ann").answers(180);
        s.skip();
        PlainRequest invite = ann.last("INVITE");
        s.crash(2);
        s.sent("ann CANCEL", "bob 503").events("Dropped(ann)", "CallEnded(ENDED)");
        PlainOrder.Cancel cancel = s.orders().stream()
                .filter(PlainOrder.Cancel.class::isInstance)
                .map(PlainOrder.Cancel.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(cancel.invite())
                .usingRecursiveComparison()
                .ignoringFields("body")
                .isEqualTo(invite);
        assertThat(cancel.hop()).isEqualTo(ann.hop());
        PlainOrder.RespondAnew refusal = s.orders().stream()
                .filter(PlainOrder.RespondAnew.class::isInstance)
                .map(PlainOrder.RespondAnew.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(refusal.invite().headers().first("Via")).isPresent();
        assertThat(refusal.response().headers().first("Retry-After")).isPresent();
        s.after(0.5);
        s.sent("bob 503");
        bob.acks();
        s.after(5);
        s.sent();
        ann.answersTo("INVITE", 487);
        s.over();
    }

    @Test
    void l58_aTargetThatRangForAnAnsweredCallerIsCancelledAndTheMusicPlaysOn() {
        bobHearsMusic();
        annRings();
        s.crash(2);
        s.sent("ann CANCEL").events("Dropped(ann)");
        ann.repeats(200, sdp("audio 7000"));
        s.sent("ann ACK(0)", "ann BYE").events();
        bob.reinvites(sdp(2, "audio 4000 sendonly"));
        s.sent("music INVITE(o)");
        assertThat(music.last("INVITE").cseq()).isGreaterThan(100);
        assertThat(music.hears()).isEqualTo("v12 audio 4000 sendonly");
        music.answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
        s.agent("joe").answers(200, sdp("audio 7200"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("joe INVITE(-)", "bob INVITE(o)", "bob ACK", "joe ACK(s)", "music BYE");
        bob.byes();
        s.over();
    }

    @Test
    void l58_aRefusalOfTheCancelledTargetIsAcknowledgedByHand() {
        bobHearsMusic();
        annRings();
        s.crash(2);
        s.skip();
        PlainRequest invite = ann.last("INVITE");
        PlainResponse terminated = PlainResponse.of(
                487, invite.callId(), invite.from(), invite.to().withTag("ann-tag"), 1, "INVITE");
        s.take(new PlainEvent.ResponseIn(invite.branch(), false, terminated, ann.hop()));
        s.sent("ann ACK").events();
        s.end();
        s.over();
    }

    @Test
    void l58_aFreshAnswerIsJoinedAfterTheRestart() {
        bobHearsMusic();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        String asked = bob.hears();
        s.skip();
        s.crash(5);
        s.sent("bob INVITE(o)").events();
        assertThat(origin(bob.bodies().get(bob.bodies().size() - 1))[2]).isEqualTo("13");
        assertThat(bob.hears()).endsWith(asked.substring(asked.indexOf(' ')));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.over();
    }

    @Test
    void l58_aFreshAnswerWhoseRecordWasNeverWrittenCountsAsRinging() {
        bobHearsMusic();
        annRings();
        s.holdSaves();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.crash(1);
        s.sent("ann CANCEL").events("Dropped(ann)");
        ann.repeats(200, sdp("audio 7000"));
        s.sent("ann ACK(0)", "ann BYE");
    }

    @Test
    void l58_anOldAnswerIsEndedAndTheCallerLedBack() {
        bobHearsMusic();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        s.crash(21);
        s.sent("ann ACK(0)", "ann BYE", "music INVITE(-)").events("Dropped(ann)");
        music.answers(200, sdp("audio 6000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "music ACK(s)").events();
        bob.byes();
        s.over();
    }

    @Test
    void l58_anAnswerBeforeTheCrashIsAcknowledgedWhenItComesAgain() {
        bobHearsMusic();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        PlainRequest lost = bob.last("INVITE");
        s.skip();
        s.crash(1);
        s.skip();
        PlainResponse ok = PlainResponse.of(200, lost.callId(), lost.from(), lost.to(), lost.cseq(), "INVITE")
                .withContact(bob.contact())
                .with(PlainBody.sdp(sdp("audio 4000")));
        s.take(new PlainEvent.ResponseIn(lost.branch(), false, ok, bob.hop()));
        s.sent("bob ACK");
        assertThat(bob.last("ACK").cseq()).isEqualTo(lost.cseq());
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE");
    }

    @Test
    void l58_anAcceptedCallerGetsHisAnswerAgainUntilHeAcknowledges() {
        bob.sends("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1").invites(sdp("audio 4000"));
        s.announcement("music").answers(180);
        music.answers(200, sdp("audio 6000"));
        PlainResponse before = bob.lastResponse();
        s.skip();
        s.crash(1);
        s.sent("bob 200(s)").events();
        assertThat(bob.lastResponse()).isEqualTo(before);
        s.after(0.5);
        s.sent("bob 200(s)");
        bob.acks();
        s.after(5);
        s.sent();
        music.repeats(200, sdp("audio 6000"));
        s.sent("music ACK");
        bob.byes();
        s.sent("bob 200", "music BYE");
        s.over();
    }

    @Test
    void l58_aCommittedAcceptanceIsCarriedOut() {
        s.holdSaves();
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        s.skip();
        s.saveReached();
        s.crash(1);
        s.sent("music ACK", "bob 200(s)").events("Connected(music)");
        s.after(32);
        s.events("CallerGone(NO_ACK)", "LegEnded(music US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l58_anEstablishedCallGoesOn() {
        bobTalksToAnn();
        s.after(40);
        s.skip();
        s.crash(3);
        s.sent("music BYE").events();
        ann.repeats(200, sdp("audio 7000"));
        assertThat(s.count("ann ACK(s)")).isEqualTo(1);
        s.skip();
        ann.infos("1");
        s.sent("bob INFO(1)");
        bob.answersTo("INFO", 200);
        s.skip();
        s.after(55);
        assertThat(s.count("bob OPTIONS") + s.count("ann OPTIONS")).isGreaterThanOrEqualTo(2);
        s.skip();
        ann.byes();
        s.sent("ann 200").events("LegEnded(ann PEER)");
        s.end();
        s.over();
    }

    @Test
    void l58_theLimitOfTheCallStays() {
        bobTalksToAnn();
        s.crash(3600);
        s.skip();
        s.after(Duration.ofHours(11).minusSeconds(1));
        assertThat(s.facts()).noneMatch(CallEvent.CallEnded.class::isInstance);
        s.skip();
        s.after(1);
        s.events("LegEnded(ann US)", "CallEnded(LIMIT)");
    }

    @Test
    void l58_theMusicThatWasLeavingIsEndedAgain() {
        bobHearsMusic();
        music.ignoresByes();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.crash(1);
        s.sent("music BYE").events();
        music.answersTo("BYE", 481);
        bob.byes();
        s.over();
    }

    @Test
    void l58_whoWasNotEndedIsEndedAgain() {
        bobTalksToAnn();
        bob.ignoresByes();
        ann.ignoresByes();
        s.end();
        s.skip();
        s.crash(10);
        s.sent("ann BYE", "bob BYE").events("CallEnded(ENDED)");
        bob.answersTo("BYE", 481);
        s.over();
    }

    @Test
    void l58_whoeverSaidByeIsLeftAlone() {
        bobTalksToAnn();
        ann.ignoresByes();
        bob.byes();
        s.skip();
        s.crash(10);
        s.sent("ann BYE").events("CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void l58_anAnnouncementToTheAgentIsWaitedForAndThenJoined() {
        bobHearsMusic();
        s.agentHearing("ann", "hint");
        Party hint = s.party("hint");
        ann.answers(200, sdp("audio 7000"));
        hint.answers(200, sdp("audio 9000"));
        s.skip();
        s.crash(5);
        s.sent().events();
        hint.byes();
        s.sent("hint 200", "ann INVITE(-)");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void l58_anAnnouncementIsNotWaitedForForEver() {
        bobHearsMusic();
        s.agentHearing("ann", "hint");
        ann.answers(200, sdp("audio 7000"));
        s.party("hint").answers(200, sdp("audio 9000"));
        s.skip();
        s.crash(50);
        s.after(9);
        assertThat(s.count("hint BYE")).isZero();
        s.after(2);
        assertThat(s.count("hint BYE")).isEqualTo(1);
        assertThat(s.count("ann INVITE(-)")).isEqualTo(1);
        s.skip();
        s.crash(1);
        s.sent("hint BYE", "ann INVITE(-)");
    }

    @Test
    void l58_anAnnouncementThatHadNotAnsweredIsLeftOut() {
        bobHearsMusic();
        s.agentHearing("ann", "hint");
        ann.answers(200, sdp("audio 7000"));
        s.party("hint").answers(180);
        s.skip();
        s.crash(2);
        s.sent("bob INVITE(o)", "hint CANCEL");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void l58_aReturnIsBegunAnew() {
        bobHearsMusic();
        annRings();
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200);
        s.skip();
        s.crash(1);
        s.sent("ann BYE", "music INVITE(-)").events();
    }

    @Test
    void l58_aRelayThatWasUnderWayIsTheBusinessOfWhoAsked() {
        bobTalksToAnn();
        bob.reinvites(sdp(2, "audio 4002"));
        PlainRequest lost = ann.last("INVITE");
        s.skip();
        s.crash(1);
        s.sent("music BYE");
        s.take(new PlainEvent.RequestIn("tx-again", bob.invite(), bob.hop()));
        s.sent("ann INVITE(o)");
        PlainResponse late = PlainResponse.of(
                        200, lost.callId(), lost.from(), lost.to().withTag("ann-tag"), lost.cseq(), "INVITE")
                .withContact(ann.contact())
                .with(PlainBody.sdp(sdp("audio 7000")));
        s.take(new PlainEvent.ResponseIn(lost.branch(), false, late, ann.hop()));
        assertThat(ann.last("ACK").cseq()).isEqualTo(lost.cseq());
    }

    @Test
    void l58_ordersAfterTheRestartKnowTheLegs() {
        bobTalksToAnn();
        s.crash(1);
        s.skip();
        s.agent("ann");
        s.sent().events();
        s.drop("ann");
        s.sent("ann BYE").events("LegEnded(ann US)");
    }

    @Test
    void eventNumbersAndVersionsGoOn() {
        bobHearsMusic();
        long before = s.lastFact(CallEvent.class).seq();
        PlainOrder.Save last = lastSave();
        s.crash(1);
        s.agent("ann").answers(486);
        assertThat(s.lastFact(CallEvent.class).seq()).isGreaterThan(before + 99);
        assertThat(lastSave().saved().version()).isGreaterThan(last.saved().version());
    }

    private PlainOrder.Save lastSave() {
        return s.orders().stream()
                .filter(PlainOrder.Save.class::isInstance)
                .map(PlainOrder.Save.class::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aRecordOfAnotherFormatIsRefused() {
        bobHearsMusic();
        SavedLegs saved = lastSave().saved();
        SavedLegs other = new SavedLegs(
                99,
                saved.version(),
                saved.call(),
                saved.events(),
                saved.caller(),
                saved.legs(),
                saved.setups(),
                saved.right(),
                saved.heard(),
                saved.known(),
                saved.limit(),
                saved.over(),
                saved.facts());
        assertThatThrownBy(() -> CallLegs.restore(other, LegSettings.defaults(), new FakeNames("b", 1), Script.START))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
