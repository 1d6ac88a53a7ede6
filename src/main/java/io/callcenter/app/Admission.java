package io.callcenter.app;

import io.callcenter.core.Caller;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * {@code cc_handle_call} (behaviour 2): brings a new call before the contact centre and leaves header {@code CcReturnCode}: 1, or -1 no flow id,
 * -2 From, -3 no such flow, -4 nobody logged in, -5 internal, -6 no SDP, -7 neither RTP nor MSRP. Overload leaves -5 and {@code
 * CcOverload=true}. In: {@code CcCallId}, {@code CcFlow}, {@code CcParam}, {@code CcMedia}, the {@code Sip*} facts, the SDP as body.
 */
public final class Admission extends AsyncProcessorSupport {
    private final Lane lane;
    private final Arrivals arrivals;
    private final CallNumbers numbers;
    private final Function<String, Optional<String>> firstTransport;

    /**
     * Admits through that lane.
     *
     * @param firstTransport the transport token of the first usable stream of a session description; empty where there is none
     */
    public Admission(
            Lane lane, Arrivals arrivals, CallNumbers numbers, Function<String, Optional<String>> firstTransport) {
        this.lane = lane;
        this.arrivals = arrivals;
        this.numbers = numbers;
        this.firstTransport = firstTransport;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        CallId call = new CallId(text(message, CcHeaders.CALL_ID));
        String flow = text(message, CcHeaders.FLOW);
        if (flow.isBlank()) {
            arrivals.end(call);
            return done(exchange, callback, -1);
        }
        Signal.CallArrived arrived = new Signal.CallArrived(
                call,
                numbers.next(),
                new FlowId(flow),
                new Caller(
                        text(message, CcHeaders.FROM_USER),
                        text(message, CcHeaders.FROM_DISPLAY),
                        text(message, CcHeaders.FROM_URI)),
                media(text(message, CcHeaders.MEDIA), message.getBody(String.class)),
                text(message, CcHeaders.PARAM));
        Optional<CompletionStage<Reply>> submitted = arrivals.decide(call, () -> lane.request(arrived));
        if (submitted.isEmpty()) {
            return done(exchange, callback, -5);
        }
        submitted.get().whenComplete((reply, failure) -> {
            if (failure == null && !(reply instanceof Reply.NotAdmitted)) {
                arrivals.admitted(call);
            } else {
                arrivals.notAdmitted(call);
            }
            answer(exchange, callback, reply, failure);
        });
        return false;
    }

    private static void answer(Exchange exchange, AsyncCallback callback, Reply reply, Throwable failure) {
        int code = 1;
        if (failure != null) {
            code = -5;
            exchange.getMessage().setHeader(CcHeaders.OVERLOAD, failure instanceof LaneFull);
        } else if (reply instanceof Reply.NotAdmitted refused) {
            code = refused.code();
        }
        exchange.getMessage().setHeader(CcHeaders.RETURN_CODE, code);
        callback.done(false);
    }

    private static boolean done(Exchange exchange, AsyncCallback callback, int code) {
        exchange.getMessage().setHeader(CcHeaders.RETURN_CODE, code);
        callback.done(true);
        return true;
    }

    /** What the override or else the first usable stream of the offer says (behaviour 2.2, B04). */
    MediaOffer media(String override, String sdp) {
        if (!override.isBlank()) {
            return ofTransport(override);
        }
        Optional<String> first = sdp == null || sdp.isBlank() ? Optional.empty() : firstTransport.apply(sdp);
        return first.map(Admission::ofTransport).orElse(MediaOffer.NO_SDP);
    }

    private static MediaOffer ofTransport(String transport) {
        if (transport.contains("RTP")) {
            return MediaOffer.AUDIO;
        }
        return transport.contains("MSRP") ? MediaOffer.CHAT : MediaOffer.UNSUPPORTED;
    }

    private static String text(Message message, String header) {
        return message.getHeader(header, "", String.class);
    }
}
