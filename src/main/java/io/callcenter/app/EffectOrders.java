package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Refusals;
import io.callcenter.core.Effect;
import java.util.Optional;

/** Translates effects that concern legs into orders for {@code sip:}. */
public final class EffectOrders {
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
                Headers.NONE,
                announcement);
    }

    /** The order that gives up a leg. */
    public CallOrder drop(Effect.Drop effect) {
        return new CallOrder.Drop(effect.call(), effect.leg());
    }

    /** The order that refuses a caller because an announcement refused him: the code as legs 4.3 shows it. */
    public CallOrder refuse(Effect.Refuse effect) {
        return new CallOrder.Refuse(effect.call(), Refusals.shownToCaller(effect.code()), "", Headers.NONE);
    }

    /** The order that ends a call. */
    public CallOrder end(Effect.End effect) {
        return new CallOrder.End(effect.call(), effect.reason());
    }

    private static CallOrder.Target target(String uri) {
        return new CallOrder.Target(uri, Optional.empty());
    }
}
