package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.ids.CallId;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.CallHome;
import io.callcenter.sip.stack.SipCounters;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import io.callcenter.sip.stack.StackState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Runs the legs of all calls over a SIP stack: one lane a call, calls in parallel. Messages come in from the stack, orders by {@link #order},
 * facts go out to the {@link FactListener}. Any thread.
 */
public final class LiveCalls implements AutoCloseable {
    /** Call-IDs of a call, with agents that were tried before. */
    private static final int NAMES_A_CALL = 4;
    /** New calls that wait for a thread of routes: more are refused. */
    private static final int MOST_ARRIVING = 2_000;
    /** Inputs that wait for their lanes, some seconds of work: no new calls come on top of that. */
    private static final int MOST_WAITING = 10_000;

    /**
     * What it is made of.
     *
     * @param settings who may call
     * @param legs deadlines of legs
     * @param names fresh names
     * @param stack not started yet; closed with the lanes
     * @param store where legs are saved
     * @param clock a clock that never steps back
     * @param overloaded whether new calls are to be refused for now; asked for each, so it must be cheap
     */
    public record Needs(
            SipSettings settings,
            LegSettings legs,
            FreshNames names,
            SipStack stack,
            LegStore store,
            InstantSource clock,
            BooleanSupplier overloaded) {}

    private final Needs parts;
    private final SipCounters counters;
    private final Map<CallId, LiveCall> lanes = new ConcurrentHashMap<>();
    private final CallTable<LiveCall> table;
    private final LinkTable<LiveCall> links = new LinkTable<>();
    private final RouteThreads routes;
    private final ExecutorService taps;
    private final LiveCall.World world = new World();
    private final CallGuard guard;
    private final LocationProbes probes;
    private volatile Optional<Subscriptions> subscriptions = Optional.empty();
    private final NewCalls newCalls;
    private final MessageDispatcher dispatcher;
    private volatile FactListener listener = event -> {};
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile boolean accepting;
    private volatile boolean paused;
    private boolean started;
    private boolean closed;

    /**
     * Lanes over a stack.
     *
     * @param counters where they count; of {@link SipStack#counters()}
     */
    public LiveCalls(Needs parts, SipCounters counters) {
        this.parts = parts;
        this.counters = counters;
        SipSettings settings = parts.settings();
        int named =
                settings.capture().isGiven() ? NAMES_A_CALL * settings.limits().calls() : 0;
        this.table = new CallTable<>(named, LiveCall::call);
        this.probes =
                new LocationProbes(parts.stack(), parts.names(), parts.legs().firstRoutes(), settings.product());
        this.guard =
                new CallGuard(settings.limits(), settings.t1(), parts.clock().instant());
        this.newCalls = new NewCalls(parts, counters, guard, this::refusesAll, () -> paused);
        this.dispatcher = new MessageDispatcher(parts, counters, table, newCalls, this::arrive);
        this.routes = new RouteThreads(MOST_ARRIVING, counters.faults, this::unshown);
        this.taps = Executors.newCachedThreadPool(daemon("sip-events"));
    }

    /** Makes daemon threads of that name. */
    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Who takes the facts; set before {@link #start}. */
    public void reportTo(FactListener taker) {
        listener = taker;
    }

    /**
     * Opens the listening points and takes calls from then on; no more than that when it runs already.
     *
     * @throws IOException when it cannot listen; nothing is left open then
     */
    public synchronized void start() throws IOException {
        if (closed) {
            throw new IllegalStateException("the lanes are closed");
        }
        if (!started) {
            parts.stack().start(this::take, dispatcher.asScreen());
            started = true;
            subscriptions.ifPresent(Subscriptions::start);
        }
        accepting = true;
    }

    /**
     * From now on, until {@link #loaded}, messages that may belong to a saved call wait, and new calls too (docs/design/legs.md 3.9); before
     * {@link #start}.
     */
    public void loading() {
        dispatcher.loading();
    }

    /**
     * Takes up the legs of a saved call and does what they have to do at once (docs/design/legs.md 7); while it listens, before {@link #loaded}. What
     * they report later waits until then. Any thread.
     *
     * @throws RuntimeException when the record does not hold together; nothing is done then
     */
    public CallLegs.Restored takeUp(SavedLegs saved) {
        CallLegs.Restored restored = CallLegs.restore(
                saved, parts.legs(), parts.names(), parts.clock().instant());
        SavedLegs.Caller caller = saved.caller();
        CallPermit ticket = newCalls.adopt(
                caller.dialog().hop().remoteHost(), caller.dialog().callId(), caller.confirmed());
        CallHome home = parts.stack().home(caller.dialog().callId());
        LiveCall liveCall = liveCall(restored.legs(), ticket, new DelayedFacts(loaded, this::tell), home);
        lanes.put(saved.call(), liveCall);
        liveCall.begin(restored.output());
        return restored;
    }

    /** All saved calls are taken up: what has waited goes its way, and what belongs to no call gets its 481. */
    public void loaded() {
        loaded.complete(null);
        dispatcher.loaded();
    }

    /** New calls and OPTIONS get 503 from now on, until {@link #start}; calls go on. */
    public void stopAccepting() {
        accepting = false;
    }

    /** New calls get no answer from now on, until {@link #resume}, so that their peers repeat them; calls go on. */
    public void pause() {
        paused = true;
    }

    /** New calls are looked at again. */
    public void resume() {
        paused = false;
    }

    /** Calls whose caller has had no final response yet. */
    public int unanswered() {
        return guard.unanswered();
    }

    /** Whether it listens and takes new calls. */
    public boolean accepting() {
        return accepting;
    }

    /** The points really listened on, as {@code udp:127.0.0.1:5060}. */
    public List<String> listening() {
        return parts.stack().listening();
    }

    /**
     * Gives an order to the call that it names. Orders of one call are carried out in order; one for an unknown call does nothing, but that a leg on
     * its way there is ended.
     */
    public void order(CallOrder order) {
        LiveCall liveCall = lanes.get(order.call());
        if (liveCall != null) {
            liveCall.order(order);
        } else {
            lost(order);
        }
    }

    private void lost(CallOrder order) {
        if (order instanceof CallOrder.Hand hand) {
            order(hand.failed());
        } else if (order instanceof CallOrder.Adopt adopt) {
            adopt.from().ifPresent(leg -> {
                ended(leg, adopt.done());
                order(adopt.by().back(Optional.empty()));
            });
        } else if (order instanceof CallOrder.GiveBack back) {
            back.from().ifPresent(leg -> ended(leg, back.done()));
        }
    }

    private void ended(SavedLegs.Leg leg, CallOrder.Adopted done) {
        parts.stack().carryOut(CallLegs.bye(leg, parts.legs(), parts.names()));
        order(done);
    }

    /**
     * A dialog of a call.
     *
     * @param caller whether it is that with the call's caller
     */
    public record Replaced(CallId call, boolean caller) {}

    /** The dialog that a value of Replaces names (RFC 3891), its tags in either order, since some phones swap them; empty when it is none of ours. */
    public Optional<Replaced> replaced(String value) {
        return DialogName.read(value)
                .flatMap(name -> find(name.callId(), name.toTag(), name.fromTag())
                        .or(() -> find(name.callId(), name.fromTag(), name.toTag())));
    }

    private Optional<Replaced> find(String callId, String ours, String theirs) {
        return table.byTag(callId, ours)
                .map(liveCall -> new Replaced(liveCall.call(), table.isCallers(callId, theirs, liveCall)));
    }

    /** The calls whose legs are not all gone yet, as of now. */
    public Set<CallId> withLegs() {
        return Set.copyOf(lanes.keySet());
    }

    /** How many they are. */
    public int calls() {
        return lanes.size();
    }

    /** Calls that are not over, or whose peers do not know it yet. */
    public long open() {
        return lanes.values().stream().filter(liveCall -> !liveCall.settled()).count();
    }

    /** Messages and orders that wait for the thread of their lane, but for datagrams that are not read yet. */
    public int depth() {
        return parts.stack().tasks();
    }

    /** Empty, or why every new call is refused for the number of calls or their rate. */
    public Optional<String> full() {
        return guard.trouble(parts.clock().instant());
    }

    /** Empty, or why new calls of some sources have been refused lately. */
    public Optional<String> limited() {
        return guard.note(parts.clock().instant());
    }

    /** New calls refused by a limit, by its name. */
    public long limited(CallGuard.Cause cause) {
        return guard.refused(cause);
    }

    private boolean refusesAll() {
        return !accepting
                || parts.overloaded().getAsBoolean()
                || depth() > MOST_WAITING
                || parts.stack().isLate();
    }

    /** Empty, or why calls are not dealt with at all. */
    public Optional<String> stuck() {
        return state().stuck() ? Optional.of("a thread of SIP has done nothing for 5 s") : Optional.empty();
    }

    /** How the stack is. */
    public StackState state() {
        return parts.stack().state();
    }

    /** Transactions that the stack keeps. */
    public int transactions() {
        return parts.stack().transactions();
    }

    /** Foreign header fields of an INVITE that routes may see. */
    public List<String> headersShown() {
        return parts.settings().headers();
    }

    /** Totals since the start. */
    public SipCounters counters() {
        return counters;
    }

    /**
     * Runs the task after that time, on a thread of routes; one more than may wait there runs on a thread for alarms.
     *
     * @param call new, for which the task is: refused with 500 where the task throws
     */
    public void later(CallId call, Runnable task, Duration delay) {
        routes.later(call, task, delay);
    }

    /** Runs what goes on in a route, on a thread of routes, or of alarms where too much waits there. */
    public void aside(Runnable task) {
        routes.aside(task);
    }

    /** A tap of facts for that route. */
    public FactTap tap(Consumer<CallEvent> route) {
        return new FactTap(taps, route, counters.factsLost);
    }

    /** The arrival is a fact for a route, which takes its time; nobody waits for that to hear of the others. */
    private void tell(List<CallEvent> step) {
        List<CallEvent> others = new ArrayList<>(step.size());
        for (CallEvent event : step) {
            if (event instanceof CallEvent.Arrived arrived) {
                tell(arrived);
            } else {
                others.add(event);
            }
            if (event instanceof CallEvent.LateOfferRefused) {
                counters.lateOffersRefused.increment();
            }
        }
        if (!others.isEmpty()) {
            listener.step(others);
        }
    }

    private void tell(CallEvent.Arrived arrived) {
        listener.arriving(arrived.call());
        try {
            routes.execute(arrived.call(), () -> listener.accept(arrived));
        } catch (RejectedExecutionException full) {
            counters.shed.increment();
            listener.refused(arrived.call());
            order(new CallOrder.Refuse(
                    arrived.call(), 503, "", List.of(Field.of(HeaderName.RETRY_AFTER, FieldValue.of("5")))));
        }
    }

    /** A defect kept a new call from its route: the caller gets an answer whatever who listens does. */
    private void unshown(CallId call) {
        try {
            listener.refused(call);
        } finally {
            order(new CallOrder.Refuse(call, 500, "", List.of()));
        }
    }

    private void take(SipEvent event) {
        if (event instanceof SipEvent.LinkGone gone) {
            String link = LinkTable.key(gone.transport(), gone.remoteHost(), gone.remotePort());
            links.gone(link).forEach(liveCall -> liveCall.offer(gone));
        } else if (!probes.take(event)
                && !subscriptions.map(all -> all.take(event)).orElse(false)) {
            dispatcher.accept(event);
        }
    }

    /**
     * Asks that address whether somebody is there (OPTIONS outside of dialogs); any thread.
     *
     * @param then gets the code of the answer, once; 0, 408 or 503 where there is none. Must not block
     */
    public void probe(String uri, IntConsumer then) {
        probes.ask(uri, then);
    }

    /**
     * Subscriptions to that event, no more than so many SUBSCRIBEs a second; once, before {@link #start}.
     */
    public Subscriptions subscriptions(PhoneEvent to, int rate) {
        Subscriptions made = new Subscriptions(
                new Subscriptions.Needs(
                        parts.stack(),
                        parts.names(),
                        parts.legs(),
                        parts.settings().product()),
                to,
                rate);
        subscriptions = Optional.of(made);
        return made;
    }

    /** Ends what it has subscribed to, before a {@link #close}. */
    public void endSubscriptions() {
        subscriptions.ifPresent(Subscriptions::end);
    }

    private void arrive(SipEvent.RequestIn in) {
        String name = parts.names().callId();
        int at = name.indexOf('@');
        CallId call = new CallId(at < 0 ? name : name.substring(0, at));
        CallPermit ticket = newCalls.admit(in);
        String callId = in.request().callId().text();
        CallLegs legs = new CallLegs(call, parts.legs(), parts.names().near(callId));
        LiveCall liveCall = liveCall(legs, ticket, this::tell, parts.stack().home(callId));
        if (liveCall.first(callId, in.request().from().tag().text())) {
            lanes.put(call, liveCall);
            counters.calls.increment();
            liveCall.offer(in);
        } else {
            ticket.gone();
            // Another thread was faster with the same call: it is merged or repeated, and its lane knows which.
            dispatcher.accept(in);
        }
    }

    private LiveCall liveCall(CallLegs legs, CallPermit ticket, Consumer<List<CallEvent>> facts, CallHome home) {
        return new LiveCall(legs, ticket, world, home, facts, taker -> new OrderQueue(parts.stack()::locate, taker));
    }

    /**
     * Stops listening and forgets all calls without a word to their peers.
     */
    @Override
    public synchronized void close() {
        closed = true;
        accepting = false;
        subscriptions.ifPresent(Subscriptions::close);
        parts.stack().close();
        routes.close();
        taps.shutdownNow();
        lanes.clear();
    }

    private final class World implements LiveCall.World {
        @Override
        public Instant now() {
            return parts.clock().instant();
        }

        @Override
        public void send(SipOrder order) {
            parts.stack().carryOut(order);
        }

        @Override
        public void save(LiveCall liveCall, SipOrder.Save order) {
            parts.store().save(order.saved(), order.waited(), ok -> {
                if (order.waited()) {
                    liveCall.offer(new SipEvent.Saved(order.token(), ok));
                }
            });
        }

        @Override
        public void order(CallOrder order) {
            LiveCalls.this.order(order);
        }

        @Override
        public void lost(CallOrder order) {
            LiveCalls.this.lost(order);
        }

        @Override
        public Tag tag(String sipCallId) {
            return new Tag(parts.names().tag(sipCallId));
        }

        @Override
        public void fault() {
            counters.faults.increment();
        }

        @Override
        public void settled(LiveCall liveCall) {
            parts.store().forget(liveCall.call());
        }

        @Override
        public void forget(LiveCall liveCall) {
            lanes.remove(liveCall.call());
        }

        @Override
        public CallTable<LiveCall> table() {
            return table;
        }

        @Override
        public LinkTable<LiveCall> links() {
            return links;
        }
    }
}
