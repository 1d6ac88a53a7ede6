package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Refusals;
import io.callcenter.core.Effect;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Translates effects that concern legs into orders for {@code sip:}. */
public final class EffectOrders implements Processor {
    /** Puts the order in the place of the effect in the body; refuses others with {@link IllegalArgumentException}. */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(order(message.getBody()));
    }

    private CallOrder order(Object effect) {
        if (effect instanceof Effect.Connect connect) {
            return connect(connect);
        }
        if (effect instanceof Effect.Drop drop) {
            return drop(drop);
        }
        if (effect instanceof Effect.Refuse refuse) {
            return refuse(refuse);
        }
        if (effect instanceof Effect.End end) {
            return end(end);
        }
        throw new IllegalArgumentException("no order for legs: " + effect);
    }

    /** The order for a new leg; its address is found by {@code sip:connect}, and {@code SipHeader.*} headers go into its INVITE there. */
    public CallOrder connect(Effect.Connect effect) {
        Optional<CallOrder.Target> announcement = effect.agentAnnouncement().isEmpty()
                ? Optional.empty()
                : Optional.of(target(effect.agentAnnouncement()));
        return new CallOrder.Connect(
                effect.call(),
                effect.leg(),
                CallOrder.Purpose.valueOf(effect.purpose().name()),
                target(effect.uri()),
                effect.display(),
                List.of(),
                announcement);
    }

    /** The order that gives up a leg. */
    public CallOrder drop(Effect.Drop effect) {
        return new CallOrder.Drop(effect.call(), effect.leg());
    }

    /** The order that refuses a caller because an announcement refused him: the code as legs 4.3 shows it. */
    public CallOrder refuse(Effect.Refuse effect) {
        return new CallOrder.Refuse(effect.call(), Refusals.shownToCaller(effect.code()), "", List.of());
    }

    /** The order that ends a call. */
    public CallOrder end(Effect.End effect) {
        return new CallOrder.End(effect.call(), effect.reason());
    }

    private static CallOrder.Target target(String uri) {
        return new CallOrder.Target(uri, Optional.empty());
    }
}
