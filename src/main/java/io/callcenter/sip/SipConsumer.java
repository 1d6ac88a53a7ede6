package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.sip.call.FactTap;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;

/** Makes an exchange of each new call, or of each further fact. */
final class SipConsumer extends DefaultConsumer {
    private final SipComponent sip;
    private final boolean invites;
    private final FactMessage message;
    private final FactTap tap;

    SipConsumer(SipEndpoint endpoint, Processor processor, boolean invites) {
        super(endpoint, processor);
        this.sip = endpoint.sip();
        this.invites = invites;
        this.message = new FactMessage(sip.runningLanes().headersShown());
        this.tap = sip.runningLanes().tap(this::tell);
    }

    /** The one that takes new calls opens the listening points. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sip.router().join(this, invites);
        if (invites) {
            sip.runningLanes().start();
        }
    }

    @Override
    protected void doStop() throws Exception {
        // A route that is being swapped is back in a moment: its calls wait that long.
        if (invites && getEndpoint().getCamelContext().isStopping()) {
            sip.runningLanes().stopAccepting();
        }
        sip.router().leave(this, invites);
        super.doStop();
    }

    /** A new call. Its next facts do not wait for the route, which may take its time to decide; {@code decided} when it has, on any thread. */
    void arrived(CallEvent.Arrived event, Runnable decided) {
        Exchange exchange = createExchange(true);
        message.arrived(exchange, event);
        // When the exchange is over, wherever its route has handed it on to.
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                decided.run();
            }
        });
        getAsyncProcessor().process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                sip.runningLanes().order(new CallOrder.Refuse(event.call(), 500, "", List.of()));
                complain(exchange);
            }
        });
    }

    /** Another fact, for a route that listens; nobody waits for it. */
    void fact(CallEvent event) {
        tap.add(event);
    }

    private void tell(CallEvent event) {
        Exchange exchange = createExchange(true);
        message.fact(exchange, event);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) { // what a processor declares
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            complain(exchange);
        }
    }

    private void complain(Exchange exchange) {
        getExceptionHandler().handleException("a route from " + getEndpoint(), exchange, exchange.getException());
    }
}
