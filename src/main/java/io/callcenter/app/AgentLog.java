package io.callcenter.app;

import io.callcenter.core.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line at WARN for each agent's phone that refuses offers for a cause that will not pass by itself, to the logger {@code agents}. */
public final class AgentLog {
    private static final Logger LOG = LoggerFactory.getLogger("agents");

    /** Writes the line about that phone. */
    public void write(Effect.LogAgent refusal) {
        if (refusal.code() == Effect.LogAgent.LATE_OFFER) {
            LOG.warn(
                    "The phone of agent {} refuses calls that ask it for an offer: it gets the caller's from now on",
                    CallLog.plain(refusal.agent().value()));
            return;
        }
        LOG.warn(
                "The phone of agent {} refuses calls with {}: look at its settings and its proxy; {} each time",
                CallLog.plain(refusal.agent().value()),
                refusal.code(),
                refusal.rest().isZero()
                        ? "the agent is free again"
                        : "the agent rests " + refusal.rest().toSeconds() + " s");
    }
}
