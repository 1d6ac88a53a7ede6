package io.callcenter.sip;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.ClientTransactionExt;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransaction;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.SipRequest;
import io.callcenter.transport.Literals;
import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;

/** Carries out orders that send requests. Datagrams go out on the caller's thread, everything that may block on a thread of its peer. */
final class Outbound {
    /** RFC 3261 §18.1.1: larger requests prefer a stream. */
    private static final int DATAGRAM = 1_300;
    /** Via and the rest that the stack adds to a request's own text. */
    private static final int ADDED = 200;

    private static final SendFailure CONGESTED = SendFailure.of(SipEvent.Why.CONGESTED, PeerQueues.FULL);

    private final SipLink link;
    private final Locator locator;
    private final PeerQueues queues;
    private final Executor later;
    private final Consumer<SipEvent> events;
    private final RecentHops streamless = new RecentHops(Duration.ofMinutes(10));

    /** Reports requests that could not be sent to {@code events}, on {@code later}. */
    Outbound(SipLink link, Locator locator, PeerQueues queues, Executor later, Consumer<SipEvent> events) {
        this.link = link;
        this.locator = locator;
        this.queues = queues;
        this.later = later;
        this.events = events;
    }

    void send(SipOrder.Send order) {
        SipRequest request = order.request();
        route(request, order.hop(), hop -> transmit(request, hop), failure -> failed(request, failure));
    }

    void ack(SipOrder.SendAck order) {
        SipRequest ack = order.ack();
        route(ack, order.hop(), hop -> toward(hop, ack, () -> acknowledge(ack, hop)), failure -> lost(ack, failure));
    }

    void cancel(SipOrder.Cancel order) {
        SipRequest cancel = order.invite().cancel(order.reason());
        Optional<Transactions.ClientSide> open =
                link.transactions().client(order.invite().branch());
        if (open.isPresent()) {
            StackHop hop = open.get().hop();
            toward(hop, cancel, () -> cancel(cancel, open.get().via(), hop));
            return;
        }
        route(
                cancel,
                order.hop(),
                hop -> toward(hop, cancel, () -> cancel(cancel, via(cancel, hop), hop)),
                failure -> lost(cancel, failure));
    }

    void end(SipOrder.EndTransaction order) {
        link.transactions().removeClient(order.branch()).ifPresent(this::discard);
    }

    private void discard(Transactions.ClientSide side) {
        try {
            side.transaction().terminate();
            // It would block another transaction of that branch until its next tick.
            SIPTransaction transaction = (SIPTransaction) side.transaction();
            transaction.getSIPStack().removeTransaction(transaction);
        } catch (ObjectInUseException e) {
            link.counters().faults.increment();
        }
    }

    /** Finds where the request goes: to the first Route, else to its URI; {@code hop} where that is a name it was found for. */
    private void route(SipRequest request, Hop hop, Consumer<StackHop> found, Consumer<SendFailure> nowhere) {
        CompletableFuture<StackHop> place;
        try {
            SipUriText next = SipUriText.nextHop(request);
            StackHop given = new StackHop(hop.remoteHost(), hop.remotePort(), hop.transport());
            if (points(next, given)) {
                found.accept(given);
                return;
            }
            place = locator.first(next);
        } catch (IllegalArgumentException e) {
            nowhere.accept(SendFailure.of(SipEvent.Why.REFUSED, e.getMessage()));
            return;
        }
        place.whenComplete((to, failure) -> {
            if (failure != null) {
                nowhere.accept(SendFailure.of(SipEvent.Why.NOWHERE, PeerWarnings.cause(failure)));
            } else {
                found.accept(to);
            }
        });
    }

    /** Whether the hop is where a literal URI points anyway; then its transport counts too. */
    private boolean points(SipUriText next, StackHop hop) {
        return link.addresses().speaks(hop.transport())
                && next.host().equals(hop.host())
                && next.portOrUsual() == hop.port()
                && (!next.secure() || hop.transport().equals("tls"))
                && (next.transport().isEmpty() || next.transport().equals(hop.transport()));
    }

    private void transmit(SipRequest request, StackHop hop) {
        if (hop.transport().equals("udp") && streamFirst(request, hop)) {
            StackHop stream = new StackHop(hop.host(), hop.port(), "tcp");
            boolean waits = queues.toward(stream, () -> {
                if (transact(request, stream).isPresent()) {
                    streamless.add(hop, System.nanoTime());
                    sendOrFail(request, hop);
                }
            });
            if (!waits) {
                failed(request, CONGESTED);
            }
        } else if (!queues.toward(hop, () -> sendOrFail(request, hop))) {
            failed(request, CONGESTED);
        }
    }

    private boolean streamFirst(SipRequest request, StackHop hop) {
        boolean explicit =
                (request.routes().isEmpty() ? request.uri() : request.routes().get(0)).contains("transport=");
        return size(request) > DATAGRAM && !explicit && link.addresses().speaks("tcp") && !streamless.contains(hop, System.nanoTime());
    }

    /** About so many characters: what the stack adds is estimated. */
    private static int size(SipRequest request) {
        int size = request.body().text().length() + ADDED;
        for (Headers.Field field : request.headers().fields()) {
            size += field.name().length() + field.value().length() + 4;
        }
        size += request.uri().length()
                + request.contact().length()
                + request.callId().length();
        return size + request.from().uri().length() + request.to().uri().length();
    }

    private void sendOrFail(SipRequest request, StackHop hop) {
        transact(request, hop).ifPresent(failure -> failed(request, failure));
    }

    /** Sends in a new client transaction; tells how that failed, if it did. */
    private Optional<SendFailure> transact(SipRequest request, StackHop hop) {
        Optional<SendFailure> tooLarge = SendFailure.tooLarge(size(request), hop.transport());
        if (tooLarge.isPresent()) {
            return tooLarge;
        }
        try {
            Via via = via(request, hop);
            SIPRequest message = message(request, via, hop);
            ClientTransaction transaction = link.provider().getNewClientTransaction(message);
            transaction.setRetransmitTimer(link.t1Millis());
            transaction.setApplicationData(request.branch());
            if (hop.transport().equals("udp")) {
                ((ClientTransactionExt) transaction).setNotifyOnRetransmit(true);
            }
            link.transactions()
                    .put(new Transactions.ClientSide(request.branch(), request.method(), transaction, via, hop));
            transaction.sendRequest();
            link.counters().sent(request.method());
            return Optional.empty();
        } catch (SipException | RuntimeException e) {
            link.transactions().removeClient(request.branch()).ifPresent(this::discard);
            return Optional.of(SendFailure.of(e, hop.transport()));
        }
    }

    private void cancel(SipRequest cancel, Via via, StackHop hop) {
        try {
            ClientTransaction transaction = link.provider().getNewClientTransaction(message(cancel, via, hop));
            transaction.setRetransmitTimer(link.t1Millis());
            transaction.sendRequest();
            link.counters().sent("CANCEL");
        } catch (SipException | RuntimeException e) {
            lost(cancel, SendFailure.of(e, hop.transport()));
        }
    }

    private void acknowledge(SipRequest ack, StackHop hop) {
        try {
            link.provider().sendRequest(message(ack, via(ack, hop), hop));
            link.counters().sent("ACK");
        } catch (SipException | RuntimeException e) {
            lost(ack, SendFailure.of(e, hop.transport()));
        }
    }

    private SIPRequest message(SipRequest request, Via via, StackHop hop) {
        SIPRequest message = MessageText.request(request, via);
        StampedRouter.stamp(message, hop);
        return message;
    }

    private Via via(SipRequest request, StackHop hop) {
        Via via = new Via();
        try {
            via.setTransport(hop.transport().toUpperCase(Locale.ROOT));
            HostPort here = new HostPort();
            here.setHost(new Host(Literals.bracketed(link.addresses().hostToward(hop.transport(), hop.host()))));
            here.setPort(link.addresses().port(hop.transport()));
            via.setSentBy(here);
            via.setBranch(request.branch());
        } catch (ParseException e) {
            throw new IllegalArgumentException("not SIP: " + e.getMessage(), e);
        }
        if (hop.transport().equals("udp")) {
            via.setRPort();
        }
        return via;
    }

    private void toward(StackHop hop, SipRequest request, Runnable work) {
        if (!queues.toward(hop, work)) {
            lost(request, CONGESTED);
        }
    }

    private void failed(SipRequest request, SendFailure failure) {
        lost(request, failure);
        SipEvent event = failure.why()
                .<SipEvent>map(why -> new SipEvent.Unsent(request.branch(), why))
                .orElseGet(() -> new SipEvent.Unanswered(request.branch(), 503));
        later.execute(() -> events.accept(event));
    }

    private void lost(SipRequest request, SendFailure failure) {
        link.counters().unsent.increment();
        link.warnings().unsent(request, failure);
    }
}
