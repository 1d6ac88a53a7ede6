package io.callcenter.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import io.callcenter.b2b.SipOrder;
import io.callcenter.transport.Literals;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/** Answers requests that a former process took: their transactions and connections are gone with it, only what they said is left (legs 7). */
final class LateAnswers {
    private static final int CONNECT_MILLIS = 2_000;

    private final SipLink link;
    private final PeerQueues queues;

    /** Answers over that link; what may block waits in those queues. */
    LateAnswers(SipLink link, PeerQueues queues) {
        this.link = link;
        this.queues = queues;
    }

    /** Answers an INVITE of a former process, to where its top Via points (RFC 3261 §18.2.2, RFC 3581). */
    void answer(SipOrder.RespondAnew order) {
        SIPResponse message;
        try {
            message = MessageText.responseTo(order.invite(), order.response());
        } catch (IllegalArgumentException e) {
            lost(order, "the caller", e.getMessage());
            return;
        }
        StackHop peer = behind(message.getTopmostVia());
        if (!queues.toward(peer, () -> send(order, message, peer))) {
            lost(order, peer.toString(), PeerQueues.FULL);
        }
    }

    private void send(SipOrder.RespondAnew order, SIPResponse message, StackHop peer) {
        byte[] bytes = message.encodeAsBytes(peer.transport().toUpperCase(Locale.ROOT));
        try {
            InetSocketAddress to = new InetSocketAddress(Literals.address(peer.host()), peer.port());
            Optional<DatagramSocket> datagrams = link.ports().datagrams();
            if (peer.transport().equals("udp") && datagrams.isPresent()) {
                datagrams.get().send(new DatagramPacket(bytes, bytes.length, to));
            } else if (peer.transport().equals("tcp")) {
                onceByStream(bytes, to);
            } else {
                lost(
                        order,
                        peer.toString(),
                        "its connection is gone"); // a secured connection that the crash cut off tells its peer enough
                return;
            }
            link.counters().sent(SipCounters.codeClass(message.getStatusCode()));
        } catch (IOException | RuntimeException e) {
            lost(order, peer.toString(), e.getMessage());
        }
    }

    /** The connection on which the request came is gone with its process: a new one, for this alone. */
    private static void onceByStream(byte[] bytes, InetSocketAddress to) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(to, CONNECT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }
    }

    /** On a stream the port that it came from is gone with it: only the one that the peer listens on is left. */
    private static StackHop behind(Via via) {
        String transport = via.getTransport().toLowerCase(Locale.ROOT);
        int usual = transport.equals("tls") ? 5061 : 5060;
        int told = via.getPort() > 0 ? via.getPort() : usual;
        int port = transport.equals("udp") && via.getRPort() > 0 ? via.getRPort() : told;
        return new StackHop(via.getReceived() == null ? via.getHost() : via.getReceived(), port, transport);
    }

    private void lost(SipOrder.RespondAnew order, String peer, String detail) {
        link.counters().unsent.increment();
        link.warnings()
                .unsent(
                        order.response().code(),
                        peer,
                        String.valueOf(detail),
                        "Call-ID " + order.invite().callId());
    }
}
