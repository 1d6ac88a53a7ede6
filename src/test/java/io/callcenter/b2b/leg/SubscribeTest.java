package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.PlainBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers ask about events in their dialogs (docs/design/legs.md 3.8). */
class SubscribeTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private Party ann;

    @BeforeEach
    void bobTalksToAnn() {
        bob.invites(sdp("audio 4000"));
        ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
    }

    private void annRefers() {
        ann.refers("<sip:joe@example.net>");
        s.answerRefer("ann", 202);
        ann.answersTo("NOTIFY", 200);
        s.skip();
    }

    private void subscribes(String event, String expires) {
        ann.sends("Event", event).sends("Expires", expires).requests("SUBSCRIBE", PlainBody.NONE);
    }

    private String state() {
        return ann.last("NOTIFY").headers().first("Subscription-State").orElseThrow();
    }

    @Test
    void anAgentMayRenewTheSubscriptionOfTheirTransfer() {
        annRefers();
        subscribes("refer", "600");
        s.sent("ann 200", "ann NOTIFY(100)");
        assertThat(ann.lastResponse().headers().first("Expires")).contains("180");
        assertThat(state()).isEqualTo("active;expires=180");
        ann.answersTo("NOTIFY", 200);
        s.agent("joe").answers(180);
        ann.answersTo("NOTIFY", 200);
        s.skip();
        subscribes("REFER", "600");
        s.sent("ann 200", "ann NOTIFY(180)");
        ann.answersTo("NOTIFY", 200);
        s.tell("ann", 486);
        s.sent("ann NOTIFY(486)");
    }

    @Test
    void whoEndsItIsToldNothingMoreAndTheTransferGoesOn() {
        annRefers();
        subscribes("refer", "0");
        s.sent("ann 200", "ann NOTIFY(100)");
        assertThat(state()).isEqualTo("terminated;reason=timeout");
        ann.answersTo("NOTIFY", 200);
        Party joe = s.agent("joe");
        joe.answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.tell("ann", 200);
        s.sent();
        s.after(1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    /** RFC 3515 §2.4.6. */
    @Test
    void theFirstTransferMayBeNamedByTheNumberOfItsReferAsWell() {
        annRefers();
        subscribes("refer;id=" + ann.number(), "600");
        s.sent("ann 200", "ann NOTIFY(100)");
        assertThat(ann.last("NOTIFY").headers().first("Event")).contains("refer");
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, refer;id=7, 481",
        "SUBSCRIBE, dialog, 489",
        "SUBSCRIBE, referee, 489",
        "NOTIFY, refer, 481",
        "NOTIFY, message-summary, 489",
    })
    void thereIsNoOtherSubscription(String method, String event, int code) {
        annRefers();
        ann.sends("Event", event).requests(method, PlainBody.NONE);
        s.sent("ann " + code);
        assertThat(ann.lastResponse().headers().first("Allow-Events").isPresent())
                .isEqualTo(code == 489);
    }

    @Test
    void withoutATransferThereIsNone() {
        subscribes("refer", "600");
        s.sent("ann 481");
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE", "NOTIFY"})
    void whoMayNotTransferMayNeither(String method) {
        bob.sends("Event", "refer").requests(method, PlainBody.NONE);
        s.sent("bob 405");
        assertThat(bob.lastResponse().headers().first("Allow").orElseThrow()).doesNotContain(method);
    }
}
