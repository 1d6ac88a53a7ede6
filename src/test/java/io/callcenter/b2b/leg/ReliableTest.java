package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reliable provisional answers, on either side, and early media: cases T48 to T50. */
class ReliableTest {
    private Script s = new Script();
    private Party bob = s.party("bob");

    private void bobRequires(String sdp) {
        bob.sends("Require", "100rel");
        if (sdp.isEmpty()) {
            bob.invitesWithoutOffer();
        } else {
            bob.invites(sdp);
        }
        bob.sendsNothingMore("Require");
        s.skip();
    }

    private void withRules(SetupRules rules) {
        s = new Script(LegSettings.defaults().with(rules));
        bob = s.party("bob");
    }

    private long rseq() {
        return Long.parseLong(bob.lastResponse().headers().first("RSeq").orElseThrow());
    }

    @Test
    void t48_aProvisionalAnswerIsRepeatedUntilItIsAcknowledged() {
        bobRequires(sdp("audio 4000"));
        s.agent("ann").answers(180);
        s.sent("ann INVITE(o)", "bob 180");
        assertThat(bob.lastResponse().headers().lists("Require", "100rel")).isTrue();
        assertThat(rseq()).isBetween(1L, (1L << 31) - 1);
        s.after(15.5);
        s.sent("bob 180", "bob 180", "bob 180", "bob 180", "bob 180");
        bob.pracks(1);
        s.sent("bob 481");
        bob.pracks(0);
        s.sent("bob 200");
        s.after(30);
        s.sent("ann CANCEL");
        bob.pracks(0);
        s.sent("bob 481");
    }

    @Test
    void t48_the2xxWaitsForThePrackOfAnAnswerAndRepeatsIt() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        String shown = bob.bodies().get(0);
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "bob 183(s)").events("Progress(ann 183)", "Answered(ann)");
        bob.pracks(0);
        s.sent("bob 200", "ann ACK", "bob 200(s)").events("Connected(ann)");
        assertThat(bob.bodies().get(1)).isEqualTo(shown);
        bob.acks();
        bob.byes();
        s.over();
    }

    @Test
    void t48_aTargetThatHangsUpWhileIts2xxWaitsIsFollowedByTheNextOne() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        ann.answers(200, sdp("audio 7000"));
        ann.byes();
        s.sent("ann INVITE(o)", "bob 183(s)", "ann 200", "ann ACK")
                .events("Progress(ann 183)", "Answered(ann)", "ConnectFailed(ann TARGET 487 NOTHING)");
        Party music = s.announcement("music");
        music.answers(180);
        s.sent("music INVITE(o)");
        bob.pracks(0);
        s.sent("bob 200", "bob 180");
        music.answers(200, sdp("audio 6000"));
        s.sent("music ACK", "bob 200(s)");
        bob.acks();
        bob.byes();
        s.over();
    }

    @Test
    void t50_whatWasAcknowledgedBeforeTheAnswerSaysNothingAboutAReinvite() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann").sends("Require", "100rel").sends("RSeq", "5");
        ann.answers(183, sdp("audio 7000"));
        ann.sendsNothingMore("RSeq").sendsNothingMore("Require").answers(200, sdp("audio 7000"));
        bob.acks();
        bob.reinvites(sdp(2, "audio 4002"));
        ann.answers(183, sdp(2, "audio 7002"));
        ann.answers(200, sdp(2, "audio 7004"));
        assertThat(bob.hears()).isEqualTo("v2 audio 7004");
    }

    @Test
    void t48_the2xxDoesNotWaitForThePrackOfRinging() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(180);
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "bob 180", "ann ACK", "bob 200(s)");
        bob.pracks(0);
        s.sent("bob 200");
    }

    @Test
    void t48_whatHappensBeforeThePrackIsToldAfterItAsItsLatestState() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(180);
        long first = rseq();
        ann.answers(183, sdp("audio 7000"));
        ann.answers(182);
        s.sent("ann INVITE(o)", "bob 180");
        bob.pracks(0);
        s.sent("bob 200", "bob 182(s)");
        assertThat(rseq()).isEqualTo(first + 1);
    }

    @Test
    void t48_aPrackThatOffersWhatIsAgreedIsAnsweredAsBefore() {
        bobRequires(sdp("audio 4000"));
        s.agent("ann").answers(183, sdp("audio 7000"));
        bob.pracks(0, PlainBody.sdp(sdp("audio 4000")));
        s.sent("ann INVITE(o)", "bob 183(s)", "bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v1 audio 7000");
    }

    @Test
    void t48_aPrackWhoseOfferCannotBeTakenAcknowledgesAllTheSame() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        bob.pracks(0, PlainBody.sdp(sdp(2, "audio 4444")));
        s.sent("bob 488", "ann ACK", "bob 200(s)");
    }

    @Test
    void aPrackWhoseOfferTheAnswerOvertakesAcknowledgesAllTheSame() {
        Party ann = annIsHeardEarly("INVITE, UPDATE");
        bob.pracks(0, PlainBody.sdp(sdp(2, "audio 4002")));
        s.sent("ann UPDATE(s)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob 500", "ann ACK", "bob 200(s)");
        bob.acks();
    }

    private Party annIsHeardEarly(String allow) {
        bob.sends("Allow", "INVITE, UPDATE");
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann").sends("Require", "100rel").sends("RSeq", "5").sends("Allow", allow);
        ann.answers(183, sdp("audio 7000"));
        ann.sendsNothingMore("Require").sendsNothingMore("RSeq");
        s.skip();
        return ann;
    }

    @Test
    void anUpdateOfTheCallerBeforeTheAnswerReachesTheTargetAndWhatItSaysHolds() {
        Party ann = annIsHeardEarly("INVITE, UPDATE");
        bob.updates(sdp(2, "audio 4002"));
        s.sent("bob 500");
        bob.pracks(0);
        bob.updates(sdp(2, "audio 4002"));
        s.sent("bob 200", "ann UPDATE(s)");
        assertThat(ann.hears()).isEqualTo("v2 audio 4002");
        assertThat(ann.last("UPDATE").to().tag()).isEqualTo(ann.tag());
        bob.updates(sdp(3, "audio 4004"));
        s.sent("bob 500");
        ann.answersTo("UPDATE", 200, PlainBody.sdp(sdp(2, "audio 7002")));
        s.sent("bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v2 audio 7002");
        ann.answers(180, sdp("audio 7000"));
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob 180", "ann ACK", "bob 200(s)");
        bob.pracks(0);
        bob.acks();
        assertThat(bob.hears()).isEqualTo("v2 audio 7002");
        bob.byes();
        s.over();
    }

    @Test
    void anUpdateOfTheTargetBeforeTheAnswerReachesTheCaller() {
        Party ann = annIsHeardEarly("INVITE, UPDATE");
        bob.pracks(0);
        ann.updates(sdp(2, "audio 7002"));
        s.sent("bob 200", "bob UPDATE(s)");
        assertThat(bob.hears()).isEqualTo("v2 audio 7002");
        bob.answersTo("UPDATE", 200, PlainBody.sdp(sdp(2, "audio 4002")));
        s.sent("ann 200(s)");
        assertThat(ann.hears()).isEqualTo("v2 audio 4002");
        ann.answers(200);
        s.sent("ann ACK", "bob 200(s)");
        assertThat(bob.hears()).isEqualTo("v2 audio 7002");
        bob.acks();
        bob.reinvites(sdp(3, "audio 4004"));
        assertThat(ann.hears()).isEqualTo("v3 audio 4004");
    }

    @Test
    void aPrackWithANewOfferIsRelayedAsUpdateAndAnsweredWithTheAnswer() {
        Party ann = annIsHeardEarly("INVITE, UPDATE");
        bob.pracks(0, PlainBody.sdp(sdp(2, "audio 4002")));
        s.sent("ann UPDATE(s)");
        ann.answersTo("UPDATE", 200, PlainBody.sdp(sdp(2, "audio 7002")));
        s.sent("bob 200(s)");
        s.after(5);
        s.sent();
    }

    @Test
    void aTargetThatTakesNoUpdateIsNotAskedBeforeTheAnswer() {
        annIsHeardEarly("INVITE");
        bob.pracks(0, PlainBody.sdp(sdp(2, "audio 4002")));
        s.sent("bob 488");
        bob.updates(sdp(2, "audio 4002"));
        s.sent("bob 500");
    }

    @Test
    void anUpdateThatTheAnswerOvertakesIsRefusedForNow() {
        Party ann = annIsHeardEarly("INVITE, UPDATE");
        bob.pracks(0);
        bob.updates(sdp(2, "audio 4002"));
        s.skip();
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob 500", "ann ACK", "bob 200(s)");
        bob.acks();
        ann.answersTo("UPDATE", 200, PlainBody.sdp(sdp(2, "audio 7000")));
        s.sent("ann INVITE(-)");
    }

    @Test
    void t48_whoOffersNothingAndRequiresItHearsNothingBeforeTheAnswer() {
        bobRequires("");
        Party ann = s.agent("ann");
        ann.answers(180);
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(-)", "bob 200(s)");
    }

    @Test
    void t48_whoOnlyKnowsItGetsItWithEarlyMediaWhereThatIsWanted() {
        bob.sends("Supported", "100rel").invites(sdp("audio 4000"));
        s.agent("ann").answers(183, sdp("audio 7000"));
        assertThat(bob.lastResponse().headers().first("RSeq")).isEmpty();

        withRules(new SetupRules(SetupRules.Reliable.SUPPORTED, SetupRules.LateOffer.RETRY, false));
        bob.sends("Supported", "100rel").invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(180);
        assertThat(bob.lastResponse().headers().first("RSeq")).isEmpty();
        ann.answers(183, sdp("audio 7000"));
        assertThat(bob.lastResponse().headers().first("RSeq")).isPresent();
    }

    @Test
    void t49_aCallerWithoutAPrackIsGivenUp() {
        bobRequires(sdp("audio 4000"));
        s.announcement("music").answers(183, sdp("audio 6000"));
        s.skip();
        s.after(32);
        s.events("CallerGone(NO_ACK)", "Dropped(music)", "CallEnded(CALLER_GONE)");
        assertThat(bob.lastResponse().code()).isEqualTo(504);
        assertThat(s.count("music CANCEL")).isEqualTo(1);
        s.over();
    }

    @Test
    void t49_anAnsweredTargetIsEndedWithACallerWithoutAPrack() {
        bobRequires(sdp("audio 4000"));
        Party music = s.announcement("music");
        music.answers(183, sdp("audio 6000"));
        music.answers(200, sdp("audio 6000"));
        s.after(32);
        assertThat(bob.lastResponse().code()).isEqualTo(504);
        assertThat(music.wasAsked("BYE")).isTrue();
        s.over();
    }

    @Test
    void t49_aPrackThatCrossesARefusalIsAnswered() {
        bobRequires(sdp("audio 4000"));
        s.agent("ann").answers(180);
        s.refuse(486);
        s.skip();
        bob.pracks(0);
        s.sent("bob 200");
        s.after(31);
        s.sent();
        s.over();
    }

    @Test
    void t49_aCancelWinsOverA2xxThatWaits() {
        bobRequires(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        ann.answers(200, sdp("audio 7000"));
        s.skip();
        bob.cancels();
        s.sent("bob 200", "bob 487", "ann ACK", "ann BYE");
        bob.pracks(0);
        s.sent("bob 200");
        s.over();
    }

    @Test
    void t50_eachReliableAnswerOfEachForkIsAcknowledgedOnceAndInOrder() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann").sends("Require", "100rel");
        assertThat(ann.last("INVITE").headers().lists("Supported", "100rel")).isTrue();
        ann.as("t1").sends("RSeq", "5").answers(183, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "ann PRACK", "bob 183(s)");
        assertThat(ann.last("PRACK").headers().first("RAck")).contains("5 1 INVITE");
        assertThat(ann.last("PRACK").to().tag()).isEqualTo("t1");
        assertThat(ann.last("PRACK").cseq()).isEqualTo(2);
        numbered(ann.as("t2"), "9").answers(183, sdp("audio 7002"));
        s.sent("ann PRACK", "bob 183(s)");
        assertThat(ann.last("PRACK").to().tag()).isEqualTo("t2");
        numbered(ann.as("t1"), "5").answers(183, sdp("audio 7000"));
        numbered(ann, "7").answers(180);
        s.sent();
        numbered(ann, "6").answers(180);
        s.sent("ann PRACK", "bob 180");
        ann.sendsNothingMore("RSeq").sendsNothingMore("Require").answers(200, sdp("audio 7009"));
        s.sent("ann ACK", "bob 200(s)");
        assertThat(bob.hears()).as("what was acknowledged counts").isEqualTo("v1 audio 7000");
        bob.acks();
        bob.byes();
        assertThat(ann.last("BYE").cseq()).isGreaterThan(ann.last("PRACK").cseq());
        s.over();
    }

    private static Party numbered(Party party, String rseq) {
        return party.sendsNothingMore("RSeq").sends("RSeq", rseq);
    }

    @Test
    void t50_noneIsAcknowledgedAfterACancelOrWhereNoneWasAskedFor() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann").sends("Require", "100rel").sends("RSeq", "1");
        s.drop("ann");
        ann.answers(180);
        s.sent("ann INVITE(o)", "ann CANCEL");
        Party music = s.announcement("music");
        music.answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
        Party joe = s.agent("joe").sends("Require", "100rel").sends("RSeq", "1");
        joe.answers(183, sdp("audio 7000"));
        s.sent("joe INVITE(-)");
        assertThat(joe.last("INVITE").headers().lists("Supported", "100rel")).isFalse();
    }

    @Test
    void t50_aPhoneThatRequiresItGetsAnOfferAndTheTag() {
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        Party ann = s.agent("ann");
        ann.answers(421);
        assertThat(ann.openInvite().headers().lists("Supported", "100rel")).isTrue();
        ann.sends("Require", "100rel").sends("RSeq", "1").answers(183, sdp("audio 7000"));
        assertThat(ann.wasAsked("PRACK")).isTrue();
        ann.answers(200);
        bob.answers(200, sdp("audio 4000"));
        assertThat(s.facts()).anyMatch(CallEvent.Connected.class::isInstance);
        assertThat(bob.hears()).isEqualTo("v2 audio 7000");
    }

    @Test
    void earlyMediaOfAgentsIsHiddenWhereThatIsWantedThatOfAnnouncementsNever() {
        withRules(new SetupRules(SetupRules.Reliable.REQUIRED, SetupRules.LateOffer.RETRY, true));
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(183, sdp("audio 7000"));
        ann.answers(486);
        s.announcement("music").answers(183, sdp("audio 6000"));
        List<Integer> codes = bob.responses().stream().map(PlainResponse::code).toList();
        assertThat(codes).containsExactly(180, 183);
        assertThat(bob.bodies()).hasSize(1);
    }
}
