package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Credentials.Role;
import io.callcenter.b2b.LegSettings;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.Response;
import io.callcenter.plain.PlainBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is said to be challenged (401, 407), and what of the answers goes out; whether to answer is decided elsewhere. */
class ChallengesTest {
    private static final String REALM = "phones";

    private final List<String> asked = new ArrayList<>();
    private boolean carried = true;
    private final Script s = new Script(LegSettings.defaults().with(new Credentials() {
        @Override
        public Optional<Answer> answer(Asked who, Response challenge, Draft request) {
            return ChallengesTest.this.answer(who, challenge, request);
        }

        @Override
        public boolean mayBeCarriedBy(Draft request) {
            asked.add(request.method() + " " + request.uri());
            return carried;
        }
    }));
    private final Party bob = s.party("bob");
    private final Party ann = s.party("ann");

    private Optional<Credentials.Answer> answer(Credentials.Asked who, Response challenge, Draft request) {
        if (challenge.code() != 401 && challenge.code() != 407) {
            return Optional.empty();
        }
        asked.add(who.role() + " " + request.method() + " " + who.realm().orElse("-") + " " + who.answers() + " "
                + challenge.code());
        boolean told = challenge.code() == 401
                && (who.role() == Role.FIRST_INVITE
                        || who.role() == Role.DIALOG && who.realm().isPresent())
                && who.answers() < 2;
        return told
                ? Optional.of(new Credentials.Answer(Field.of("Authorization", "proof " + who.answers()), REALM))
                : Optional.empty();
    }

    private void talk() {
        bob.sends("Allow", "INVITE, ACK, UPDATE").invites(sdp("audio 4000"));
        s.agent("ann").sends("Allow", "INVITE, ACK, UPDATE").answers(200, sdp("audio 7000"));
        bob.acks();
        asked.clear();
        s.skip();
    }

    private void talkAfterProof() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(401);
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        asked.clear();
        s.skip();
    }

    private void baits(Party peer, String method) {
        peer.answersTo(method, 401);
        peer.answersTo(method, 407);
        assertThat(peer.last(method).headers().first("Authorization")).isEmpty();
        assertThat(peer.last(method).headers().first("Proxy-Authorization")).isEmpty();
    }

    @Test
    void aCallersByeIsSentOnce_H3() {
        talk();
        bob.ignoresByes();
        s.end();
        baits(bob, "BYE");
        assertThat(s.count("bob BYE")).isEqualTo(1);
        assertThat(asked).contains("CALLER BYE - 0 401");
    }

    @Test
    void aCallersOptionsAreSentOnce_H3() {
        talk();
        bob.ignoresOptions();
        s.after(55);
        baits(bob, "OPTIONS");
        assertThat(s.count("bob OPTIONS")).isEqualTo(1);
        assertThat(asked).contains("CALLER OPTIONS - 0 401");
    }

    @Test
    void aCallersUpdateIsSentOnce_H3() {
        talk();
        ann.updates(sdp(2, "audio 7002"));
        s.sent("bob UPDATE(s)");
        baits(bob, "UPDATE");
        assertThat(s.count("bob UPDATE(s)")).isEqualTo(0);
        assertThat(asked).contains("CALLER UPDATE - 0 401");
    }

    @Test
    void aCallersInfoAndMessageAreSentOnce_H3() {
        talk();
        ann.infos("1");
        baits(bob, "INFO");
        ann.requests("MESSAGE", new PlainBody("text/plain", "hi"));
        baits(bob, "MESSAGE");
        assertThat(bob.bodies()).containsOnlyOnce("1").containsOnlyOnce("hi");
        assertThat(asked).contains("CALLER INFO - 0 401", "CALLER MESSAGE - 0 401");
    }

    @Test
    void aCallersReinviteIsSentOnce_H3() {
        talk();
        ann.reinvites(sdp(2, "audio 7002"));
        assertThat(s.count("bob INVITE(o)")).isEqualTo(1);
        bob.answers(401);
        assertThat(s.count("bob INVITE(o)")).isEqualTo(1);
        assertThat(bob.last("INVITE").headers().first("Authorization")).isEmpty();
        assertThat(ann.lastResponse().code()).isGreaterThanOrEqualTo(300);
        assertThat(asked).isEmpty();
    }

    @Test
    void aDialogWhoseInviteProvedNothingSaysSo_H3() {
        talk();
        ann.ignoresByes();
        bob.byes();
        ann.answersTo("BYE", 401);
        assertThat(asked).containsExactly("DIALOG BYE - 0 401");
        assertThat(ann.last("BYE").headers().first("Authorization")).isEmpty();
    }

    @Test
    void aMovedContactIsWhereTheNextRequestSaysThatItGoes_H3() {
        talkAfterProof();
        ann.reinvites(sdp(2, "audio 7002"));
        bob.answers(200, sdp(2, "audio 4000"));
        ann.acks();
        ann.ignoresByes();
        bob.byes();
        assertThat(ann.last("BYE").uri()).isEqualTo(ann.contact());
        ann.answersTo("BYE", 401);
        assertThat(asked).containsExactly("DIALOG BYE " + REALM + " 0 401");
    }

    @Test
    void anAckToAMovedContactCarriesNoAnswer_H3() {
        carried = false;
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(401);
        asked.clear();
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        assertThat(asked).containsExactly("ACK " + ann.contact());
        assertThat(ann.last("ACK").headers().first("Authorization")).isEmpty();
    }

    @Test
    void anAckToATargetCarriesTheAnswerOfItsInvite() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(401);
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        assertThat(ann.last("ACK").headers().all("Authorization")).containsExactly("proof 0");
    }

    @Test
    void anInviteWhoseNonceIsStaleIsAnsweredWithOneFieldAgain() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(401);
        ann.answers(401);
        assertThat(ann.openInvite().headers().all("Authorization")).containsExactly("proof 1");
        ann.answers(401);
        s.skip();
        assertThat(asked)
                .containsExactly(
                        "FIRST_INVITE INVITE - 0 401",
                        "FIRST_INVITE INVITE phones 1 401",
                        "FIRST_INVITE INVITE phones 2 401");
    }

    @Test
    void aByeWhoseNonceIsStaleIsAnsweredAgain() {
        talkAfterProof();
        ann.ignoresByes();
        bob.byes();
        ann.answersTo("BYE", 401);
        ann.answersTo("BYE", 401);
        assertThat(ann.last("BYE").headers().all("Authorization")).containsExactly("proof 1");
        ann.answersTo("BYE", 401);
        assertThat(s.count("ann BYE")).isEqualTo(3);
        assertThat(asked)
                .containsExactly("DIALOG BYE phones 0 401", "DIALOG BYE phones 1 401", "DIALOG BYE phones 2 401");
    }

    @Test
    void whatWasProvedIsStillKnownAfterACrash() {
        talkAfterProof();
        s.after(60);
        s.crash(1);
        ann.ignoresByes();
        bob.byes();
        ann.answersTo("BYE", 401);
        assertThat(asked).containsExactly("DIALOG BYE phones 0 401");
    }
}
