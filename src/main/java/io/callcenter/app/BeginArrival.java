package io.callcenter.app;

import io.callcenter.ids.CallId;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Marks a new call as being decided about until its exchange is over, and says in {@code CcAgent} which agent makes it. */
public final class BeginArrival implements Processor {
    private final Arrivals arrivals;
    private final CallingAgents agents;

    /** Marks in that register. */
    public BeginArrival(Arrivals arrivals, CallingAgents agents) {
        this.arrivals = arrivals;
        this.agents = agents;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        CallId call = new CallId(message.getHeader(CcHeaders.CALL_ID, "", String.class));
        arrivals.begin(call);
        message.removeHeader(CcHeaders.AGENT);
        agents.of(message.getHeader(CcHeaders.FROM_URI, "", String.class))
                .ifPresent(agent -> message.setHeader(CcHeaders.AGENT, agent.value()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                arrivals.end(call);
            }
        });
    }
}
