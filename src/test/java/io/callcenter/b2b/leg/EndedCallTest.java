package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.PlainBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What late and repeated messages lead to when little of their call is left. */
class EndedCallTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party ann = s.party("ann");

    @BeforeEach
    void bobAndAnnHaveTalked() {
        bob.invites(sdp("audio 4000"));
        s.agent("ann").answers(200, sdp("audio 7000"));
        bob.acks();
        assertThat(s.legs().isSmall()).isFalse();
        bob.byes();
        s.skip();
        assertThat(s.legs().isSmall()).isTrue();
    }

    @Test
    void a2xxThatComesAgainIsAcknowledgedAsBefore() {
        PlainBody before = ann.last("ACK").body();
        ann.repeats(200, sdp("audio 7000"));
        s.sent("ann ACK").events();
        assertThat(ann.last("ACK").body()).isEqualTo(before);
    }

    @Test
    void a2xxOfAnotherPhoneIsEndedOnce() {
        ann.as("second").repeats(200, sdp("audio 7000"));
        s.sent("ann ACK", "ann BYE");
        ann.repeats(200, sdp("audio 7000"));
        s.sent("ann ACK").events();
    }

    @Test
    void whatAnAgentAsksForIsNotThere() {
        ann.refers("sip:tom@example.com");
        s.sent("ann 481");
    }

    @Test
    void aByeIsAnsweredAndNothingElseIsThere() {
        ann.byes();
        s.sent("ann 200");
        bob.byes();
        s.sent("bob 200");
        bob.infos("dtmf");
        s.sent("bob 481");
        bob.cancels();
        s.sent("bob 200");
        bob.reinvites(sdp(2, "audio 4002"));
        s.sent("bob 481").events();
    }

    @Test
    void ordersLeadToNothing() {
        s.agent("tom");
        s.drop("ann");
        s.end();
        s.sent().events();
    }

    @Test
    void itIsForgottenWhenNothingCanComeAnyMore() {
        s.after(31);
        assertThat(s.legs().gone()).isFalse();
        s.after(2);
        assertThat(s.legs().gone()).isTrue();
        assertThat(s.legs().nextDeadline()).isEmpty();
        ann.repeats(200, sdp("audio 7000"));
        s.sent();
    }
}
