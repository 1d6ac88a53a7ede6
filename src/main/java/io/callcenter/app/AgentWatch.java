package io.callcenter.app;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what is told of agents' phones, and tells the contact center. Effects of one agent come one after the other; does not wait. */
public final class AgentWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

    private final BiFunction<String, IntConsumer, Runnable> sip;
    private final Consumer<Signal> center;
    private final Map<AgentId, Runnable> ends = new ConcurrentHashMap<>();
    private final Set<AgentId> refused = ConcurrentHashMap.newKeySet();

    /**
     * Follows over SIP.
     *
     * @param sip gets an address and who is told of it: {@link Signal.AgentProbed#THERE}, {@link Signal.AgentProbed#AWAY}, or the code by which it was
     *     refused; gives back how that is ended
     */
    public AgentWatch(BiFunction<String, IntConsumer, Runnable> sip, Consumer<Signal> center) {
        this.sip = sip;
        this.center = center;
    }

    /** Follows one, or no more. */
    public void follow(Effect.WatchAgent watch) {
        Runnable before = ends.remove(watch.agent());
        if (before != null) {
            before.run();
        }
        if (!watch.location().isEmpty()) {
            ends.put(watch.agent(), sip.apply(watch.location(), code -> told(watch, code)));
        }
    }

    private void told(Effect.WatchAgent watch, int code) {
        boolean known = code == Signal.AgentProbed.THERE || code == Signal.AgentProbed.AWAY;
        if (known) {
            refused.remove(watch.agent());
        } else if (refused.add(watch.agent())) {
            LOG.warn(
                    "agent {}: subscribing at their location failed ({}); their phone is probed instead if cc.agents.probe is set",
                    watch.agent(),
                    code);
        }
        center.accept(
                new Signal.AgentProbed(watch.agent(), watch.location(), known ? code : Signal.AgentProbed.UNKNOWN));
    }
}
