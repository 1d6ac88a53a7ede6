package io.callcenter.app;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Asks agents' phones whether they are there, and tells the contact center what came of it. Any thread; does not wait. */
public final class AgentProbes {
    private final BiConsumer<String, IntConsumer> sip;
    private final Consumer<Signal> center;

    /**
     * Asks over SIP.
     *
     * @param sip gets an address and who is told, once, of the code of the answer; 0 = none
     */
    public AgentProbes(BiConsumer<String, IntConsumer> sip, Consumer<Signal> center) {
        this.sip = sip;
        this.center = center;
    }

    /** Asks one. */
    public void ask(Effect.ProbeAgent probe) {
        sip.accept(
                probe.location(), code -> center.accept(new Signal.AgentProbed(probe.agent(), probe.location(), code)));
    }
}
