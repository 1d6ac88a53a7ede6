package io.callcenter.sip.stack;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Head;
import io.callcenter.message.Limits;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.message.Via;
import io.callcenter.transaction.SendResult;
import io.callcenter.transaction.Timing;
import io.callcenter.transport.CaptureSettings;
import io.callcenter.transport.Destination;
import io.callcenter.transport.Link;
import io.callcenter.transport.Loop;
import io.callcenter.transport.Loops;
import io.callcenter.transport.PointSettings;
import io.callcenter.transport.ProxySettings;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** {@link SipStack} over event loops: sockets, transactions and events of a call on one thread. Several may live in one program. */
public final class LoopStack implements SipStack {
    private static final Duration NEXT_TARGET = Duration.ofSeconds(5);
    /** Longer than any set-up may take, plus 64·T1. */
    private static final Duration UNANSWERED = Duration.ofMinutes(11);
    /** Free ports are looked for in pairs (the same number for UDP and TCP) this many times. */
    private static final int TRIES = 20;

    private static final int MOST_LOOPS = 16;
    /** System property, for trials: loops where the settings leave it open. */
    private static final String LOOPS = "sip.loops";

    private final SipSettings settings;
    private final FreshNames names;
    private final int count;
    private final SipCounters counters = new SipCounters();
    private final PeerWarnings warnings = new PeerWarnings();
    private final SendQueue queue = new SendQueue();
    private final BooleanSupplier speaks;
    private volatile Optional<Running> running = Optional.empty();
    private volatile boolean closing;
    private volatile boolean closed;

    private record Running(
            Loops loops,
            Map<Loop, CallHome> homes,
            LoopEvents up,
            NextHop hops,
            Locator locator,
            LocalAddresses addresses,
            List<ListenPoint> bound) {
        Loop home(String callId) {
            return loops.home(callId);
        }
    }

    private LoopStack(SipSettings settings, FreshNames names, int count, BooleanSupplier speaks) {
        this.speaks = speaks;
        this.settings = settings;
        this.count = count;
        this.names = names;
    }

    /**
     * A stack that is not started yet.
     *
     * @param settings where to listen and what to advertise; refused with {@link IllegalArgumentException} when a point cannot be read
     * @param names tells which stray responses carry a tag of ours
     */
    public static LoopStack open(SipSettings settings, FreshNames names) {
        return open(settings, names, () -> true);
    }

    /**
     * The same for a process that may have to be silent.
     *
     * @param speaks asked before each message, so it must be cheap: while it says no nothing is sent
     */
    public static LoopStack open(SipSettings settings, FreshNames names, BooleanSupplier speaks) {
        LocalAddresses.check(settings.listen().stream().map(ListenPoint::parse).toList(), settings.advertise());
        int usual = Math.max(1, Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors() / 2));
        int loops = settings.loops() > 0 ? settings.loops() : Integer.getInteger(LOOPS, usual);
        return new LoopStack(settings, names, loops, speaks);
    }

    @Override
    public SipCounters counters() {
        return counters;
    }

    @Override
    public Credentials credentials(DigestSettings digest) {
        return counters.counting(
                new DigestCredentials(digest, DigestTargets.of(digest, settings.outboundProxy(), this::addressesOf)));
    }

    /** The addresses that the URI leads to, if they are known at once. */
    private List<String> addressesOf(SipUriText uri) {
        return running.map(r -> r.locator().find(uri))
                .filter(found -> found.isDone() && !found.isCompletedExceptionally())
                .map(found -> found.join().stream().map(StackHop::host).toList())
                .orElse(List.of());
    }

    @Override
    public void start(Consumer<SipEvent> listener) throws IOException {
        start(listener, NewCallScreen.ALL);
    }

    @Override
    public synchronized void start(Consumer<SipEvent> listener, NewCallScreen screen) throws IOException {
        if (closed || running.isPresent()) {
            throw new IllegalStateException("a stack starts once");
        }
        List<ListenPoint> wanted =
                settings.listen().stream().map(ListenPoint::parse).toList();
        boolean anyFree = wanted.stream().anyMatch(point -> point.port() == 0);
        for (int attempt = 1; running.isEmpty(); attempt++) {
            try {
                Running made = run(listener, screen, wanted);
                running = Optional.of(made);
                made.loops().open();
            } catch (IOException e) {
                if (!anyFree || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Running run(Consumer<SipEvent> listener, NewCallScreen screen, List<ListenPoint> wanted)
            throws IOException {
        CompletableFuture<Running> self = new CompletableFuture<>();
        LoopEvents up = events(listener, screen, self);
        Loops loops = loops(up);
        try {
            List<ListenPoint> bound = bind(loops, wanted);
            if (settings.capture().isGiven()) {
                loops.copyTo(capture(screen));
            }
            Running made = running(loops, up, bound);
            self.complete(made);
            return made;
        } catch (IOException | RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    private LoopEvents events(Consumer<SipEvent> listener, NewCallScreen screen, CompletableFuture<Running> self) {
        return new LoopEvents(new LoopEvents.Needs(
                event -> {
                    if (!closing) {
                        listener.accept(event);
                    }
                },
                screen,
                names::ours,
                new Tag(names.tag("refusal")),
                counters,
                warnings,
                new RetryLaterAnswer(names, settings.product()),
                () -> self.join().addresses(),
                (left, now) -> self.join().hops().tried(left, now)));
    }

    private Loops loops(LoopEvents up) {
        Networks trusted = new Networks(settings.trusted());
        return new Loops(new Loops.Needs(
                count,
                names::slot,
                Limits.ofBody(settings.limits().body()),
                Timing.of(settings.t1(), NEXT_TARGET, UNANSWERED),
                !settings.trusted().isEmpty(),
                trusted::name,
                up,
                PointSettings.of(settings.tls().forTransport(), settings.origins(), counters.handshakesRefused)
                        .speakingWhile(speaks)
                        .withProxies(proxies())));
    }

    private Running running(Loops loops, LoopEvents up, List<ListenPoint> bound) {
        LocalAddresses known = new LocalAddresses(bound, settings.advertise());
        Locator locator = new Locator(known, bound);
        DialogLinks links = new DialogLinks(
                (transport, remote) -> loops.open(transport, remote).isPresent());
        Map<Loop, CallHome> homes = new IdentityHashMap<>();
        loops.all().forEach(loop -> homes.put(loop, new LoopHome(loop, () -> closing)));
        return new Running(loops, homes, up, new NextHop(known, locator, links), locator, known, bound);
    }

    private CaptureSettings capture(NewCallScreen screen) throws IOException {
        SipSettings.Capture to = settings.capture();
        return new CaptureSettings(
                to.address(), to.id(), to.password(), screen::callOf, counters.captured, counters.captureLost);
    }

    private ProxySettings proxies() {
        Networks networks = new Networks(settings.proxies());
        return new ProxySettings(!settings.proxies().isEmpty(), networks::name, () -> counters.guarded("proxy"));
    }

    private static List<ListenPoint> bind(Loops loops, List<ListenPoint> wanted) throws IOException {
        List<ListenPoint> bound = new ArrayList<>();
        int free = 0;
        for (ListenPoint point : wanted) {
            boolean taken = bound.stream().anyMatch(other -> isSame(other, point));
            ListenPoint real = loops.listen(point.port() == 0 && !taken ? point.withPort(free) : point);
            if (point.port() == 0) {
                free = real.port();
            }
            bound.add(real);
        }
        return bound;
    }

    private static boolean isSame(ListenPoint one, ListenPoint other) {
        return one.transport().equals(other.transport()) && one.host().equals(other.host());
    }

    @Override
    public void carryOut(SipOrder order) {
        if (closed) {
            return;
        }
        Optional<Running> open = running;
        if (open.isEmpty()) {
            throw new IllegalStateException("the stack does not run");
        }
        Running now = open.get();
        if (order instanceof SipOrder.Send send) {
            send(now, send);
        } else if (order instanceof SipOrder.Respond respond) {
            Loop home = now.home(callId(respond.transaction()));
            home.execute(() -> respond(now, home, respond));
        } else if (order instanceof SipOrder.SendAck ack) {
            acknowledge(now, ack);
        } else if (order instanceof SipOrder.Cancel cancel) {
            Loop home = now.home(cancel.invite().callId());
            home.execute(() -> cancel(now, home, cancel));
        } else if (order instanceof SipOrder.EndTransaction end) {
            queue.withdraw(end.branch());
            for (Loop loop : now.loops().all()) {
                loop.execute(() -> loop.transactions().end(end.branch()));
            }
        } else if (order instanceof SipOrder.RespondAnew respond) {
            answerAnew(now, respond);
        } else {
            throw new IllegalArgumentException("not for the stack: " + order);
        }
    }

    /** The Call-ID in the name of a transaction: the last word but one. */
    private static String callId(String transaction) {
        int end = transaction.lastIndexOf(' ');
        return end < 0 ? transaction : transaction.substring(transaction.lastIndexOf(' ', end - 1) + 1, end);
    }

    private void send(Running now, SipOrder.Send order) {
        OutgoingRequest request = order.request();
        Loop home = now.home(request.callId());
        Draft draft = StrictRoute.applied(request.draft());
        queue.add(request.callId(), request.branch(), now.hops().of(request, order.hop()), (places, failure) -> {
            if (failure == null) {
                home.execute(() -> home.transactions().send(request.branch(), draft, List.copyOf(places), home.now()));
            } else {
                warnings.unsent(request, new SendFailure(SipEvent.Why.NOWHERE, PeerWarnings.cause(failure)));
                home.afterwards(() -> now.up().unsent(request.branch(), SipEvent.Why.NOWHERE));
            }
        });
    }

    private void acknowledge(Running now, SipOrder.SendAck order) {
        OutgoingRequest ack = order.ack();
        Loop home = now.home(ack.callId());
        toward(
                now,
                ack,
                order.hop(),
                (draft, places) -> home.execute(() -> {
                    Token branch = new Token(ack.branch());
                    home.send(places, destination -> draft.request(destination.via(branch)));
                }));
    }

    /** For requests whose fate nobody is told. */
    private void toward(Running now, OutgoingRequest request, Hop hop, BiConsumer<Draft, List<Destination>> found) {
        Draft draft = StrictRoute.applied(request.draft());
        queue.add(request.callId(), request.branch(), now.hops().of(request, hop), (places, failure) -> {
            if (failure == null) {
                found.accept(draft, NextHop.plain(places));
            } else {
                untold(request, new SendFailure(SipEvent.Why.NOWHERE, PeerWarnings.cause(failure)));
            }
        });
    }

    private void untold(OutgoingRequest request, SendFailure failure) {
        counters.unsent.increment();
        warnings.unsent(request, failure);
    }

    private void cancel(Running now, Loop home, SipOrder.Cancel order) {
        OutgoingRequest invite = order.invite();
        FieldValue reason = order.reason().isEmpty() ? FieldValue.NONE : FieldValue.of(order.reason());
        if (queue.withdraw(invite.callId(), invite.branch())) {
            home.afterwards(() -> now.up().canceled(invite.branch()));
        } else if (!home.transactions().cancel(invite.branch(), reason, home.now())) {
            OutgoingRequest cancel = new OutgoingRequest(invite.branch(), invite.cancel(order.reason()));
            toward(
                    now,
                    cancel,
                    order.hop(),
                    (draft, places) -> home.execute(
                            () -> home.transactions().cancel(invite.branch(), draft, places.get(0), home.now())));
        }
    }

    private void respond(Running now, Loop home, SipOrder.Respond order) {
        Draft response = order.response();
        if (now.up().answer(order.transaction(), response)) {
            return;
        }
        SendResult sent = home.transactions()
                .respond(order.transaction(), response.code(), head -> head.complete(response), home.now());
        if (sent == SendResult.REPEATED) {
            counters.retransmitted.increment();
        } else if (sent == SendResult.FINAL
                && response.code() >= 300
                && order.transaction().startsWith("INVITE ")) {
            counters.refused(response.code());
        }
    }

    /** To where the top Via of an INVITE of a former process points (RFC 3261 §18.2.2, RFC 3581). */
    private void answerAnew(Running now, SipOrder.RespondAnew order) {
        Head invite = order.invite();
        Loop home = now.home(invite.callId());
        home.execute(() -> {
            try {
                behind(home, invite.via(), now.addresses().point(order.hop()))
                        .write(invite.complete(order.response()).bytes());
                counters.sent(Loop.kind(order.response().code()));
            } catch (IllegalArgumentException e) {
                counters.unsent.increment();
                String call = "Call-ID " + invite.callId();
                warnings.unsent(order.response().code(), "its caller", String.valueOf(e.getMessage()), call);
            }
        });
    }

    private static Link behind(Loop home, Via via, InetSocketAddress from) {
        String host = via.parameters().get("received").orElse(via.host().text());
        String asked = via.parameters().get("rport").orElse("");
        boolean udp = via.transport().equalsIgnoreCase("UDP");
        int port = udp && !asked.isEmpty() ? Integer.parseInt(asked) : via.portOrUsual();
        InetSocketAddress remote = new InetSocketAddress(Literals.address(host), port);
        Link datagrams = udp ? home.datagrams(remote, from) : null;
        if (udp && datagrams == null) {
            throw new IllegalArgumentException("no point of the family of " + host);
        }
        return udp ? datagrams : home.stream(via.transport().toLowerCase(Locale.ROOT), remote);
    }

    @Override
    public CompletionStage<Hop> locate(String uri) {
        Optional<Running> open = running;
        if (open.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("the stack is closed"));
        }
        return open.get().locator().locate(uri).whenComplete((hop, failure) -> {
            if (failure != null) {
                warnings.unreachable(uri, failure);
            }
        });
    }

    @Override
    public List<String> listening() {
        return running.filter(r -> !closed)
                .map(r -> r.bound().stream().map(ListenPoint::toString).toList())
                .orElse(List.of());
    }

    @Override
    public CallHome home(String sipCallId) {
        Running now = running.orElseThrow(() -> new IllegalStateException("the stack does not run"));
        return now.homes().get(now.home(sipCallId));
    }

    @Override
    public int tasks() {
        return running.map(r -> r.loops().all().stream().mapToInt(Loop::tasks).sum())
                .orElse(0);
    }

    @Override
    public StackState state() {
        return running.filter(r -> !closed)
                .map(r -> new StackState(
                        r.loops().delay(),
                        r.loops().areStuck(),
                        r.loops().bans(),
                        r.loops().byTransport()))
                .orElse(StackState.CALM);
    }

    @Override
    public boolean isLate() {
        Optional<Running> open = running;
        return open.isPresent() && open.get().loops().areLate();
    }

    @Override
    public int transactions() {
        return running.map(r -> r.loops().all().stream().mapToInt(Loop::size).sum())
                .orElse(0);
    }

    @Override
    public synchronized void close() {
        closing = true;
        running.ifPresent(r -> {
            r.loops().all().forEach(Loop::finish);
            closed = true;
            r.locator().close();
            r.addresses().close();
            r.loops().close();
        });
        closed = true;
    }
}
