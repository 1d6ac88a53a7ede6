package io.callcenter.sip;

import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.SipResponse;
import java.io.IOException;
import java.util.Optional;
import javax.sip.SipException;

/** Carries out orders that answer requests. Datagrams go out on the caller's thread, everything that may block on a thread of its peer. */
final class Responses {
    private final SipLink link;
    private final PeerQueues queues;

    Responses(SipLink link, PeerQueues queues) {
        this.link = link;
        this.queues = queues;
    }

    void respond(SipOrder.Respond order) {
        Optional<ServerSide> known = link.transactions().server(order.transaction());
        if (known.isEmpty()) {
            lost(order, "an unknown sender", "its transaction is over");
            return;
        }
        ServerSide side = known.get();
        if (!side.reliable()) {
            respond(order, side);
        } else if (!queues.execute(side.peer(), () -> respond(order, side))) {
            lost(order, side.peer(), PeerQueues.FULL);
        }
    }

    private void respond(SipOrder.Respond order, ServerSide side) {
        try {
            answer(order.transaction(), side, order.response());
        } catch (IllegalArgumentException e) {
            lost(order, side.peer(), e.getMessage());
            // The peer must get its final response, even if what we wanted to say is no SIP.
            if (order.response().code() >= 200) {
                desperate(order, side);
            }
        } catch (SipException | IOException | RuntimeException e) {
            lost(order, side.peer(), e.getMessage());
        }
    }

    private void desperate(SipOrder.Respond order, ServerSide side) {
        try {
            String tag = order.response().to().tag();
            answer(order.transaction(), side, SipResponse.of(500, "", tag));
        } catch (SipException | IOException | RuntimeException e) {
            lost(order, side.peer(), e.getMessage());
        }
    }

    private void answer(String name, ServerSide side, SipResponse response) throws SipException, IOException {
        switch (side.answer(response, link.ports().datagrams())) {
            case FIRST -> link.counters().sent("1xx");
            case FINAL -> {
                link.transactions().answered(name, side);
                link.counters().sent(SipCounters.codeClass(response.code()));
                if (response.code() >= 300 && side.method().equals("INVITE")) {
                    link.counters().refused(response.code());
                }
            }
            case REPEATED -> {
                link.counters().sent("2xx");
                link.counters().retransmitted.increment();
            }
            case TOO_LATE -> link.counters().unsent.increment();
        }
    }

    private void lost(SipOrder.Respond order, String peer, String detail) {
        link.counters().unsent.increment();
        link.warnings().unsent(order.response().code(), peer, String.valueOf(detail), order.transaction());
    }
}
