package io.callcenter.sip.stack;

import io.callcenter.b2b.Credentials;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the SIP side has done since it started: totals that only rise. Any thread may read them at any time. */
public final class SipCounters {
    /** What peers call anything else is counted as one: a map must not grow with their fancy, nor be full when the real ones come. */
    private static final String OTHER = "other";

    private final Map<String, LongAdder> in = kinds();
    private final Map<String, LongAdder> out = kinds();
    private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> guarded = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> requestsUnsent = new ConcurrentHashMap<>();

    /** Requests and responses repeated by us because the peer did not answer in time. */
    public final LongAdder retransmitted = new LongAdder();
    /** Requests and responses that came again and were swallowed. */
    public final LongAdder repeatsIn = new LongAdder();
    /** Responses that belong to no transaction and carry no tag of ours. */
    public final LongAdder straysDropped = new LongAdder();
    /** Messages that could not be parsed or break a rule that we check before the stack. */
    public final LongAdder malformed = new LongAdder();
    /** Exceptions that were caught: on threads of the stack, of calls, or on the way to a route. */
    public final LongAdder faults = new LongAdder();
    /** Messages that could not be sent. */
    public final LongAdder unsent = new LongAdder();
    /** Requests that came from addresses which may not start calls. */
    public final LongAdder untrusted = new LongAdder();
    /** Calls and OPTIONS refused because of overload or shutdown. */
    public final LongAdder shed = new LongAdder();
    /** Datagrams dropped unread, because too many waited or for too long. */
    public final LongAdder overrun = new LongAdder();
    /** Messages that waited until the calls of the process before were taken up. */
    public final LongAdder parked = new LongAdder();
    /** Requests to agents and announcements refused with 401 or 407 and not answered. */
    public final LongAdder challenged = new LongAdder();
    /** Requests to callers refused with 401 or 407, which are never answered. */
    public final LongAdder challengedByCallers = new LongAdder();
    /** Connections to a tls point whose handshake failed. */
    public final LongAdder handshakesRefused = new LongAdder();
    /** Copies of messages that were sent to the capture server. */
    public final LongAdder captured = new LongAdder();
    /** Copies of messages that were dropped. */
    public final LongAdder captureLost = new LongAdder();
    /** Facts that a route from {@code sip:events} was too slow for. */
    public final LongAdder factsLost = new LongAdder();
    /** Legs whose peers refused to be asked for an offer and took the caller's. */
    public final LongAdder lateOffersRefused = new LongAdder();
    /** Calls taken. */
    public final LongAdder calls = new LongAdder();

    /** Those credentials, with what they do not answer counted. */
    public Credentials counting(Credentials credentials) {
        return new Credentials() {
            @Override
            public Optional<Answer> answer(Asked who, Response challenge, Draft request) {
                Optional<Answer> answer = credentials.answer(who, challenge, request);
                if (answer.isEmpty() && (challenge.code() == 401 || challenge.code() == 407)) {
                    (who.role() == Role.CALLER ? challengedByCallers : challenged).increment();
                }
                return answer;
            }

            @Override
            public boolean mayBeCarriedBy(Draft request) {
                return credentials.mayBeCarriedBy(request);
            }
        };
    }

    /** Counts a message that came in; {@code kind} is a method or a class of codes such as {@code 2xx}; unknown methods are {@code other}. */
    void received(String kind) {
        count(in, kind);
    }

    /** Counts a message that was sent, repetitions too. */
    void sent(String kind) {
        count(out, kind);
    }

    /** Counts a final response above 299 to an INVITE that came in. */
    void refused(int code) {
        refused.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    /** Counts a message that the guard kept from being looked at or answered. */
    void guarded(String cause) {
        guarded.computeIfAbsent(cause, c -> new LongAdder()).increment();
    }

    /** Counts a request that never left us. */
    void requestUnsent(String why) {
        unsent.increment();
        requestsUnsent.computeIfAbsent(why, w -> new LongAdder()).increment();
    }

    private static void count(Map<String, LongAdder> kinds, String kind) {
        LongAdder known = kinds.get(kind);
        (known == null ? kinds.get(OTHER) : known).increment();
    }

    private static Map<String, LongAdder> kinds() {
        Map<String, LongAdder> kinds = new HashMap<>();
        Methods.names().forEach(name -> kinds.put(name, new LongAdder()));
        for (String kind : List.of("1xx", "2xx", "3xx", "4xx", "5xx", "6xx", OTHER)) {
            kinds.put(kind, new LongAdder());
        }
        return Map.copyOf(kinds);
    }

    /** Messages in by method or code class, sorted by name. */
    public Map<String, Long> messagesIn() {
        return sums(in);
    }

    /** Messages out by method or code class, sorted by name. */
    public Map<String, Long> messagesOut() {
        return sums(out);
    }

    /** INVITEs that came in and were answered with that code above 299, sorted by code; 487 is a caller who gave up. */
    public Map<Integer, Long> refusals() {
        return sums(refused);
    }

    /** Messages that the guard kept from being looked at or answered, by cause; {@code ban}: bans made. */
    public Map<String, Long> guarded() {
        return sums(guarded);
    }

    /** Requests that never left us, by why. */
    public Map<String, Long> requestsUnsent() {
        return sums(requestsUnsent);
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> map) {
        Map<K, Long> sums = new TreeMap<>();
        map.forEach((kind, adder) -> sums.put(kind, adder.sum()));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }
}
