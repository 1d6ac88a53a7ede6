package io.callcenter.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.Names;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.transport.ListenPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;

/**
 * {@link SipStack} over the JAIN-SIP reference implementation: its transaction layer only, no dialogs (ADR 0002). Several may live in one
 * program.
 */
public final class JainStack implements SipStack {
    private final SipSettings settings;
    private final Names names;
    private final SipCounters counters = new SipCounters();
    private final PeerWarnings warnings = new PeerWarnings();
    private final PeerQueues queues = new PeerQueues();
    private final ScheduledThreadPoolExecutor keeper;
    private final Stripes homes = new Stripes(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private volatile List<ListenPoint> bound = List.of();
    private volatile Optional<Running> running = Optional.empty();
    private volatile boolean closed;

    private record Running(
            TunedStack stack,
            Ports ports,
            Locator locator,
            Outbound outbound,
            Responses responses,
            LateAnswers late,
            Inbound inbound,
            Transactions transactions) {}

    private record Listeners(Consumer<SipEvent> events, NewCallScreen screen) {}

    private JainStack(SipSettings settings, Names names) {
        this.settings = settings;
        this.names = names;
        this.keeper = new ScheduledThreadPoolExecutor(1, CallLanes.daemon("sip-keeper"));
        keeper.setRemoveOnCancelPolicy(true);
    }

    /**
     * A stack that is not started yet.
     *
     * @param settings where to listen and what to advertise; refused with {@link IllegalArgumentException} when a point cannot be read
     * @param names tells which stray responses carry a tag of ours
     */
    public static JainStack open(SipSettings settings, Names names) {
        settings.listen().forEach(ListenPoint::parse);
        return new JainStack(settings, names);
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
        if (running.isPresent() || keeper.isShutdown()) {
            throw new IllegalStateException("a stack starts once");
        }
        TlsSockets tls = TlsSockets.of(settings.tls());
        Ports ports = new Ports(tls, counters.handshakesRefused);
        bound = ports.bind(settings.listen().stream().map(ListenPoint::parse).toList());
        try {
            running = Optional.of(run(new Listeners(listener, screen), ports));
        } catch (SipException | InvalidArgumentException | TooManyListenersException | RuntimeException e) {
            ports.close();
            bound = List.of();
            throw new IOException("SIP cannot start: " + e.getMessage(), e);
        }
    }

    private Running run(Listeners listeners, Ports ports)
            throws SipException, InvalidArgumentException, TooManyListenersException {
        Transactions transactions =
                new Transactions(settings.t1().multipliedBy(64).plusSeconds(4).toNanos());
        LocalAddresses addresses = new LocalAddresses(bound, settings.advertise());
        Latch<Inbound> inbound = new Latch<>();
        Latch<TunedStack> self = new Latch<>();
        RequestScreen screen = new RequestScreen(
                listeners.screen(), transactions, settings.limits().body(), names.tag("refusal"));
        Valve valve = new Valve(
                screen,
                r -> known(r, transactions, self.get()),
                r -> inbound.get().stray(r),
                counters,
                warnings);
        TunedStack stack = new TunedStack(
                new TunedStack.Parts(valve, ports, new StampedRouter(), counters, warnings), settings.tls());
        self.set(stack);
        try {
            SipProvider provider = provider(stack);
            int t1 = (int) settings.t1().toMillis();
            SipLink link = new SipLink(provider, transactions, addresses, ports, counters, warnings, t1);
            inbound.set(new Inbound(link, listeners.events(), names::ours));
            Locator locator = new Locator(addresses, bound);
            Outbound outbound = new Outbound(link, locator, queues, keeper, listeners.events());
            provider.addSipListener(inbound.get());
            keeper.scheduleWithFixedDelay(transactions::sweep, 1, 1, TimeUnit.SECONDS);
            return new Running(
                    stack,
                    ports,
                    locator,
                    outbound,
                    new Responses(link, queues),
                    new LateAnswers(link, queues),
                    inbound.get(),
                    transactions);
        } catch (SipException | InvalidArgumentException | TooManyListenersException | RuntimeException e) {
            stack.end();
            throw e;
        }
    }

    private SipProvider provider(TunedStack stack) throws SipException, InvalidArgumentException {
        List<ListeningPoint> points = new ArrayList<>();
        for (ListenPoint point : bound) {
            points.add(stack.createListeningPoint(point.host(), point.port(), point.transport()));
        }
        SipProvider provider = stack.createSipProvider(points.get(0));
        for (ListeningPoint more : points.subList(1, points.size())) {
            provider.addListeningPoint(more);
        }
        return provider;
    }

    /** Whether a transaction waits for this response; the stack is asked by key alone, never made to search. */
    private static boolean known(SIPResponse response, Transactions transactions, TunedStack stack) {
        String branch = response.getTopmostVia().getBranch();
        if (branch == null) {
            return false;
        }
        return (transactions.client(branch).isPresent()
                        && !response.getCSeq().getMethod().equals("CANCEL"))
                || stack.findTransaction(response.getTransactionId(), false) != null;
    }

    @Override
    public void carryOut(SipOrder order) {
        if (closed) {
            return;
        }
        Running now = running();
        Outbound outbound = now.outbound();
        if (order instanceof SipOrder.Send send) {
            outbound.send(send);
        } else if (order instanceof SipOrder.Respond respond) {
            now.responses().respond(respond);
        } else if (order instanceof SipOrder.RespondAnew respond) {
            now.late().answer(respond);
        } else if (order instanceof SipOrder.SendAck ack) {
            outbound.ack(ack);
        } else if (order instanceof SipOrder.Cancel cancel) {
            outbound.cancel(cancel);
        } else if (order instanceof SipOrder.EndTransaction end) {
            outbound.end(end);
        } else {
            throw new IllegalArgumentException("not for the stack: " + order);
        }
    }

    private Running running() {
        return running.orElseThrow(() -> new IllegalStateException("the stack does not run"));
    }

    @Override
    public CompletionStage<Hop> locate(String uri) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("the stack is closed"));
        }
        CompletableFuture<Hop> found = running().locator().locate(uri);
        found.whenComplete((hop, failure) -> {
            if (failure != null) {
                warnings.unreachable(uri, failure);
            }
        });
        return found;
    }

    @Override
    public List<String> listening() {
        return bound.stream().map(ListenPoint::toString).toList();
    }

    @Override
    public CallHome home(String sipCallId) {
        return homes.of(sipCallId);
    }

    @Override
    public int waiting() {
        return homes.depth();
    }

    @Override
    public int transactions() {
        return running.map(r -> r.transactions().size()).orElse(0);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        homes.close();
        keeper.shutdownNow();
        queues.close();
        running.ifPresent(r -> {
            r.locator().close();
            r.stack().end();
            r.ports().close();
        });
        bound = List.of();
    }
}
