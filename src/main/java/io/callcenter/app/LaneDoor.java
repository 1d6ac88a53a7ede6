package io.callcenter.app;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Puts the {@link Signal} in the body into the lane. A fact is done as soon as it is queued; of a request the {@link Reply} becomes the body.
 */
public final class LaneDoor extends AsyncProcessorSupport {
    private final Lane lane;
    private final LaneRequests requests;

    /** A door to that lane; the route of a request continues on the threads of those. */
    public LaneDoor(Lane lane, LaneRequests requests) {
        this.lane = lane;
        this.requests = requests;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Signal signal = exchange.getMessage().getBody(Signal.class);
        if (signal == null) {
            exchange.setException(new IllegalArgumentException("the lane takes signals only"));
            callback.done(true);
            return true;
        }
        if (isFact(signal)) {
            lane.fact(signal);
            callback.done(true);
            return true;
        }
        return ask(signal, exchange, callback);
    }

    private boolean ask(Signal signal, Exchange exchange, AsyncCallback callback) {
        boolean asked = requests.ask(signal, (reply, failure) -> {
            if (failure == null) {
                exchange.getMessage().setBody(reply);
            } else {
                exchange.setException(failure);
            }
            callback.done(false);
        });
        if (!asked) {
            exchange.setException(new LaneFull());
            callback.done(true);
        }
        return !asked;
    }

    private static boolean isFact(Signal signal) {
        return !(signal instanceof Signal.CallArrived
                || signal instanceof Signal.AgentLogin
                || signal instanceof Signal.Reload
                || signal instanceof Signal.DispatchToAgent
                || signal instanceof Signal.InternalDispatching
                || signal instanceof Signal.ResetStatistics
                || signal instanceof Signal.ReleaseAgent
                || signal instanceof Signal.HangUp
                || signal instanceof Signal.PauseAgent
                || signal instanceof Signal.AgentReady
                || signal instanceof Signal.EndWrapUp
                || signal instanceof Signal.Explain
                || signal instanceof Signal.Restore);
    }
}
