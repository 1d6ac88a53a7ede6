package io.callcenter.sip;

import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.transport.Literals;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;

/** Turns what the stack tells into our events. Runs on the stack's threads: whatever fails here ends with its message. */
final class Inbound implements SipListener {
    private final SipLink link;
    private final Consumer<SipEvent> listener;
    private final BiPredicate<String, String> ourTag;

    Inbound(SipLink link, Consumer<SipEvent> listener, BiPredicate<String, String> ourTag) {
        this.link = link;
        this.listener = listener;
        this.ourTag = ourTag;
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            request(event, (SIPRequest) event.getRequest());
        } catch (SipException | InvalidArgumentException | IOException | RuntimeException | StackOverflowError e) {
            link.counters().faults.increment();
        }
    }

    private void request(RequestEvent event, SIPRequest request)
            throws SipException, InvalidArgumentException, IOException {
        boolean ack = request.getMethod().equals("ACK");
        String name = ack ? "" : ServerSide.name(request, request.getMethod());
        if (!ack && again(name)) {
            return;
        }
        Optional<SipEvent> up = seen(name, request);
        if (up.isEmpty() || ack) {
            up.ifPresent(listener);
            return;
        }
        SIPServerTransaction transaction;
        try {
            transaction = transaction(event, request);
        } catch (TransactionUnavailableException e) {
            incomplete(request, "a header is missing that " + request.getMethod() + " needs");
            return;
        }
        transaction.setRetransmitTimer(link.t1Millis());
        if (request.getMethod().equals("INVITE") && !trying(transaction, request)) {
            return;
        }
        link.transactions().put(name, new ServerSide(request, transaction));
        up.ifPresent(listener);
    }

    /** The request as an event; nothing where the stack's own headers cannot say what is in them, which is its sender's fault, not one of this program. */
    private Optional<SipEvent> seen(String name, SIPRequest request) throws IOException {
        try {
            return Optional.of(event(name, request));
        } catch (RuntimeException e) {
            incomplete(request, "a header that cannot be read");
            return Optional.empty();
        }
    }

    /** Sends 100; where that fails, no other answer can be sent either, and nothing is kept. */
    private boolean trying(SIPServerTransaction transaction, SIPRequest request) {
        try {
            transaction.sendResponse(request.createResponse(100));
            link.counters().sent("1xx");
            return true;
        } catch (SipException | RuntimeException e) {
            link.counters().malformed.increment();
            link.warnings()
                    .malformed(
                            Literals.text(request.getPeerPacketSourceAddress()), "an INVITE that cannot be answered");
            return false;
        }
    }

    private SIPServerTransaction transaction(RequestEvent event, SIPRequest request)
            throws SipException, InvalidArgumentException {
        if (event.getServerTransaction() != null) {
            return (SIPServerTransaction) event.getServerTransaction();
        }
        if (request.getMaxForwards() == null) {
            // Legal for peers of RFC 2543; the stack makes no transaction without it.
            request.setHeader(new MaxForwards(70));
        }
        return (SIPServerTransaction) link.provider().getNewServerTransaction(request);
    }

    /** The message misses a header that the method needs, such as Contact in a first INVITE, or has one that is none. */
    private void incomplete(SIPRequest request, String what) throws IOException {
        link.counters().malformed.increment();
        link.warnings().malformed(Literals.text(request.getPeerPacketSourceAddress()), what);
        if (!request.getMethod().equals("ACK") && request.getMessageChannel() instanceof MessageChannel channel) {
            channel.sendMessage(request.createResponse(400));
            link.counters().sent("4xx");
            if (request.getMethod().equals("INVITE")) {
                link.counters().refused(400);
            }
        }
    }

    private SipEvent event(String name, SIPRequest request) {
        if (request.getMethod().equals("CANCEL")) {
            String invite = ServerSide.name(request, "INVITE");
            if (link.transactions().server(invite).isPresent()) {
                return new SipEvent.CancelIn(name, MessageView.request(request), invite);
            }
        }
        return new SipEvent.RequestIn(name, MessageView.request(request), hop(request));
    }

    /** Whether the request came before; the stack forgets an answered INVITE sooner than its sender may. */
    private boolean again(String name) throws IOException {
        var known = link.transactions().server(name);
        if (known.isEmpty()) {
            return false;
        }
        link.counters().repeatsIn.increment();
        if (!known.get().reliable()) {
            known.get().repeat(link.ports().datagrams());
        }
        return true;
    }

    @Override
    public void processResponse(ResponseEvent event) {
        try {
            SIPResponse response = (SIPResponse) event.getResponse();
            // The fate of a CANCEL is seen at its INVITE.
            if (!response.getCSeq().getMethod().equals("CANCEL")) {
                response(response);
            }
        } catch (RuntimeException | StackOverflowError e) {
            link.counters().faults.increment();
        }
    }

    private void response(SIPResponse response) {
        String branch = branch(response);
        boolean known = response.getStatusCode() >= 200
                ? link.transactions().removeClient(branch).isPresent()
                : link.transactions().client(branch).isPresent();
        if (known || response.getStatusCode() / 100 == 2) {
            up(response, branch, known);
        }
    }

    private void up(SIPResponse response, String branch, boolean matched) {
        SipEvent up;
        try {
            up = new SipEvent.ResponseIn(branch, matched, MessageView.response(response), hop(response));
        } catch (RuntimeException e) {
            link.counters().malformed.increment();
            link.warnings()
                    .malformed(Literals.text(response.getPeerPacketSourceAddress()), "a header that cannot be read");
            return;
        }
        listener.accept(up);
    }

    /** The branch of its top Via; empty where a peer left it out. */
    private static String branch(SIPResponse response) {
        String branch = response.getTopmostVia().getBranch();
        return branch == null ? "" : branch;
    }

    /** A response that no transaction waits for: only one that ends an INVITE of ours matters, for it must be acknowledged. */
    void stray(SIPResponse response) {
        try {
            String fromTag = response.getFromTag();
            if (response.getStatusCode() >= 200
                    && response.getCSeq().getMethod().equals("INVITE")
                    && fromTag != null
                    && ourTag.test(response.getCallId().getCallId(), fromTag)) {
                up(response, branch(response), false);
            } else {
                link.counters().straysDropped.increment();
            }
        } catch (RuntimeException | StackOverflowError e) {
            link.counters().faults.increment();
        }
    }

    private Hop hop(SIPMessage message) {
        String transport = message.getTopmostVia().getTransport().toLowerCase(Locale.ROOT);
        var peer = message.getPeerPacketSourceAddress();
        return new Hop(
                transport,
                Literals.text(peer),
                message.getPeerPacketSourcePort(),
                link.addresses().hostToward(transport, peer),
                link.addresses().port(transport),
                false);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        try {
            if (event.getTimeout() == Timeout.RETRANSMIT) {
                link.counters().retransmitted.increment();
            } else if (!event.isServerTransaction()) {
                timeout(event.getClientTransaction());
            }
        } catch (RuntimeException | StackOverflowError e) {
            link.counters().faults.increment();
        }
    }

    private void timeout(ClientTransaction transaction) {
        // A CANCEL carries no branch of its own, and no mark of ours.
        if (transaction.getApplicationData() instanceof String branch
                && link.transactions().removeClient(branch).isPresent()) {
            listener.accept(new SipEvent.Unanswered(branch, 408));
            silent((SIPTransaction) transaction);
        }
    }

    private void silent(SIPTransaction transaction) {
        SIPRequest request = transaction.getOriginalRequest();
        String peer = transaction.getPeerProtocol().toLowerCase(Locale.ROOT) + ":" + transaction.getPeerAddress() + ":"
                + transaction.getPeerPort();
        link.warnings()
                .unanswered(
                        request.getMethod(),
                        request.getRequestURI().toString(),
                        peer,
                        request.getCallId().getCallId());
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        link.counters().unsent.increment();
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
