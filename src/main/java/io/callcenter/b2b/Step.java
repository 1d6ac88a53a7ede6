package io.callcenter.b2b;

import java.util.List;

/** What one input led to: orders for the transaction layer and facts for the contact centre, each in order; orders are carried out first. */
public record Step(List<SipOrder> orders, List<CallEvent> events) {
    /** Nothing. */
    public static final Step NOTHING = new Step(List.of(), List.of());

    /** Copies both lists. */
    public Step {
        orders = List.copyOf(orders);
        events = List.copyOf(events);
    }
}
