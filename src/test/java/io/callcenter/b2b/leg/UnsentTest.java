package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SipEvent.Why;
import io.callcenter.message.FieldValue;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of ours that never left, and messages of peers that must not keep ours from leaving. */
class UnsentTest {
    private static final String UNSENDABLE_REASON = "SIP;cause=200;text=\"gone\\\u0001 \u0007\u0085away\"";

    private final Script s = new Script();
    private final Party bob = s.party("bob");

    private Party joined() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
        return ann;
    }

    private void waits() {
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    @ParameterizedTest
    @CsvSource({"NOWHERE, 0", "CONGESTED, 0", "REFUSED, 1", "TOO_LARGE, 1"})
    void anInviteThatNeverLeftIsRefusedByNobody_F3(Why why, int code) {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.neverGets("INVITE", why);
        s.sent("ann INVITE(o)").events("Arrived", "Refused(ann " + code + ")");
    }

    @ParameterizedTest
    @EnumSource(Why.class)
    void aCallerWhoHearsMusicKeepsItWhenTheInviteToAnAgentNeverLeft_F3(Why why) {
        waits();
        Party ann = s.agent("ann");
        ann.neverGets("INVITE", why);
        s.sent("ann INVITE(-)");
        assertThat(s.facts()).last().isInstanceOf(CallEvent.Refused.class);
        bob.byes();
        s.sent("bob 200", "music BYE");
    }

    @Test
    void anAnnouncementForTheAgentThatNeverLeftIsLeftOut_F3() {
        waits();
        Party ann = s.agentHearing("ann", "hint");
        ann.answers(200, sdp("audio 7000"));
        s.party("hint").neverGets("INVITE", Why.NOWHERE);
        assertThat(bob.wasAsked("INVITE")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 500", "CONGESTED, 504", "TOO_LARGE, 513"})
    void aRelayedRequestThatNeverLeftIsRefusedAndEndsNoLeg(Why why, int code) {
        Party ann = joined();
        bob.infos("1");
        ann.neverGets("INFO", why);
        s.sent("ann INFO(1)", "bob " + code).events();
        bob.reinvites(sdp(2, "audio 4002"));
        ann.neverGets("INVITE", why);
        s.sent("ann INVITE(o)", "bob " + code).events();
        s.after(55);
        assertThat(ann.wasAsked("OPTIONS")).isTrue();
    }

    @Test
    void aPeerThatCannotBeReachedInsideItsDialogIsDead() {
        Party ann = joined();
        bob.infos("1");
        ann.neverGets("INFO", Why.NOWHERE);
        s.events("LegEnded(ann DEAD)");
    }

    @Test
    void aProbeThatCouldNotBeMadeSaysNothingOfThePeer() {
        Party ann = joined();
        ann.ignoresOptions();
        s.after(55);
        ann.neverGets("OPTIONS", Why.CONGESTED);
        s.events();
        assertThat(ann.wasAsked("BYE")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Why.class)
    void aByeThatNeverLeftLeavesNothingBehind(Why why) {
        Party ann = joined();
        ann.ignoresByes();
        bob.byes();
        ann.neverGets("BYE", why);
        s.over();
    }

    @Test
    void aReasonWithControlCharactersIsPassedOnWithoutThem_F2() {
        Party ann = joined();
        bob.sends("Reason", UNSENDABLE_REASON);
        bob.byes();
        s.sent("bob 200", "ann BYE");
        assertThat(ann.last("BYE").headers().first("Reason")).contains("SIP;cause=200;text=\"gone\\   away\"");
    }

    @Test
    void aReasonOfAnyLengthKeepsNoByeFromGoing_F2() {
        Party ann = joined();
        bob.sends("Reason", "SIP;text=\"" + "x".repeat(30_000) + "\"");
        bob.byes();
        s.sent("bob 200", "ann BYE");
        assertThat(ann.last("BYE").headers().first("Reason")).isEmpty();
    }

    @Test
    void aCancelWithControlCharactersInItsReasonReachesTheAgent_F2() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        ann.answers(180);
        bob.sends("Reason", UNSENDABLE_REASON);
        bob.cancels();
        assertThat(s.count("ann CANCEL")).isEqualTo(1);
        PlainOrder.Cancel cancel = s.orders().stream()
                .filter(PlainOrder.Cancel.class::isInstance)
                .map(PlainOrder.Cancel.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(FieldValue.of(cancel.reason())).hasToString("SIP;cause=200;text=\"gone\\   away\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:an\u0001n@h", "sip:a b@h", "sip:a>b@h", "sip:a\r\nX: y@h"})
    void aResponseWhoseContactNoRequestCouldNameDoesNotComeThroughTheDoor_F2(String contact) {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann").at(contact);
        assertThatThrownBy(() -> ann.answers(200, sdp("audio 7000"))).hasMessageContaining("Drop");
    }

    @Test
    void aContactWithAControlCharacterAboveAsciiIsAsNone_F2() {
        bob.invites(sdp("audio 4000"));
        Party ann = s.agent("ann").behind("<sip:p\u0085@q;lr>").at("sip:an\u0085n@h");
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        bob.byes();
        PlainRequest bye = ann.last("BYE");
        assertThat(bye.uri()).isEqualTo("sip:ann@example.net");
        assertThat(bye.routes()).isEqualTo(List.of());
    }
}
