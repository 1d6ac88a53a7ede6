package io.callcenter.app;

import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes effects off the lane: each one goes to its stripe, so that those of one call (or one agent) are carried out in order while a slow one
 * holds up only its own stripe, never the lane (docs/design/architecture.md 4).
 */
public final class Effects implements Consumer<Outcome>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final List<ExecutorService> stripes;
    private final Consumer<Effect> sink;

    /**
     * Effects over that many stripes.
     *
     * @param sink carries out one effect, on its stripe
     */
    public Effects(int count, Consumer<Effect> sink) {
        this.sink = sink;
        this.stripes = IntStream.range(0, count)
                .mapToObj(i -> Executors.newSingleThreadExecutor(task -> new Thread(task, "cc-effects-" + i)))
                .toList();
    }

    @Override
    public void accept(Outcome outcome) {
        List<Effect> effects = outcome.effects();
        if (effects.isEmpty()) {
            return;
        }
        int first = stripe(effects.get(0));
        if (effects.stream().allMatch(effect -> stripe(effect) == first)) {
            hand(first, effects);
            return;
        }
        Map<Integer, List<Effect>> apart = new TreeMap<>();
        effects.forEach(effect ->
                apart.computeIfAbsent(stripe(effect), key -> new ArrayList<>()).add(effect));
        apart.forEach(this::hand);
    }

    /** One task for all effects of a signal: handing over costs more than most effects do. */
    private void hand(int stripe, List<Effect> effects) {
        stripes.get(stripe).execute(() -> effects.forEach(this::carryOut));
    }

    private void carryOut(Effect effect) {
        try {
            sink.accept(effect);
        } catch (RuntimeException e) {
            LOG.error("Exception while carrying out {}", effect, e);
        }
    }

    private int stripe(Effect effect) {
        return Math.floorMod(key(effect), stripes.size());
    }

    private static int key(Effect effect) {
        if (effect instanceof Effect.ReportAgent report) {
            return report.agent().hashCode();
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
