package io.callcenter.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import io.callcenter.b2b.SipResponse;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Optional;
import javax.sip.SipException;

/** One request that came in, and what was answered: long enough to answer it, and to repeat a 2xx (RFC 3261 §13.3.1.4). */
final class ServerSide {
    private final String method;
    private final boolean reliable;
    private final String peer;
    // Let go with the final response: the stack keeps its own for as long as it needs it.
    private Optional<SIPServerTransaction> transaction;
    private Optional<RequestHead> head;
    private int answered;
    private Optional<MessageChannel> channel = Optional.empty();
    private Optional<SIPResponse> last = Optional.empty();
    private Optional<DatagramPacket> datagram = Optional.empty();

    ServerSide(SIPRequest request, SIPServerTransaction transaction) {
        this.method = request.getMethod();
        this.transaction = Optional.of(transaction);
        this.head = Optional.of(RequestHead.of(request));
        this.reliable = !request.getTopmostVia().getTransport().equalsIgnoreCase("udp");
        this.peer = request.getPeerPacketSourceAddress() + ":" + request.getPeerPacketSourcePort();
    }

    /** Names the transaction (RFC 3261 §17.2.3): method, sent-by and branch. */
    static String name(SIPRequest request, String method) {
        Via via = request.getTopmostVia();
        return method + ' ' + via.getHost() + ':' + via.getPort() + ' ' + via.getBranch();
    }

    String method() {
        return method;
    }

    /** Whether sending to this peer may block. */
    boolean reliable() {
        return reliable;
    }

    String peer() {
        return peer;
    }

    /** What became of an answer. */
    enum Sent {
        FIRST,
        FINAL,
        REPEATED,
        TOO_LATE
    }

    /**
     * Sends a response, or the same 2xx again.
     *
     * @throws IllegalArgumentException for what is no SIP
     */
    synchronized Sent answer(SipResponse response, Optional<DatagramSocket> socket) throws SipException, IOException {
        if (answered > 0) {
            return method.equals("INVITE") && answered / 100 == 2 && response.code() / 100 == 2
                    ? repeat(socket)
                    : Sent.TOO_LATE;
        }
        SIPResponse message = MessageText.response(response, head.orElseThrow());
        SIPServerTransaction open = transaction.orElseThrow();
        open.sendResponse(message);
        if (response.code() < 200) {
            return Sent.FIRST;
        }
        answered = response.code();
        transaction = Optional.empty();
        head = Optional.empty();
        if (method.equals("INVITE") && answered / 100 == 2) {
            keep(open, message);
        }
        return Sent.FINAL;
    }

    private void keep(SIPServerTransaction open, SIPResponse message) {
        if (reliable) {
            channel = Optional.of(open.getMessageChannel());
            last = Optional.of(message);
        } else {
            byte[] bytes = message.encodeAsBytes("UDP");
            datagram = Optional.of(
                    new DatagramPacket(bytes, bytes.length, message.getRemoteAddress(), message.getRemotePort()));
        }
    }

    /** Sends the 2xx of an INVITE once more; does nothing where there is none. */
    synchronized Sent repeat(Optional<DatagramSocket> socket) throws IOException {
        if (datagram.isPresent() && socket.isPresent()) {
            socket.get().send(datagram.get());
            return Sent.REPEATED;
        }
        if (channel.isPresent() && last.isPresent()) {
            channel.get().sendMessage(last.get());
            return Sent.REPEATED;
        }
        return Sent.TOO_LATE;
    }
}
