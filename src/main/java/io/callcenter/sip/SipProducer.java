package io.callcenter.sip;

import io.callcenter.b2b.CallOrder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Gives the order of an exchange to its call: done when the order is on its way, in line behind earlier ones of the call. */
final class SipProducer extends DefaultAsyncProducer {
    private final SipComponent sip;
    private final OrderReader reader;

    SipProducer(SipEndpoint endpoint, OrderReader reader) {
        super(endpoint);
        this.sip = endpoint.sip();
        this.reader = reader;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            CallOrder order = reader.read(exchange);
            sip.runningLanes().order(order);
            if (order instanceof CallOrder.Refuse) {
                sip.refusals().accept(exchange);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }
}
