package io.callcenter.sip.stack;

import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import io.callcenter.transport.Link;
import io.callcenter.transport.Loop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers requests without a transaction (RFC 3261 §8.2.7): nothing is kept of what strangers send, and each copy is answered anew. By datagrams no
 * answer is more than 200 bytes longer than its request: nobody gains by asking in another's name. Any thread.
 */
final class Stateless {
    private static final String PREFIX = "stateless ";
    private static final int MOST_PASSING = 1_024;
    private static final int MORE = 200;

    private final SipCounters counters;
    private final StatelessTags tags = new StatelessTags();
    private final AtomicLong passed = new AtomicLong();
    /** Requests until they are answered: mostly within the step in which they came. */
    private final Map<String, Passing> passing = new LinkedHashMap<>();

    private record Passing(Request request, Link link) {}

    Stateless(SipCounters counters) {
        this.counters = counters;
    }

    /** A name under which that request can be answered once. */
    synchronized String pass(Request request, Link link) {
        if (passing.size() >= MOST_PASSING) {
            passing.remove(passing.keySet().iterator().next());
        }
        String name = PREFIX + passed.incrementAndGet() + " " + request.callId() + " 0";
        passing.put(name, new Passing(request, link));
        return name;
    }

    private synchronized Passing passed(String name) {
        return passing.remove(name);
    }

    /** Answers a request of {@link #pass}; {@code false} = it is none of those. */
    boolean answer(String name, Draft response) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        Passing request = response.code() < 200 ? null : passed(name);
        if (request != null) {
            answer(request.request(), request.link(), response);
        }
        return true;
    }

    /** Answers a request at once. The To tag is one of our own, where the request has none. */
    void answer(Request request, Link link, Draft response) {
        Tag tag = tags.of(request);
        byte[] bytes = request.head().complete(response, tag).bytes();
        if (!link.reliable() && bytes.length > request.bytes().length + MORE) {
            bytes = request.head().answer(response.code(), tag).bytes();
        }
        link.write(bytes);
        counters.sent(Loop.kind(response.code()));
        if (request.is(Methods.INVITE) && response.code() >= 300) {
            counters.refused(response.code());
        }
    }
}
