package io.callcenter.web;

import io.callcenter.core.Board;
import io.callcenter.ids.AgentId;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.Thresholds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the board while somebody looks, and sends pages what changed. One thread, {@code cc-board}: it looks each 20 ms while a page is
 * attached, else it sleeps, and nothing is marked on the lane.
 */
public final class BoardFeed implements AutoCloseable, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(BoardFeed.class);
    private static final long MILLI = 1_000_000;
    private static final long LOOK = 20 * MILLI;
    private static final long HOLD = 200 * MILLI;
    private static final long SECOND = 1_000 * MILLI;
    private static final long BEAT = 5 * SECOND;
    private static final long PATIENCE = 10 * SECOND;
    private static final long LINGER = 10 * SECOND;
    private static final long CHECK = 3 * SECOND;
    private static final int MOST_OF_A_SESSION = 4; // a browser has six connections to a server

    private final Board board;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Predicate<String> alive;
    private final int most;
    private final String epoch;
    private final DeskFacts facts;
    private final Thresholds thresholds;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Set<Stream> streams = new LinkedHashSet<>();
    private final Map<UserScope, FeedView> views = new LinkedHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder resets = new LongAdder();
    private final Thread thread = new Thread(this::run, "cc-board");
    private volatile int attached;
    private volatile boolean stopped;
    private boolean awake;
    private long made;
    private boolean doubtful;
    private long lastAsked;
    private long lastTick;

    /**
     * A feed from that board.
     *
     * @param epoch tells places of this process from those of others
     * @param nanos a clock that never goes back
     * @param alive whether a session, by its key, still holds
     * @param facts what agents see of a call besides who calls
     * @param most streams at a time
     * @param thresholds by which flows are judged
     */
    public BoardFeed(
            Board board,
            InstantSource clock,
            LongSupplier nanos,
            String epoch,
            Predicate<String> alive,
            DeskFacts facts,
            int most,
            Thresholds thresholds) {
        this.board = board;
        this.clock = clock;
        this.nanos = nanos;
        this.alive = alive;
        this.most = most;
        this.epoch = epoch;
        this.facts = facts;
        this.thresholds = thresholds;
        thread.setDaemon(true);
    }

    /** Begins; sleeps until somebody asks. */
    public void start() {
        thread.start();
    }

    /** Whether one more page may follow. */
    boolean hasRoom() {
        return attached < most;
    }

    /**
     * Makes a snapshot, zipped, for that agent or, without one, of the rows of everybody in that scope; it is handed over on the thread of the
     * feed.
     */
    void snapshot(
            Set<Topic> topics, NumberMask numbers, UserScope scope, Optional<AgentId> own, Consumer<byte[]> then) {
        tasks.add(() -> {
            wake();
            look();
            FeedView view = view(scope);
            lastAsked = nanos.getAsLong();
            then.accept(view.snapshot(topics, numbers, own, clock.instant(), lastAsked, HOLD));
        });
    }

    /** The rows of that scope; they are read when the first page asks, and kept as long as one does. */
    private FeedView view(UserScope scope) {
        FeedView view = views.computeIfAbsent(
                scope,
                any -> new FeedView(
                        board, scope, made++ == 0 ? epoch : epoch + "." + made, facts, thresholds, clock.instant()));
        view.use(clock.instant());
        return view;
    }

    /** From now on that page gets what changed behind that place. */
    void attach(Stream stream, String place) {
        tasks.add(() -> {
            List<Stream> same = streams.stream()
                    .filter(other -> other.session.equals(stream.session))
                    .toList();
            if (same.size() >= MOST_OF_A_SESSION) {
                leave(same.get(0));
                same.get(0).bye("many");
            }
            streams.add(stream);
            attached = streams.size();
            wake();
            look();
            FeedView view = view(stream.scope);
            stream.own.ifPresent(agent -> {
                view.scope(stream.own, clock.instant());
                view.desks.opened(agent);
            });
            stream.lastByte = nanos.getAsLong();
            view.feed.known(place).ifPresentOrElse(seq -> stream.place = seq, () -> reset(stream));
        });
    }

    /** That page is gone. */
    void detach(Stream stream) {
        tasks.add(() -> leave(stream));
    }

    private void leave(Stream stream) {
        if (streams.remove(stream)) {
            stream.own.ifPresent(agent -> view(stream.scope).desks.closed(agent, clock.instant()));
        }
        attached = streams.size();
        lastAsked = nanos.getAsLong();
    }

    /** Its place is not known here: it takes a new snapshot, and comes again from there. */
    private void reset(Stream stream) {
        stream.place = view(stream.scope).feed.seq();
        resets.increment();
        stream.send("event: reset\ndata: {}\n\n");
    }

    private void run() {
        long last = nanos.getAsLong();
        while (!stopped) {
            try {
                Runnable task = awake ? tasks.poll(LOOK, TimeUnit.NANOSECONDS) : tasks.take();
                if (task != null) {
                    task.run();
                }
                if (awake && nanos.getAsLong() - last >= LOOK) {
                    last = nanos.getAsLong();
                    look();
                    send();
                    sleepIfAlone();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("The feed of the pages failed at a step; it looks at all rows anew", e);
                doubtful = true;
            }
        }
    }

    private void wake() {
        if (!awake) {
            awake = true;
            board.rowChanges().begin();
        }
    }

    private void sleepIfAlone() {
        if (streams.isEmpty() && nanos.getAsLong() - lastAsked > LINGER) {
            board.rowChanges().end();
            views.clear();
            awake = false;
        }
    }

    private void look() {
        Instant now = clock.instant();
        var marked = board.rowChanges().take();
        if (doubtful) {
            doubtful = false;
            views.values().forEach(view -> view.all(now));
        } else if (!marked.isEmpty()) {
            views.values().forEach(view -> view.take(marked, now));
        }
        if (nanos.getAsLong() - lastTick >= SECOND) {
            lastTick = nanos.getAsLong();
            streams.forEach(stream -> view(stream.scope));
            views.values().removeIf(view -> view.isIdle(now));
            views.values().forEach(view -> view.tick(now));
        }
    }

    private void send() {
        views.values().forEach(FeedView::looked);
        long now = nanos.getAsLong();
        for (Stream stream : new ArrayList<>(streams)) {
            send(stream, now);
        }
    }

    private void send(Stream stream, long now) {
        if (stream.full()) {
            stream.fullSince = stream.fullSince == 0 ? now : stream.fullSince;
            if (now - stream.fullSince > PATIENCE || stream.tooFull()) {
                leave(stream);
                stream.drop();
                dropped.increment();
            }
            return;
        }
        stream.fullSince = 0;
        if (now - stream.lastChecked >= CHECK && !alive.test(stream.session)) {
            leave(stream);
            stream.bye("session");
            return;
        }
        stream.lastChecked = now - stream.lastChecked >= CHECK ? now : stream.lastChecked;
        FeedView view = view(stream.scope);
        if (stream.place < view.feed.seq() && now - stream.lastFrame >= HOLD) {
            frame(view, stream, now);
        } else if (now - stream.lastByte >= BEAT) {
            beat(stream, now);
        }
    }

    private void frame(FeedView view, Stream stream, long now) {
        if (stream.own.isPresent() && view.desks.outdated(stream.own.get(), stream.place)) {
            reset(stream);
            return;
        }
        Feed.Frame frame = view.frame(stream, clock.instant());
        stream.place = frame.seq();
        if (!frame.data().isEmpty()) {
            stream.lastFrame = now;
            stream.lastByte = now;
            write(stream, "id: " + view.feed.place(frame.seq()) + "\nevent: d\ndata: " + frame.data() + "\n\n");
        }
    }

    private void beat(Stream stream, long now) {
        stream.lastByte = now;
        write(stream, "event: beat\ndata: {\"now\":" + clock.instant().toEpochMilli() + "}\n\n");
    }

    private void write(Stream stream, String text) {
        sent.increment();
        bytes.add(text.length());
        stream.send(text);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("callcenter.web.streams", this, feed -> feed.attached)
                .description("Pages that follow the board")
                .register(registry);
        counter(registry, "callcenter.web.frames", sent, "Events sent to pages");
        counter(registry, "callcenter.web.bytes", bytes, "Characters sent to pages");
        counter(registry, "callcenter.web.dropped", dropped, "Pages that were closed because they did not read");
        counter(registry, "callcenter.web.resets", resets, "Pages that had to take a new snapshot");
    }

    private static void counter(MeterRegistry registry, String name, LongAdder value, String description) {
        FunctionCounter.builder(name, value, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    /** Says good-bye to all pages, and stops. */
    @Override
    public void close() {
        tasks.add(() -> {
            streams.forEach(stream -> stream.bye("stop"));
            streams.clear();
            stopped = true;
        });
        try {
            thread.join(SECOND / MILLI);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
