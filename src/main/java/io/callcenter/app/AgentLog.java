package io.callcenter.app;

import io.callcenter.core.Effect;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line at WARN for each agent's phone that refuses offers for a cause that will not pass by itself, to the logger {@code agents}. */
public final class AgentLog implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger("agents");

    /** Writes the line for the {@link Effect.LogAgent} in the body. */
    @Override
    public void process(Exchange exchange) {
        Effect.LogAgent refusal = (Effect.LogAgent) exchange.getMessage().getBody();
        LOG.warn(
                "The phone of agent {} refuses calls with {}: look at its settings and its proxy; {} each time",
                CallLog.plain(refusal.agent().value()),
                refusal.code(),
                refusal.rest().isZero()
                        ? "the agent is free again"
                        : "the agent rests " + refusal.rest().toSeconds() + " s");
    }
}
