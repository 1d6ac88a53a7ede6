package io.callcenter.app;

import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Tells the contact center what came of a probe that a route of an integrator made: {@code CcAgent}, {@code SipDestination}, {@code SipStatus}. */
public final class AgentProbed implements Processor {
    private final Consumer<Signal> center;

    /** Tells that center. */
    public AgentProbed(Consumer<Signal> center) {
        this.center = center;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        center.accept(new Signal.AgentProbed(
                new AgentId(message.getHeader(CcHeaders.AGENT, "", String.class)),
                message.getHeader(CcHeaders.DESTINATION, "", String.class),
                message.getHeader(CcHeaders.STATUS, 0, Integer.class)));
    }
}
