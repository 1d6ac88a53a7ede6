package io.callcenter.sip.stack;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.log.RateLimitedLog;
import io.callcenter.message.Draft;
import io.callcenter.message.MessageFault;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.transaction.Action;
import io.callcenter.transport.Destination;
import io.callcenter.transport.Link;
import io.callcenter.transport.Loop;
import io.callcenter.transport.LoopUser;
import io.callcenter.transport.address.Literals;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Turns what the loops bring up into the events of {@link SipStack}. */
final class LoopEvents implements LoopUser {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(LoopEvents.class));

    private final Consumer<SipEvent> listener;
    private final NewCallScreen screen;
    private final BiPredicate<String, String> ourTag;
    private final Tag refusals;
    private final SipCounters counters;
    private final RetryLaterAnswer later;
    private final DialogRates dialogs = new DialogRates();
    private final Supplier<LocalAddresses> addresses;
    private final BiConsumer<Destination, Destination> tried;
    private final Stateless stateless;
    private final PeerWarnings warnings;

    /**
     * What it reports to, and with.
     *
     * @param ourTag whether that tag is ours for that Call-ID
     * @param tried gets the place that failed and the one that is tried instead
     */
    record Needs(
            Consumer<SipEvent> listener,
            NewCallScreen screen,
            BiPredicate<String, String> ourTag,
            Tag refusals,
            SipCounters counters,
            PeerWarnings warnings,
            RetryLaterAnswer later,
            Supplier<LocalAddresses> addresses,
            BiConsumer<Destination, Destination> tried) {}

    LoopEvents(Needs parts) {
        this.listener = parts.listener();
        this.screen = parts.screen();
        this.ourTag = parts.ourTag();
        this.refusals = parts.refusals();
        this.counters = parts.counters();
        this.warnings = parts.warnings();
        this.later = parts.later();
        this.addresses = parts.addresses();
        this.tried = parts.tried();
        this.stateless = new Stateless(counters);
    }

    @Override
    public void request(Loop loop, Request request, Link link) {
        if (request.is(Methods.ACK)) {
            acknowledged(request, link);
            return;
        }
        boolean inside = isOurs(request);
        if (inside && isTooOften(loop, request)) {
            counters.guarded("dialog");
            refuse(request, link);
            return;
        }
        Optional<String> meant =
                request.is(Methods.CANCEL) ? loop.transactions().cancelled(request) : Optional.empty();
        if (!inside && meant.isEmpty() && turnedAway(loop, request, link)) {
            return;
        }
        boolean kept = inside || meant.isPresent() || isNewCall(request);
        String name = kept ? loop.transactions().open(request, link, loop.now()) : stateless.pass(request, link);
        try {
            listener.accept(
                    meant.isPresent()
                            ? new SipEvent.CancelIn(name, request, meant.get())
                            : new SipEvent.RequestIn(name, request, hop(link)));
        } catch (RuntimeException | Error e) { // the peer gets its answer, whatever it was
            fault(e);
            if (kept) {
                loop.transactions().respond(name, 500, head -> head.answer(500, refusals), loop.now());
            }
        }
    }

    /** The ACK of a 2xx carries a tag of ours; others belong to refusals from here, or to nothing. */
    private void acknowledged(Request ack, Link link) {
        if (isOurs(ack)) {
            listener.accept(new SipEvent.RequestIn("", ack, hop(link)));
        }
    }

    private static boolean isNewCall(Request request) {
        return request.is(Methods.INVITE) && request.to().tag().isEmpty();
    }

    /** Whether it carries a tag that we made: only who was in a call with us knows one. */
    private boolean isOurs(Request request) {
        Tag tag = request.to().tag();
        return !tag.isEmpty() && ourTag.test(request.callId().text(), tag.text());
    }

    /** Refuses or drops what must not come any further, without keeping anything (RFC 3261 §8.2.7). */
    private boolean turnedAway(Loop loop, Request request, Link link) {
        if (!isNewCall(request)) {
            boolean stray = request.is(Methods.CANCEL) || !request.to().tag().isEmpty();
            return stray ? loop.barsStray(link) : isRefused(loop, request, link);
        }
        if (loop.barsCall(link)) {
            return true;
        }
        NewCallScreen.Verdict verdict = screen.of(new NewCallScreen.NewCall(
                request.callId().text(),
                request.from().tag().text(),
                Literals.text(link.remote().getAddress()),
                link.reliable(),
                Duration.ofNanos(loop.waited())));
        if (!verdict.taken() && verdict.refusal().isPresent()) {
            stateless.answer(request, link, verdict.refusal().get());
        }
        return !verdict.taken();
    }

    /** What ends something is taken at any rate. */
    private boolean isTooOften(Loop loop, Request request) {
        return !request.is(Methods.BYE)
                && !request.is(Methods.CANCEL)
                && !dialogs.permits(request.to().tag().text(), TimeUnit.NANOSECONDS.toMillis(loop.now()));
    }

    private boolean isRefused(Loop loop, Request request, Link link) {
        Loop.Admission admission = loop.admission(link);
        if (admission == Loop.Admission.REFUSED) {
            refuse(request, link);
        }
        return admission != Loop.Admission.TAKEN;
    }

    private void refuse(Request request, Link link) {
        stateless.answer(request, link, later.of(request.callId().text(), 503));
    }

    /** Answers a request that has no transaction; {@code false} = it is none of those. */
    boolean answer(String name, Draft response) {
        return stateless.answer(name, response);
    }

    private Hop hop(Link link) {
        LocalAddresses.Self self = addresses.get().at(link);
        return new Hop(
                link.transport(),
                Literals.text(link.remote().getAddress()),
                link.remote().getPort(),
                self.host(),
                self.port(),
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
        listener.accept(new SipEvent.ResponseIn(branch, matched, response, hop(link)));
    }

    @Override
    public void told(Loop loop, Action action) {
        if (action instanceof Action.Answered answered) {
            up(answered.branch(), answered.matched(), answered.response(), (Link) answered.path());
        } else if (action instanceof Action.Acknowledged ack) {
            listener.accept(new SipEvent.RequestIn("", ack.ack(), hop((Link) ack.path())));
        } else if (action instanceof Action.Unanswered unanswered) {
            listener.accept(new SipEvent.Unanswered(unanswered.branch(), unanswered.code()));
        } else if (action instanceof Action.Failed failed) {
            warn(failed);
        } else if (action instanceof Action.Unsent unsent) {
            unsent(unsent.branch(), SipEvent.Why.valueOf(unsent.why().name()));
        } else if (action instanceof Action.Overdue overdue) {
            counters.faults.increment();
            loop.transactions().respond(overdue.transaction(), 500, head -> head.answer(500, refusals), loop.now());
        } else if (action instanceof Action.Tried tried) {
            this.tried.accept((Destination) tried.left(), (Destination) tried.target());
        } else if (action instanceof Action.Counted counted) {
            count(counted.kind());
        }
    }

    private void warn(Action.Failed failed) {
        PeerWarnings.Asked asked = PeerWarnings.Asked.of(failed.request());
        Destination destination = (Destination) failed.target();
        if (failed.why().isEmpty()) {
            warnings.unanswered(asked.method(), asked.uri(), destination.toString(), asked.callId());
            return;
        }
        Action.Why why = failed.why().get();
        String detail =
                switch (why) {
                    case NOWHERE -> "no connection to " + destination;
                    case REFUSED -> "it could not be written";
                    case CONGESTED -> "too much waits for " + destination;
                    case TOO_LARGE -> failed.request().bytes().length + " bytes do not fit into a datagram";
                };
        warnings.unsent(asked, why.name(), detail);
    }

    void unsent(String branch, SipEvent.Why why) {
        counters.requestUnsent(why.name().toLowerCase(Locale.ROOT));
        listener.accept(new SipEvent.Unsent(branch, why));
    }

    /** An INVITE was given up before it left. */
    void canceled(String branch) {
        listener.accept(new SipEvent.Unanswered(branch, 487));
    }

    private void count(Action.Kind kind) {
        switch (kind) {
            case REPEATED_OUT -> counters.retransmitted.increment();
            case REPEATED_IN -> counters.repeatsIn.increment();
            case TOO_LATE -> counters.unsent.increment();
        }
    }

    @Override
    public void refused(Link link, MessageFault why) {
        if (why != MessageFault.KEEP_ALIVE) {
            counters.malformed.increment();
            warnings.malformed(link.remote().getAddress(), why);
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
    public void guarded(Link link, String cause) {
        if (cause.equals("untrusted")) {
            counters.untrusted.increment();
        }
        counters.guarded(cause);
        if (cause.equals("ban")) {
            warnings.banned(Literals.text(link.remote().getAddress()));
        }
    }

    @Override
    public void overrun(long datagrams) {
        if (datagrams > 0) {
            counters.overrun.add(datagrams);
        }
    }

    @Override
    public boolean isProven(InetAddress source) {
        return screen.isProven(Literals.text(source));
    }

    @Override
    public void fault(Throwable cause) {
        counters.faults.increment();
        LOG.error(cause.getClass().getName(), "Exception while handling a message", cause);
    }

    @Override
    public Tag refusalTag() {
        return refusals;
    }
}
