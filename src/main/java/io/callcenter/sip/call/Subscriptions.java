package io.callcenter.sip.call;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import io.callcenter.sip.stack.SipStack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes to what registrars or phones tell of addresses (RFC 6665), renews that, and reads what comes. Any thread; everything happens on one of its own,
 * and no more than so many SUBSCRIBEs leave in a second. Nothing leaves before {@link #start}.
 */
public final class Subscriptions implements AutoCloseable {
    /** A phone is there, and has no call but ours. */
    public static final int THERE = 1;
    /** No phone is registered, or it has a call that is not ours. */
    public static final int AWAY = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** NOTIFYs that wait to be read: more are refused for now. */
    private static final int MOST_WAITING = 2_000;
    /** So many are ended with a word at a stop; the others end by themselves. */
    private static final int MOST_FAREWELLS = 1_000;

    /**
     * What it is made of.
     *
     * @param legs routes of first requests, answers to challenges
     */
    record Needs(SipStack stack, FreshNames names, LegSettings legs, String product) {}

    private final Needs parts;
    private final PhoneEvent event;
    private final long pauseNanos;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, LiveCalls.daemon("sip-watch"));
    private final Map<String, Subscription> byTag = new ConcurrentHashMap<>();
    private final Map<String, Subscription> byBranch = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Subscription> open = new LinkedHashSet<>();
    private final Queue<Runnable> due = new ArrayDeque<>();
    private boolean started;
    private boolean pacing;

    Subscriptions(Needs parts, PhoneEvent event, int rate) {
        this.parts = parts;
        this.event = event;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / rate;
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * Watches that address until the answer is run.
     *
     * @param told gets {@link #THERE} or {@link #AWAY} whenever that becomes known or another, or the code by which watching was refused, 0, 408 or 503
     *     where nobody answered: nothing is known then, and it is tried again some minutes later. Must not block
     */
    public Runnable watch(String uri, IntConsumer told) {
        Subscription subscription = new Subscription(this, uri, told);
        run(() -> {
            open.add(subscription);
            pace(subscription::begin);
        });
        return () -> run(() -> {
            open.remove(subscription);
            subscription.end(false);
        });
    }

    /** The stack runs: what has waited leaves. */
    void start() {
        run(() -> {
            started = true;
            pump();
        });
    }

    /** Tells all peers that nothing more is wanted, and sends nothing afterwards. Waits for that a second at most. */
    void end() {
        CountDownLatch done = new CountDownLatch(1);
        run(() -> {
            started = false;
            due.clear();
            open.stream().limit(MOST_FAREWELLS).forEach(subscription -> subscription.end(true));
            open.clear();
            done.countDown();
        });
        try {
            if (!done.await(1, TimeUnit.SECONDS)) {
                LOG.debug("subscriptions end by themselves");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Whether that event was about a subscription. Loops of SIP call this: it only finds out. */
    boolean take(SipEvent incoming) {
        if (incoming instanceof SipEvent.RequestIn in) {
            Subscription known = in.request().is(Methods.NOTIFY)
                    ? byTag.get(key(
                            in.request().callId().text(),
                            in.request().to().tag().text()))
                    : null;
            if (known != null) {
                notified(known, in);
            }
            return known != null;
        }
        if (byBranch.isEmpty()) {
            return false;
        }
        if (incoming instanceof SipEvent.ResponseIn in) {
            boolean known = byBranch.containsKey(in.branch());
            return known
                    && (!in.response().isFinal()
                            || answered(in.branch(), in.response().code(), Optional.of(in.response())));
        }
        if (incoming instanceof SipEvent.Unanswered in) {
            return answered(in.branch(), in.code(), Optional.empty());
        }
        return incoming instanceof SipEvent.Unsent in && answered(in.branch(), 0, Optional.empty());
    }

    private boolean answered(String branch, int code, Optional<Response> response) {
        Subscription known = byBranch.remove(branch);
        if (known != null) {
            run(() -> known.answered(branch, code, response));
        }
        return known != null;
    }

    private void notified(Subscription known, SipEvent.RequestIn in) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            respond(in, 500);
            return;
        }
        run(() -> {
            waiting.decrementAndGet();
            known.notified(in);
        });
    }

    private static String key(String callId, String tag) {
        return callId + ' ' + tag;
    }

    SipStack stack() {
        return parts.stack();
    }

    FreshNames names() {
        return parts.names();
    }

    LegSettings legs() {
        return parts.legs();
    }

    String product() {
        return parts.product();
    }

    PhoneEvent event() {
        return event;
    }

    void know(Subscription subscription, String callId, String tag) {
        byTag.put(key(callId, tag), subscription);
    }

    void forget(String callId, String tag) {
        byTag.remove(key(callId, tag));
    }

    void send(Subscription by, String branch, SipOrder.Send order) {
        byBranch.put(branch, by);
        try {
            parts.stack().carryOut(order);
        } catch (IllegalStateException closed) {
            answered(branch, 0, Optional.empty());
        }
    }

    void respond(SipEvent.RequestIn in, int code) {
        Draft response = Draft.response(code, in.request().to().tag()).with(HeaderName.SERVER, parts.product());
        parts.stack().carryOut(new SipOrder.Respond(in.transaction(), decorated(response, code)));
    }

    private Draft decorated(Draft response, int code) {
        return switch (code) {
            case 415 -> response.with(HeaderName.ACCEPT, event.type());
            case 489 -> response.with(HeaderName.ALLOW_EVENTS, event.token());
            case 500 -> response.with(HeaderName.RETRY_AFTER, "5");
            default -> response;
        };
    }

    /** Does that now, or when those before have had their turn. */
    void pace(Runnable sending) {
        due.add(sending);
        pump();
    }

    private void pump() {
        if (started && !pacing) {
            pacing = true;
            next();
        }
    }

    private void next() {
        Runnable sending = started ? due.poll() : null;
        if (sending == null) {
            pacing = false;
            return;
        }
        later(this::next, Duration.ofNanos(pauseNanos));
        sending.run();
    }

    void run(Runnable task) {
        later(task, Duration.ZERO);
    }

    Optional<Future<?>> later(Runnable task, Duration delay) {
        try {
            return Optional.of(thread.schedule(() -> safely(task), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            return Optional.empty();
        }
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("Failed to follow a subscription", e);
        }
    }
}
