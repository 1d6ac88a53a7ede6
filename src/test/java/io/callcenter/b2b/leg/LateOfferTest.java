package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that refuse an INVITE without an offer: cases T53 and T54. */
class LateOfferTest {
    private Script s = new Script();
    private Party bob;
    private Party music;
    private Party ann;

    private void bobHearsMusic() {
        bob = s.party("bob");
        bob.invites(sdp("audio 4000"));
        music = s.announcement("music");
        music.answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    private void withRule(SetupRules.LateOffer rule) {
        s = new Script(LegSettings.defaults().with(new SetupRules(SetupRules.Reliable.REQUIRED, rule, false)));
        bobHearsMusic();
    }

    private void annWantsAnOffer() {
        bobHearsMusic();
        ann = s.agent("ann");
        ann.answers(488);
        s.sent("ann INVITE(-)", "ann INVITE(o)").events();
    }

    private void annHasAnswered() {
        annWantsAnOffer();
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob INVITE(o)").events("LateOfferRefused(ann)", "Answered(ann)");
        assertThat(bob.hears()).isEqualTo("v2 audio 7000");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 421, 488, 606})
    void t53_aPhoneThatRefusesToBeAskedGetsTheCallersDescriptionInTheSameCall(int code) {
        bobHearsMusic();
        ann = s.agent("ann");
        ann.answers(code);
        s.sent("ann INVITE(-)", "ann INVITE(o)").events();
        assertThat(ann.openInvite().cseq()).isEqualTo(2);
        assertThat(ann.hears()).isEqualTo("v1 audio 4000");
        ann.answers(180);
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob INVITE(o)").events("Progress(ann 180)", "LateOfferRefused(ann)", "Answered(ann)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.sent("bob 200", "ann BYE");
        s.over();
    }

    @Test
    void t53_aPhoneThatRefusesTheCallIsNotAskedTwice() {
        bobHearsMusic();
        s.agent("ann").answers(486);
        s.sent("ann INVITE(-)").events("Refused(ann 486)");
        Party joe = s.agent("joe");
        joe.answers(180);
        joe.answers(488);
        s.sent("joe INVITE(-)").events("Progress(joe 180)", "Refused(joe 488)");
        Party eve = s.agent("eve");
        s.after(3.1);
        eve.answers(488);
        s.sent("eve INVITE(-)").events("Refused(eve 488)");
    }

    @Test
    void t53_aPhoneThatRefusesBothHasRefused() {
        annWantsAnOffer();
        ann.answers(488);
        s.sent().events("Refused(ann 488)");
        bob.byes();
        s.over();
    }

    @Test
    void t53_whatIsOfferedIsWhatTheCallerUsesAndGoesBothWays() {
        bob = s.party("bob");
        bob.invites(sdp("audio 4000", "video 4002"));
        s.announcement("music").answers(200, sdp("audio 6000", "video 0"));
        bob.acks();
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6100 sendonly"));
        bob.answers(200, sdp("audio 4004 recvonly", "video 0"));
        ann = s.agent("ann");
        ann.answers(488);
        assertThat(ann.hears()).isEqualTo("v1 audio 4004");
    }

    @Test
    void t53_aPhoneThatIsKnownGetsTheOfferAtOnce() {
        bobHearsMusic();
        s.take(new CallOrder.Connect(
                Script.CALL,
                new LegId("ann"),
                CallOrder.Purpose.AGENT,
                s.target("ann"),
                "",
                List.of(),
                Optional.empty(),
                CallOrder.Offer.CALLERS));
        ann = s.party("ann");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "bob INVITE(o)").events("Answered(ann)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void t53_neverAskingForAnOfferIsASetting() {
        withRule(SetupRules.LateOffer.NEVER);
        s.agent("ann").answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(o)", "bob INVITE(o)").events("Answered(ann)");
    }

    @Test
    void t53_alwaysAskingForAnOfferIsASetting() {
        withRule(SetupRules.LateOffer.ALWAYS);
        s.agent("ann").answers(488);
        s.sent("ann INVITE(-)").events("Refused(ann 488)");
    }

    @Test
    void t53_aCallerWhoDoesNotTakeThePhoneStaysWhereHeIs() {
        annHasAnswered();
        bob.answers(488);
        s.sent("ann ACK", "ann BYE").events("ConnectFailed(ann CALLER 488 RIGHT)");
        bob.byes();
        s.over();
    }

    @Test
    void t53_afterACrashTheCallerIsAskedAgain() {
        bob = s.party("bob");
        bob.sends("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1");
        annHasAnswered();
        s.crash(2);
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void t54_aCallerWhoDescribesHimselfAnewIsToldToThePhoneOnce() {
        annHasAnswered();
        bob.answers(200, sdp("audio 4100"));
        s.sent("bob ACK", "ann ACK", "ann INVITE(o)").events();
        assertThat(ann.hears()).isEqualTo("v2 audio 4100");
        ann.answers(200, sdp(2, "audio 7000"));
        s.sent("ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.over();
    }

    @Test
    void t54_aPhoneThatThenDescribesItselfAnewIsToldToTheCaller() {
        annHasAnswered();
        bob.answers(200, sdp("audio 4100"));
        ann.answers(200, sdp(2, "audio 7100"));
        s.sent("bob ACK", "ann ACK", "ann INVITE(o)", "ann ACK", "bob INVITE(o)")
                .events();
        assertThat(bob.hears()).isEqualTo("v3 audio 7100");
        bob.answers(200, sdp("audio 4200"));
        s.sent("bob ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void t54_aReinviteOfThePhoneThatCrossesTheSecondRoundCostsAPause() {
        annHasAnswered();
        bob.answers(200, sdp("audio 4100"));
        ann.answers(491);
        s.sent("bob ACK", "ann ACK", "ann INVITE(o)").events();
        s.after(4);
        s.sent("ann INVITE(o)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }

    @Test
    void t54_aPhoneThatRefusesTheSecondRoundIsGivenUpAndTheCallerLedBack() {
        annHasAnswered();
        bob.answers(200, sdp("audio 4100"));
        ann.answers(488);
        s.sent("bob ACK", "ann ACK", "ann INVITE(o)", "ann BYE", "music INVITE(-)")
                .events("ConnectFailed(ann TARGET 488 RIGHT)");
        music.answers(488);
        s.sent("music INVITE(o)").events();
        assertThat(music.hears()).isEqualTo("v2 audio 4100");
        music.answers(200, sdp("audio 6000"));
        s.sent("bob INVITE(o)").events("LateOfferRefused(music)");
        bob.answers(200, sdp("audio 4100"));
        s.sent("bob ACK", "music ACK").events();
        bob.byes();
        s.over();
    }

    @Test
    void t54_aSecondRoundThatIsNeverAnsweredEndsInTenSeconds() {
        annHasAnswered();
        bob.answers(200, sdp("audio 4100"));
        s.skip();
        s.after(10);
        s.sent("ann BYE", "music INVITE(-)").events("ConnectFailed(ann TARGET 408 RIGHT)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK");
        music.answers(200, sdp("audio 6000"));
        bob.answers(200, sdp("audio 4000"));
        bob.byes();
        s.over();
    }

    @Test
    void t53_anAnnouncementForSuchAPhoneIsToldToItByAReinvite() {
        bobHearsMusic();
        ann = s.agentHearing("ann", "hello");
        Party hello = s.party("hello");
        ann.answers(488);
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann INVITE(-)", "ann INVITE(o)", "hello INVITE(o)").events("LateOfferRefused(ann)", "Answered(ann)");
        hello.answers(200, sdp("audio 8000"));
        s.sent("hello ACK", "ann ACK", "ann INVITE(o)");
        assertThat(ann.hears()).isEqualTo("v2 audio 8000");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK");
        hello.byes();
        s.sent("hello 200", "ann INVITE(o)");
        assertThat(ann.hears()).isEqualTo("v3 audio 4000");
        ann.answers(200, sdp("audio 7000"));
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.over();
    }

    @Test
    void t53_anAnnouncementThatFailsForSuchAPhoneJoinsItByItsFirstAnswer() {
        bobHearsMusic();
        ann = s.agentHearing("ann", "hello");
        ann.answers(488);
        ann.answers(200, sdp("audio 7000"));
        s.party("hello").answers(404);
        s.skip();
        bob.answers(200, sdp("audio 4100"));
        s.sent("bob ACK", "ann ACK", "ann INVITE(o)");
        ann.answers(200, sdp("audio 7000"));
        s.sent("ann ACK", "music BYE").events("Connected(ann)", "LegEnded(music US)");
    }
}
