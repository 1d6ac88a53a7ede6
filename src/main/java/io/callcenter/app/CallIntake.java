package io.callcenter.app;

import io.callcenter.core.Caller;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * {@code cc_handle_call} (docs/design/behaviour.md 2): brings a new call before the contact center and leaves header {@code CcReturnCode}: 1, or -1
 * no flow id, -2 From, -3 no such flow, -4 nobody logged in, -5 internal, -6 no SDP, -7 neither RTP nor MSRP. Overload leaves -5 and {@code
 * CcOverload=true}. In: {@code CcCallId}, {@code CcFlow}, {@code CcParam}, {@code CcMedia}, {@code CcAgent} who calls, the {@code Sip*} facts, the SDP as
 * body.
 */
public final class CallIntake extends AsyncProcessorSupport {
    private final LaneRequests lane;
    private final Arrivals arrivals;
    private final CallNumbers numbers;
    private final CallerFields fields;
    private final Function<String, Optional<String>> firstTransport;
    private final List<String> passed;
    private final boolean keepsNumbers;

    /**
     * Admits by such requests.
     *
     * @param lane the route continues on its threads
     * @param fields keeps what agents see of the call besides
     * @param firstTransport the transport token of the leading stream of a session description; empty where there is none
     * @param passed names of header fields that go with the caller
     * @param keepsNumbers whether the numbers of callers who stay unknown are kept in records of segments
     */
    public CallIntake(
            LaneRequests lane,
            Arrivals arrivals,
            CallNumbers numbers,
            CallerFields fields,
            Function<String, Optional<String>> firstTransport,
            List<String> passed,
            boolean keepsNumbers) {
        this.lane = lane;
        this.arrivals = arrivals;
        this.numbers = numbers;
        this.fields = fields;
        this.firstTransport = firstTransport;
        this.passed = List.copyOf(passed);
        this.keepsNumbers = keepsNumbers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        message.removeHeader(CcHeaders.OVERLOAD); // of an offer to another flow before
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
                keepsNumbers ? traced(message) : caller(message),
                media(text(message, CcHeaders.MEDIA), message.getBody(String.class)),
                text(message, CcHeaders.PARAM),
                PassedHeaders.of(message, passed),
                Optional.of(text(message, CcHeaders.AGENT))
                        .filter(agent -> !agent.isBlank())
                        .map(AgentId::new));
        BiConsumer<Reply, Throwable> then =
                (reply, failure) -> decided(call, exchange, callback, result(reply, failure));
        fields.keep(call, message);
        Optional<Boolean> asked = arrivals.decide(call, () -> lane.ask(arrived, then));
        if (asked.isEmpty()) {
            fields.forget(call);
            return done(exchange, callback, -5);
        }
        if (!asked.get()) {
            arrivals.notAdmitted(call);
            fields.forget(call);
            exchange.getMessage().setHeader(CcHeaders.OVERLOAD, true);
            return done(exchange, callback, -5);
        }
        return false;
    }

    /** Who calls, as the headers of that message say; nobody, for callers who stay unknown. */
    static Caller caller(Message message) {
        String text = text(message, CcHeaders.PRIVACY);
        Optional<String> privacy = text.isEmpty() ? Optional.empty() : Optional.of(text);
        String uri = text(message, CcHeaders.FROM_URI);
        if (!uri.isBlank() && message.getHeader(CcHeaders.PRIVATE, false, Boolean.class)) {
            return Caller.anonymous(privacy);
        }
        return new Caller(text(message, CcHeaders.FROM_USER), text(message, CcHeaders.FROM_DISPLAY), uri, privacy);
    }

    /** The same; of callers who stay unknown with the number that the record has for who must trace them. */
    private static Caller traced(Message message) {
        Caller caller = caller(message);
        boolean hidden = message.getHeader(CcHeaders.PRIVATE, false, Boolean.class);
        return hidden ? caller.tracedAs(text(message, CcHeaders.FROM_USER)) : caller;
    }

    private void decided(CallId call, Exchange exchange, AsyncCallback callback, int code) {
        if (code == 1) {
            arrivals.admitted(call);
        } else {
            arrivals.notAdmitted(call);
            fields.forget(call);
        }
        exchange.getMessage().setHeader(CcHeaders.RETURN_CODE, code);
        callback.done(false);
    }

    private static int result(Reply reply, Throwable failure) {
        if (failure != null) {
            return -5;
        }
        return reply instanceof Reply.NotAdmitted refused ? refused.code() : 1;
    }

    private static boolean done(Exchange exchange, AsyncCallback callback, int code) {
        exchange.getMessage().setHeader(CcHeaders.RETURN_CODE, code);
        callback.done(true);
        return true;
    }

    /** What the override or else the leading stream of the offer says (docs/design/behaviour.md 2.2, B04). */
    MediaOffer media(String override, String sdp) {
        if (!override.isBlank()) {
            return ofTransport(override);
        }
        Optional<String> first = sdp == null || sdp.isBlank() ? Optional.empty() : firstTransport.apply(sdp);
        return first.map(CallIntake::ofTransport).orElse(MediaOffer.NO_SDP);
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
