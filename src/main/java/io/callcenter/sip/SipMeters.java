package io.callcenter.sip;

import io.callcenter.sip.call.CallGuard;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.SipCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The SIP side as meters {@code callcenter_sip_*}: messages by direction and kind, repetitions, refused INVITEs by code, what was dropped, and
 * what is going on. They are read when somebody looks; a message only adds to a {@link LongAdder}.
 */
public final class SipMeters {
    private static final String PREFIX = "callcenter.sip.";
    /** There from the start, so that a rate over them begins with the first message. */
    private static final List<String> KINDS =
            List.of("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "UPDATE", "1xx", "2xx", "3xx", "4xx", "5xx", "6xx");

    private static final List<String> GUARDED = List.of(
            "bytes",
            "requests",
            "untrusted",
            "invalid",
            "ban",
            "banned",
            "dialog",
            "answers",
            "unread",
            "unsent",
            "proxy");
    private static final List<String> WHY = List.of("nowhere", "refused", "congested", "too_large");
    private static final List<String> STREAMS = List.of("tcp", "tls", "ws", "wss");

    private static final List<Integer> CODES = List.of(400, 403, 404, 480, 486, 487, 488, 500, 503);

    private final LiveCalls liveCalls;
    private final MeterRegistry registry;
    private final Set<Object> shown = new HashSet<>();

    /** Meters of those lanes and their stack; all that have a fixed name are there at once. */
    public SipMeters(LiveCalls liveCalls, MeterRegistry registry) {
        this.liveCalls = liveCalls;
        this.registry = registry;
        gauge("calls", "Calls whose legs are not all gone", LiveCalls::calls);
        gauge("lanes.depth", "Messages and orders that wait for the thread of their call", LiveCalls::depth);
        gauge("transactions", "Transactions open, or kept for retransmissions", LiveCalls::transactions);
        stack();
        retransmissions();
        SipCounters counters = liveCalls.counters();
        total("calls.taken", "Calls accepted", counters.calls);
        total("malformed", "Messages that break a rule of SIP", counters.malformed);
        total("strays", "Responses that belong to nothing", counters.straysDropped);
        total("unsent", "Messages that could not be sent", counters.unsent);
        total("untrusted", "INVITEs from addresses that may not call", counters.untrusted);
        total(
                "challenged",
                "Requests to agents and announcements refused with 401 or 407 and not answered",
                counters.challenged);
        total(
                "challenged.by.callers",
                "Requests to callers refused with 401 or 407, which are never answered",
                counters.challengedByCallers);
        total(
                "late.offers.refused",
                "Legs whose peer refused to be asked for an offer and took the caller's",
                counters.lateOffersRefused);
        total("tls.refused", "Connections whose TLS handshake failed", counters.handshakesRefused);
        total("captured", "Copies of messages sent to the capture server", counters.captured);
        total("capture.lost", "Copies of messages dropped: the capture server took too little", counters.captureLost);
        total("shed", "New calls and OPTIONS refused because of overload or shutdown", counters.shed);
        for (CallGuard.Cause cause : CallGuard.Cause.values()) {
            FunctionCounter.builder(PREFIX + "limited", liveCalls, l -> l.limited(cause))
                    .description("New calls refused by a limit, by the limit")
                    .tags("cause", cause.label())
                    .register(registry);
        }
        total("overrun", "Datagrams dropped unread: too many waited, or for too long", counters.overrun);
        total("facts_lost", "Facts that a route from sip:events was too slow for", counters.factsLost);
        total(
                "faults",
                "Exceptions caught on threads of the stack, of calls and of routes before their first step",
                counters.faults);
        KINDS.forEach(this::messages);
        CODES.forEach(this::refusals);
    }

    /** Makes the meters of kinds and codes that were seen for the first time; call before each look. */
    public synchronized void refresh() {
        liveCalls.counters().messagesIn().keySet().forEach(this::messages);
        liveCalls.counters().messagesOut().keySet().forEach(this::messages);
        liveCalls.counters().refusals().keySet().forEach(this::refusals);
    }

    private void messages(String kind) {
        if (!shown.add(kind)) {
            return;
        }
        messages("in", kind, SipCounters::messagesIn);
        messages("out", kind, SipCounters::messagesOut);
    }

    private void messages(String direction, String kind, Function<SipCounters, Map<String, Long>> all) {
        FunctionCounter.builder(
                        PREFIX + "messages",
                        liveCalls.counters(),
                        c -> all.apply(c).getOrDefault(kind, 0L))
                .description("Messages by method or class of codes, including retransmissions")
                .tags("direction", direction, "kind", kind)
                .register(registry);
    }

    private void refusals(int code) {
        if (!shown.add(code)) {
            return;
        }
        FunctionCounter.builder(
                        PREFIX + "refusals",
                        liveCalls.counters(),
                        c -> c.refusals().getOrDefault(code, 0L))
                .description("INVITEs answered with a code above 299; 487: the caller gave up")
                .tags("code", Integer.toString(code))
                .register(registry);
    }

    private void stack() {
        Gauge.builder(PREFIX + "loop.delay", liveCalls, l -> l.state().delay().toNanos() / 1e9)
                .description("How late the latest event loop is")
                .baseUnit("seconds")
                .register(registry);
        gauge("bans", "Sources that are not heard at present", l -> l.state().bans());
        for (String transport : STREAMS) {
            Gauge.builder(
                            PREFIX + "connections",
                            liveCalls,
                            l -> l.state().connections().getOrDefault(transport, 0))
                    .description("Connections that are open or being opened")
                    .tags("transport", transport)
                    .register(registry);
        }
        for (String cause : GUARDED) {
            counter(
                    "guarded",
                    "Messages not looked at, refused or not answered, by cause; ban: bans; unread, unsent: closed connections",
                    Tags.of("cause", cause),
                    c -> c.guarded().getOrDefault(cause, 0L));
        }
        for (String why : WHY) {
            counter(
                    "requests.unsent",
                    "Requests that never left, by why",
                    Tags.of("why", why),
                    c -> c.requestsUnsent().getOrDefault(why, 0L));
        }
    }

    private void counter(String name, String description, Tags tags, ToLongFunction<SipCounters> value) {
        FunctionCounter.builder(PREFIX + name, liveCalls.counters(), value::applyAsLong)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void retransmissions() {
        SipCounters counters = liveCalls.counters();
        String what = "Messages retransmitted by this side (out) or by peers (in)";
        total("retransmissions", what, Tags.of("direction", "out"), counters.retransmitted);
        total("retransmissions", what, Tags.of("direction", "in"), counters.repeatsIn);
    }

    private void total(String name, String description, LongAdder adder) {
        total(name, description, Tags.empty(), adder);
    }

    private void total(String name, String description, Tags tags, LongAdder adder) {
        FunctionCounter.builder(PREFIX + name, adder, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, Function<LiveCalls, Integer> value) {
        Gauge.builder(PREFIX + name, liveCalls, l -> value.apply(l))
                .description(description)
                .register(registry);
    }
}
