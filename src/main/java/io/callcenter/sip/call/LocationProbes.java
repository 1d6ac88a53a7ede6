package io.callcenter.sip.call;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.SipStack;
import io.callcenter.transport.address.Literals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** Asks addresses by OPTIONS outside of dialogs whether somebody is there (RFC 3261 §11). Any thread; nothing waits. */
final class LocationProbes {
    private static final int NOBODY = 0;

    private final SipStack stack;
    private final FreshNames names;
    private final List<String> routes;
    private final String product;
    private final Map<String, IntConsumer> open = new ConcurrentHashMap<>();

    /**
     * Asks over that stack.
     *
     * @param routes of first requests
     */
    LocationProbes(SipStack stack, FreshNames names, List<String> routes, String product) {
        this.stack = stack;
        this.names = names;
        this.routes = routes;
        this.product = product;
    }

    /**
     * Asks that address.
     *
     * @param then gets the code of the answer, once; 0 or 408 or 503 where there is none
     */
    void ask(String uri, IntConsumer then) {
        Optional<SipUri> target = SipUri.read(uri)
                .or(() -> NameAddress.readAll(uri).stream().findFirst().map(NameAddress::uri));
        if (target.filter(SipUri::isSip).isEmpty()) {
            then.accept(NOBODY);
            return;
        }
        stack.locate(target.get().toString()).whenComplete((hop, failure) -> {
            if (failure == null) {
                trying(target.get().withoutHeaders(), hop, then);
            } else {
                then.accept(NOBODY);
            }
        });
    }

    /** Whatever is wrong with the address: it is answered. */
    private void trying(SipUri target, Hop hop, IntConsumer then) {
        try {
            send(target, hop, then);
        } catch (IllegalArgumentException cannotBeWritten) {
            then.accept(NOBODY);
        }
    }

    private void send(SipUri target, Hop hop, IntConsumer then) {
        String callId = names.callId();
        String branch = names.branch();
        SipUri own = SipUri.of(
                "sip:" + Literals.bracketed(hop.localHost()) + ":" + hop.localPort() + ";transport=" + hop.transport());
        Addressing addressing = new Addressing(
                NameAddress.of(Display.of(""), own, new Tag(names.tag(callId))),
                NameAddress.of(Display.of(""), target, Tag.NONE),
                new SipCallId(callId),
                new CSeq(1, Methods.OPTIONS));
        Draft options = Draft.request(target, addressing).with(HeaderName.MAX_FORWARDS, "70");
        for (String route : routes) {
            options = options.with(HeaderName.ROUTE, route);
        }
        options = options.with(HeaderName.CONTACT, "<" + own + ">")
                .with(HeaderName.ACCEPT, "application/sdp")
                .with(HeaderName.USER_AGENT, product);
        open.put(branch, then);
        try {
            stack.carryOut(new SipOrder.Send(new OutgoingRequest(branch, options), hop));
        } catch (IllegalStateException closed) {
            told(branch, NOBODY);
        }
    }

    /** Whether that event was about a probe. */
    boolean take(SipEvent event) {
        if (open.isEmpty()) {
            return false;
        }
        if (event instanceof SipEvent.ResponseIn in) {
            int code = in.response().code();
            return open.containsKey(in.branch()) && (code < 200 || told(in.branch(), code));
        }
        if (event instanceof SipEvent.Unanswered in) {
            return told(in.branch(), in.code());
        }
        return event instanceof SipEvent.Unsent in && told(in.branch(), NOBODY);
    }

    private boolean told(String branch, int code) {
        IntConsumer waiting = open.remove(branch);
        if (waiting != null) {
            waiting.accept(code);
        }
        return waiting != null;
    }
}
