package io.callcenter.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.callcenter.transport.Literals;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sip.SipStack;
import javax.sip.message.Response;

/**
 * Sees every message before the stack looks for its transaction. Responses that have none must not get that far: the stack would search its
 * whole table for each. Neither may requests whose branch is not of RFC 3261.
 */
final class Valve implements SIPMessageValve {
    private static final String COOKIE = "z9hG4bK";

    private final RequestScreen screen;
    private final Predicate<SIPResponse> hasTransaction;
    private final Consumer<SIPResponse> stray;
    private final SipCounters counters;
    private final PeerWarnings warnings;

    /**
     * Asks {@code screen} about each request and {@code hasTransaction} of each response, and gives those without to {@code stray}.
     */
    Valve(
            RequestScreen screen,
            Predicate<SIPResponse> hasTransaction,
            Consumer<SIPResponse> stray,
            SipCounters counters,
            PeerWarnings warnings) {
        this.screen = screen;
        this.hasTransaction = hasTransaction;
        this.stray = stray;
        this.counters = counters;
        this.warnings = warnings;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        counters.received(request.getMethod());
        Via via = request.getTopmostVia();
        if (request.getApplicationData() != null
                || via.getBranch() == null
                || !via.getBranch().startsWith(COOKIE)) {
            malformed(request);
            refuse(request, channel);
            return false;
        }
        NewCallScreen.Verdict verdict = screen.verdict(request, GuardedUdp.waited(channel));
        if (!verdict.taken()) {
            verdict.refusal()
                    .ifPresent(
                            refusal -> send(MessageText.response(refusal, RequestHead.of(request)), request, channel));
            return false;
        }
        if (via.getMAddr() != null) {
            // The stack would send the answer there, after asking for the name on this thread (and for anyone who
            // likes).
            via.removeParameter("maddr");
        }
        return true;
    }

    private void malformed(SIPMessage message) {
        counters.malformed.increment();
        String what = message.getApplicationData() == MessageCheck.Fault.VERSION
                ? "another version than SIP/2.0"
                : message.getApplicationData() != null
                        ? "a header that may stand once stands twice"
                        : "a branch of an older SIP";
        warnings.malformed(Literals.text(message.getPeerPacketSourceAddress()), what);
    }

    private void refuse(SIPRequest request, MessageChannel channel) {
        if (request.getMethod().equals("ACK")) {
            return;
        }
        int code = request.getApplicationData() == MessageCheck.Fault.VERSION
                ? Response.VERSION_NOT_SUPPORTED
                : Response.BAD_REQUEST;
        send(request.createResponse(code), request, channel);
    }

    /** Answers without a transaction. */
    private void send(SIPResponse response, SIPRequest request, MessageChannel channel) {
        int code = response.getStatusCode();
        try {
            channel.sendMessage(response);
            counters.sent(SipCounters.codeClass(code));
            if (request.getMethod().equals("INVITE")) {
                counters.refused(code);
            }
        } catch (IOException | RuntimeException e) {
            counters.unsent.increment();
        }
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        SIPResponse ours = (SIPResponse) response;
        counters.received(SipCounters.codeClass(ours.getStatusCode()));
        if (ours.getApplicationData() != null) {
            malformed(ours);
            return false;
        }
        if (hasTransaction.test(ours)) {
            return true;
        }
        stray.accept(ours);
        return false;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
