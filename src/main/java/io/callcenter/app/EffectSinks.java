package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Effect;
import java.util.function.Consumer;

/**
 * Where effects go that no route has taken over.
 *
 * @param orders takes orders to legs, on the lane: must not block
 * @param records takes {@link Effect.SaveCall} on the lane, every other record on a thread of the effects
 * @param samples takes values of histograms
 * @param calls writes a line about a call that has ended
 * @param agents writes a line about an agent's phone
 */
public record EffectSinks(
        Consumer<CallOrder> orders,
        Consumer<Effect> records,
        Consumer<Effect.Sample> samples,
        Consumer<Effect.LogCall> calls,
        Consumer<Effect.LogAgent> agents) {
    /** Whether an effect is carried out on the lane: what legs must know at once, and what must be known before them. */
    static boolean isImmediate(Effect effect) {
        return isOrder(effect) || effect instanceof Effect.SaveCall;
    }

    private static boolean isOrder(Effect effect) {
        return effect instanceof Effect.Connect
                || effect instanceof Effect.Drop
                || effect instanceof Effect.Refuse
                || effect instanceof Effect.End;
    }

    /** Carries out an effect of any kind. */
    void carryOut(Effect effect) {
        if (isOrder(effect)) {
            orders.accept(EffectOrders.order(effect));
        } else if (effect instanceof Effect.Sample sample) {
            samples.accept(sample);
        } else if (effect instanceof Effect.LogCall line) {
            calls.accept(line);
        } else if (effect instanceof Effect.LogAgent line) {
            agents.accept(line);
        } else {
            records.accept(effect);
        }
    }
}
