package io.callcenter.app;

import io.callcenter.ids.CallId;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Marks a new call as being decided about until its exchange is over. */
public final class BeginArrival implements Processor {
    private final Arrivals arrivals;

    /** Marks in that register. */
    public BeginArrival(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public void process(Exchange exchange) {
        CallId call = new CallId(exchange.getMessage().getHeader(CcHeaders.CALL_ID, "", String.class));
        arrivals.begin(call);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                arrivals.end(call);
            }
        });
    }
}
