package io.callcenter.app;

import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the effects of each signal. Records of calls and orders to legs go out on the lane itself, in their order; all else is done a moment
 * later on one thread, in order.
 *
 * <p>From the first {@code direct:effect-<kind>} route of an integrator on, all effects leave the lane by stripes instead: those of one call (or
 * one agent) are carried out in order, by their route where there is one, and a slow route holds up its own stripe only, never the lane
 * (docs/design/architecture.md 4).
 */
public final class Effects implements Consumer<Outcome>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final int count;
    private final EffectRoutes routes;
    private final EffectBatch batch = new EffectBatch("cc-effects");
    private volatile EffectSinks sinks;
    private volatile EffectFailures failures;
    private volatile List<ExecutorService> stripes = List.of();

    /**
     * Effects that go to these routes where there are any.
     *
     * @param count of stripes
     */
    public Effects(int count, EffectRoutes routes) {
        this.count = count;
        this.routes = routes;
    }

    /** Where all others go, and who is told of failures; before the first signal. */
    public void begin(EffectSinks to, EffectFailures told) {
        sinks = to;
        failures = told;
    }

    /** On the lane. */
    @Override
    public void accept(Outcome outcome) {
        List<Effect> effects = outcome.effects();
        if (effects.isEmpty()) {
            return;
        }
        if (stripes.isEmpty() && routes.any()) {
            stripes = stripes();
        }
        if (stripes.isEmpty()) {
            carryOut(effects);
        } else {
            stripe(effects);
        }
    }

    private void carryOut(List<Effect> effects) {
        List<Effect> later = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            if (EffectSinks.isImmediate(effect)) {
                sink(effect);
            } else {
                later.add(effect);
            }
        }
        if (!later.isEmpty()) {
            batch.add(() -> later.forEach(this::sink));
        }
    }

    private void sink(Effect effect) {
        try {
            sinks.carryOut(effect);
        } catch (RuntimeException | Error e) { // an error too must not end the thread of all effects
            failures.failed(effect, e);
        }
    }

    /** Stripes that begin when all that was ordered without them is done. */
    private List<ExecutorService> stripes() {
        CountDownLatch before = new CountDownLatch(1);
        batch.add(before::countDown);
        List<ExecutorService> made = IntStream.range(0, count)
                .mapToObj(i -> Executors.newSingleThreadExecutor(task -> new Thread(task, "cc-effects-" + i)))
                .toList();
        made.forEach(stripe -> stripe.execute(() -> await(before)));
        return made;
    }

    private static void await(CountDownLatch before) {
        try {
            before.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One task for all effects of a signal that belong to one stripe: handing over costs more than most effects do. */
    private void stripe(List<Effect> effects) {
        for (int i = 0; i < count; i++) {
            int mine = i;
            List<Effect> part =
                    effects.stream().filter(effect -> stripeOf(effect) == mine).toList();
            if (!part.isEmpty()) {
                stripes.get(i).execute(() -> part.forEach(this::route));
            }
        }
    }

    private void route(Effect effect) {
        try {
            if (!routes.carryOut(effect)) {
                sinks.carryOut(effect);
            }
        } catch (RuntimeException | Error e) { // as above: the effects behind it are due all the same
            failures.failed(effect, e);
        }
    }

    private int stripeOf(Effect effect) {
        return Math.floorMod(key(effect), count);
    }

    private static int key(Effect effect) {
        if (effect instanceof Effect.ReportAgent report) {
            return report.agent().hashCode();
        }
        if (effect instanceof Effect.ProbeAgent probe) {
            return probe.agent().hashCode();
        }
        if (effect instanceof Effect.WatchAgent watch) {
            return watch.agent().hashCode();
        }
        if (effect instanceof Effect.SaveWrapUp wrapUp) {
            return wrapUp.agent().hashCode();
        }
        if (effect instanceof Effect.SaveLogin login) {
            return login.login().agent().hashCode();
        }
        return effect.about().map(Object::hashCode).orElse(0);
    }

    /** Carries out what waits, at most ten seconds long, then stops. */
    @Override
    public void close() {
        stripes.forEach(ExecutorService::shutdown);
        batch.close();
        try {
            for (ExecutorService stripe : stripes) {
                if (!stripe.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.error("Stopped with effects not carried out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
