package io.callcenter.app;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Puts the {@link Signal} in the body into the lane. A fact is done as soon as it is queued; of a request the {@link Reply} becomes the body.
 */
public final class LaneDoor extends AsyncProcessorSupport {
    private final Lane lane;

    /** A door to that lane. */
    public LaneDoor(Lane lane) {
        this.lane = lane;
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
        return answer(lane.request(signal), exchange, callback);
    }

    private static boolean answer(CompletionStage<Reply> stage, Exchange exchange, AsyncCallback callback) {
        stage.whenComplete((reply, failure) -> {
            if (failure == null) {
                exchange.getMessage().setBody(reply);
            } else {
                exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            callback.done(false);
        });
        return false;
    }

    private static boolean isFact(Signal signal) {
        return !(signal instanceof Signal.CallArrived
                || signal instanceof Signal.AgentLogin
                || signal instanceof Signal.Reload
                || signal instanceof Signal.DispatchToAgent
                || signal instanceof Signal.InternalDispatching
                || signal instanceof Signal.ResetStatistics
                || signal instanceof Signal.ReleaseAgent
                || signal instanceof Signal.Explain
                || signal instanceof Signal.Restore);
    }
}
