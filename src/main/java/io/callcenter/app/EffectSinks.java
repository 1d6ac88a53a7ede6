package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Effect;
import java.util.function.Consumer;

/**
 * Where effects go that no route has taken over.
 *
 * @param orders takes orders to legs, on the lane: must not block
 * @param records takes records of calls on the lane, where it must not block, the others on a thread of the effects
 * @param samples takes values of histograms
 * @param calls writes a line about a call that has ended
 * @param agents writes a line about an agent's phone
 * @param probes asks an agent's phone whether it is there; must not block
 * @param watch follows what is told of an agent's phone; must not block
 */
public record EffectSinks(
        Consumer<CallOrder> orders,
        Consumer<Effect> records,
        Consumer<Effect.Sample> samples,
        Consumer<Effect.LogCall> calls,
        Consumer<Effect.LogAgent> agents,
        Consumer<Effect.ProbeAgent> probes,
        Consumer<Effect.WatchAgent> watch) {
    /**
     * Whether an effect is carried out on the lane, in the order given: what legs must know at once, and the records of the call that must be in
     * the journal no later than what follows from them (docs/adr/0009).
     */
    static boolean isImmediate(Effect effect) {
        return isOrder(effect)
                || effect instanceof Effect.SaveCall
                || effect instanceof Effect.WriteCdr
                || effect instanceof Effect.WriteConsultation
                || effect instanceof Effect.ForgetCall;
    }

    private static boolean isOrder(Effect effect) {
        return effect instanceof Effect.Connect
                || effect instanceof Effect.AnswerRefer
                || effect instanceof Effect.Notify
                || effect instanceof Effect.Hand
                || effect instanceof Effect.Take
                || effect instanceof Effect.Inform
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
        } else if (effect instanceof Effect.ProbeAgent probe) {
            probes.accept(probe);
        } else if (effect instanceof Effect.WatchAgent followed) {
            watch.accept(followed);
        } else {
            records.accept(effect);
        }
    }
}
