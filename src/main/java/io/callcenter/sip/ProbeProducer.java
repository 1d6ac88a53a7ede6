package io.callcenter.sip;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Asks the address of an exchange whether somebody is there; the exchange goes on with the code of the answer, 0 where there is none. */
final class ProbeProducer extends DefaultAsyncProducer {
    private final SipComponent sip;

    ProbeProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.sip = endpoint.sip();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String uri = exchange.getMessage().getHeader(SipConstants.DESTINATION, "", String.class);
        sip.runningLanes()
                .probe(
                        uri,
                        code -> sip.runningLanes().aside(() -> {
                            exchange.getMessage().setHeader(SipConstants.STATUS, code);
                            callback.done(false);
                        }));
        return false;
    }
}
