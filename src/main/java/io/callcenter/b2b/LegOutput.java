package io.callcenter.b2b;

import java.util.List;

/** What one input led to: orders for the transaction layer and facts for the contact center, each in order; orders are carried out first. */
public record LegOutput(List<SipOrder> orders, List<CallEvent> events) {
    /** Nothing. */
    public static final LegOutput NOTHING = new LegOutput(List.of(), List.of());

    /** Copies both lists. */
    public LegOutput {
        orders = List.copyOf(orders);
        events = List.copyOf(events);
    }
}
