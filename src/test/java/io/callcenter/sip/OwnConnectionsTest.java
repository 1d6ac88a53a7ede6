package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents' phones that answer over a connection of their own, and name in their Contact a port at which nobody listens. */
class OwnConnectionsTest {
    private static final String LARGE = Phone.SDP + "a=candidate:" + "y".repeat(1_400) + "\r\n";

    private Phone center;
    private ServerSocket agent;
    private int dead;

    @BeforeEach
    void open() throws IOException {
        center = Phone.on("center", "udp:127.0.0.1:0", "tcp:127.0.0.1:0");
        agent = RawStream.server();
        dead = RawStream.nobody();
    }

    @AfterEach
    void close() throws IOException {
        center.close();
        agent.close();
    }

    /** A dialog with a phone: the connection that we opened for its INVITE, the phone's own, and its answer. */
    private record Talk(PlainRequest invite, RawStream ours, RawStream theirs, PlainEvent.ResponseIn answer)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            ours.close();
            theirs.close();
        }
    }

    /** That phone is called, by stream since its URI wants it or since the INVITE is large, and answers over its own connection. */
    private Talk talk(ServerSocket phone, boolean large, int contact) throws Exception {
        String uri = "sip:x@127.0.0.1:" + phone.getLocalPort() + (large ? "" : ";transport=tcp");
        PlainRequest invite = center.invite(uri, large ? PlainBody.sdp(LARGE) : PlainBody.NONE);
        center.send(invite);
        RawStream ours = RawStream.taken(phone);
        String came = ours.receive();
        assertThat(RawPeer.field(came, "Via")).startsWith("SIP/2.0/TCP ").contains(";rport");
        RawStream theirs = RawStream.to(center.port());
        theirs.send(RawStream.answer(came, "200 OK", RawStream.contact(contact)));
        return new Talk(invite, ours, theirs, center.next(PlainEvent.ResponseIn.class));
    }

    private void ends(RawStream stream) throws Exception {
        stream.close();
        center.next(PlainEvent.LinkGone.class);
    }

    private void acknowledge(Talk talk) {
        PlainResponse ok = talk.answer().response();
        PlainRequest ack = center.inDialog("ACK", talk.invite(), ok, 1);
        Plain.carryOut(center.stack, new PlainOrder.SendAck(ack, talk.answer().hop()));
    }

    private void hangUp(Talk talk) {
        PlainRequest bye = center.inDialog("BYE", talk.invite(), talk.answer().response(), 2);
        Plain.carryOut(center.stack, new PlainOrder.Send(bye, talk.answer().hop()));
    }

    private void ended(Talk talk, RawStream way) throws Exception {
        hangUp(talk);
        String bye = way.receive();
        assertThat(bye)
                .startsWith("BYE sip:x@127.0.0.1:")
                .contains("Call-ID: " + talk.invite().callId() + "\r\n");
        way.send(RawStream.answer(bye, "200 OK", ""));
        assertThat(center.answer(200).method()).isEqualTo("BYE");
    }

    private void acknowledgedAndEnded(Talk talk, RawStream way) throws Exception {
        acknowledge(talk);
        assertThat(way.receive()).startsWith("ACK sip:x@127.0.0.1:" + dead + ";transport=tcp SIP/2.0\r\n");
        ended(talk, way);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ackAndByeComeOverTheConnectionOfTheAnswerWhileItLives_K2(boolean large) throws Exception {
        try (Talk talk = talk(agent, large, dead)) {
            acknowledgedAndEnded(talk, talk.theirs());
            assertThat(talk.ours().isQuiet()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thenOverTheOneThatWeOpenedForTheInvite_K2(boolean large) throws Exception {
        try (Talk talk = talk(agent, large, dead)) {
            ends(talk.theirs());
            acknowledgedAndEnded(talk, talk.ours());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thenByDiallingAnewWhereTheInviteWent_K2(boolean large) throws Exception {
        try (Talk talk = talk(agent, large, dead)) {
            ends(talk.theirs());
            ends(talk.ours());
            acknowledge(talk);
            try (RawStream again = RawStream.taken(agent)) {
                assertThat(again.receive()).startsWith("ACK sip:x@127.0.0.1:" + dead);
                ended(talk, again);
            }
        }
    }

    @Test
    void aByeAloneIsDialledAnewToo_K2() throws Exception {
        try (Talk talk = talk(agent, false, dead)) {
            ends(talk.theirs());
            ends(talk.ours());
            hangUp(talk);
            try (RawStream again = RawStream.taken(agent)) {
                assertThat(again.receive()).startsWith("BYE sip:x@127.0.0.1:" + dead);
            }
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerIsFollowedByTheNextOne_K2() throws Exception {
        try (Talk talk = talk(agent, false, dead)) {
            hangUp(talk);
            assertThat(talk.theirs().receive()).startsWith("BYE ");
            talk.theirs().close();
            String bye = talk.ours().receive();
            assertThat(bye).startsWith("BYE ");
            talk.ours().send(RawStream.answer(bye, "200 OK", ""));
            assertThat(center.answer(200).method()).isEqualTo("BYE");
        }
    }

    @Test
    void aContactAtWhichSomebodyListensIsDialled() throws Exception {
        try (ServerSocket moved = RawStream.server();
                Talk talk = talk(agent, false, moved.getLocalPort())) {
            ends(talk.theirs());
            ends(talk.ours());
            acknowledge(talk);
            try (RawStream there = RawStream.taken(moved)) {
                assertThat(there.receive()).startsWith("ACK ");
                ended(talk, there);
            }
        }
    }

    @Test
    void twoPhonesOfOneHostAreNotTakenForEachOther_K2() throws Exception {
        try (ServerSocket other = RawStream.server();
                Talk first = talk(agent, false, dead);
                Talk second = talk(other, false, other.getLocalPort())) {
            ends(first.theirs());
            acknowledgedAndEnded(first, first.ours());
            ends(second.theirs());
            ends(second.ours());
            acknowledge(second);
            try (RawStream there = RawStream.taken(other)) {
                assertThat(there.receive()).startsWith("ACK ");
                ended(second, there);
            }
            assertThat(first.ours().isQuiet()).isTrue();
        }
    }

    @Test
    void whereNothingIsLeftNothingIsSent_K2() throws Exception {
        try (Talk talk = talk(agent, false, dead)) {
            ends(talk.theirs());
            ends(talk.ours());
            agent.close();
            hangUp(talk);
            assertThat(center.next(PlainEvent.Unsent.class).why()).isEqualTo(SipEvent.Why.NOWHERE);
        }
    }
}
