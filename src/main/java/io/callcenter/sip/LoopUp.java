package io.callcenter.sip;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.message.Fault;
import io.callcenter.message.Head;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.transaction.Action;
import io.callcenter.transport.Link;
import io.callcenter.transport.Literals;
import io.callcenter.transport.Loop;
import io.callcenter.transport.LoopUser;
import io.callcenter.transport.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns what the loops bring up into the events of {@link SipStack}. */
final class LoopUp implements LoopUser {
    private static final int MOST_PASSING = 1_024;

    private final Consumer<SipEvent> listener;
    private final BiPredicate<String, String> ourTag;
    private final Tag refusals;
    private final SipCounters counters;
    private final Supplier<LocalAddresses> addresses;
    private final BiConsumer<Place, Place> tried;
    private final AtomicLong passed = new AtomicLong();
    /** Requests that are answered without a transaction, until they are: mostly within the step in which they came. */
    private final Map<String, Passing> passing = new LinkedHashMap<>();

    private record Passing(Head head, Link link) {}

    /**
     * What it reports to, and with.
     *
     * @param tried gets the place that failed and the one that is tried instead
     */
    record Parts(
            Consumer<SipEvent> listener,
            BiPredicate<String, String> ourTag,
            Tag refusals,
            SipCounters counters,
            Supplier<LocalAddresses> addresses,
            BiConsumer<Place, Place> tried) {}

    LoopUp(Parts parts) {
        this.listener = parts.listener();
        this.ourTag = parts.ourTag();
        this.refusals = parts.refusals();
        this.counters = parts.counters();
        this.addresses = parts.addresses();
        this.tried = parts.tried();
    }

    @Override
    public void request(Loop loop, Request request, Link link) {
        if (request.is(Methods.ACK)) {
            listener.accept(new SipEvent.RequestIn("", Facts.request(request), hop(link)));
            return;
        }
        boolean kept = request.is(Methods.INVITE) || !request.to().tag().isEmpty();
        Optional<String> meant =
                request.is(Methods.CANCEL) ? loop.transactions().cancelled(request) : Optional.empty();
        String name =
                kept || meant.isPresent() ? loop.transactions().open(request, link, loop.now()) : pass(request, link);
        listener.accept(
                meant.isPresent()
                        ? new SipEvent.CancelIn(name, Facts.request(request), meant.get())
                        : new SipEvent.RequestIn(name, Facts.request(request), hop(link)));
    }

    /** Without a transaction nothing is kept of what strangers send, and each copy is answered anew (RFC 3261 §8.2.7). */
    private synchronized String pass(Request request, Link link) {
        if (passing.size() >= MOST_PASSING) {
            passing.remove(passing.keySet().iterator().next());
        }
        String name = "stateless " + passed.incrementAndGet() + " " + request.callId() + " 0";
        passing.put(name, new Passing(request.head(), link));
        return name;
    }

    private synchronized Passing passed(String name) {
        return passing.remove(name);
    }

    /** Answers a request that has no transaction; {@code false} = it is none of those. */
    boolean answer(String name, io.callcenter.b2b.SipResponse response) {
        if (!name.startsWith("stateless ")) {
            return false;
        }
        Passing request = response.code() < 200 ? null : passed(name);
        if (request != null) {
            request.link().write(Drafts.response(response, request.head()).bytes());
            counters.sent(Loop.kind(response.code()));
        }
        return true;
    }

    private Hop hop(Link link) {
        return new Hop(
                link.transport(),
                Literals.text(link.remote().getAddress()),
                link.remote().getPort(),
                addresses.get().hostToward(link.transport(), link.remote().getAddress()),
                addresses.get().port(link.transport()),
                false);
    }

    @Override
    public void gone(Link link) {
        listener.accept(new SipEvent.LinkGone(
                link.transport(),
                Literals.text(link.remote().getAddress()),
                link.remote().getPort()));
    }

    /** Of strays only what ends an INVITE of ours matters, for it must be acknowledged. */
    @Override
    public void stray(Loop loop, Response response, Link link) {
        if (response.isFinal()
                && response.cseq().method().equals(Methods.INVITE)
                && ourTag.test(response.callId().text(), response.from().tag().text())) {
            up(response.via().branch(), false, response, link);
        } else {
            counters.straysDropped.increment();
        }
    }

    private void up(String branch, boolean matched, Response response, Link link) {
        listener.accept(new SipEvent.ResponseIn(branch, matched, Facts.response(response), hop(link)));
    }

    @Override
    public void told(Loop loop, Action action) {
        if (action instanceof Action.Answered answered) {
            up(answered.branch(), answered.matched(), answered.response(), (Link) answered.path());
        } else if (action instanceof Action.Acknowledged ack) {
            listener.accept(new SipEvent.RequestIn("", Facts.request(ack.ack()), hop((Link) ack.path())));
        } else if (action instanceof Action.Unanswered unanswered) {
            listener.accept(new SipEvent.Unanswered(unanswered.branch(), unanswered.code()));
        } else if (action instanceof Action.Unsent unsent) {
            unsent(unsent.branch(), SipEvent.Why.valueOf(unsent.why().name()));
        } else if (action instanceof Action.Overdue overdue) {
            counters.faults.increment();
            loop.transactions().respond(overdue.transaction(), 500, head -> head.answer(500, refusals), loop.now());
        } else if (action instanceof Action.Tried tried) {
            this.tried.accept((Place) tried.left(), (Place) tried.target());
        } else if (action instanceof Action.Counted counted) {
            count(counted.kind());
        }
    }

    void unsent(String branch, SipEvent.Why why) {
        counters.unsent.increment();
        listener.accept(new SipEvent.Unsent(branch, why));
    }

    private void count(Action.Kind kind) {
        switch (kind) {
            case REPEATED_OUT -> counters.retransmitted.increment();
            case REPEATED_IN -> counters.repeatsIn.increment();
            case TOO_LATE -> counters.unsent.increment();
        }
    }

    @Override
    public void refused(Link link, Fault why) {
        if (why != Fault.KEEP_ALIVE) {
            counters.malformed.increment();
        }
    }

    @Override
    public void counted(String kind, boolean out) {
        if (out) {
            counters.sent(kind);
        } else {
            counters.received(kind);
        }
    }

    @Override
    public void fault(Throwable cause) {
        counters.faults.increment();
    }

    @Override
    public Tag refusalTag() {
        return refusals;
    }
}
