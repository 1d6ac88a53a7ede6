package io.callcenter.demo;

import io.callcenter.demo.media.RtpPlayer;
import io.callcenter.phone.PeerStacks;
import io.callcenter.phone.PhoneThread;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the demo plays: phones, ledger, screen and the coming of callers, all on one lane. */
final class Stage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    /** How long the records may take to be complete after the last phone is on the hook. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    /** As long as a counted demo waits while no phone sees anything: then a call is lost. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final PhoneThread lane = new PhoneThread("demo-phones", this::failed);
    private final Ledger ledger = new Ledger();
    private final List<CenterEvent> reports = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final AtomicLong seen = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Phones phones;
    private final Scene scene;
    private final Planner planner;
    private final Wording wording;
    private Optional<Screen> screen = Optional.empty();
    private int wanted;

    /** A stage on which nothing happens yet. */
    Stage(DemoPace pace, long seed, PeerStacks stacks, RtpPlayer rtp, Random random, Clock clock) {
        this.phones = new Phones(lane, rtp, clock, random, this::saw);
        this.scene = new Scene(phones, stacks, ledger, pace.announcement());
        this.planner = new Planner(pace, seed);
        this.wording = new Wording(scene::plan, ledger::call);
    }

    /** What the phones share. */
    Phones phones() {
        return phones;
    }

    /** Where everything is shown. */
    void connect(Screen shown) {
        screen = Optional.of(shown);
    }

    /** Plugs the phones in. */
    void open() throws IOException {
        scene.open();
    }

    /** Host and port of the announcement player. */
    String playerAddress() {
        return scene.playerAddress();
    }

    /** Host and port of the agents' phones. */
    String agentsAddress() {
        return scene.agentsAddress();
    }

    /** Shows text. From any thread. */
    void say(List<String> text) {
        screen.ifPresent(shown -> shown.say(text));
    }

    /** Takes an event of the contact center. From any thread. */
    void report(CenterEvent report) {
        lane.run(() -> {
            reports.add(report);
            wording.of(report).ifPresent(line -> screen.ifPresent(shown -> shown.show(line)));
        });
    }

    private void saw(Sighting sighting) {
        seen.incrementAndGet();
        ledger.add(sighting);
        wording.of(sighting).ifPresent(line -> screen.ifPresent(shown -> shown.show(line)));
        scene.hear(sighting);
        if (wanted > 0 && ledger.done(wanted)) {
            over.countDown();
        }
    }

    /**
     * Lets callers come.
     *
     * @param points where the contact center listens
     * @param calls how many, 0 = without end
     */
    void begin(List<String> points, int calls) {
        String point =
                points.stream().filter(p -> p.startsWith("udp:")).findFirst().orElseThrow();
        lane.run(() -> {
            wanted = calls;
            screen.ifPresent(Screen::head);
            next(point.substring("udp:".length()), 0);
        });
    }

    private void next(String center, int made) {
        if (wanted == 0 || made < wanted) {
            lane.after(planner.pauseBeforeNext(), () -> {
                CallPlan plan = planner.next();
                scene.dial(plan, "sip:" + plan.flow() + "@" + center);
                next(center, made + 1);
            });
        }
    }

    /** Ends a stage without a wanted number of calls. From any thread. */
    void stop() {
        over.countDown();
    }

    /** Waits for the end, shows the summary and gives the differences between records and phones, if they shall be compared. */
    List<String> finish(CdrReader records, boolean compared) throws InterruptedException, SQLException {
        awaitEnd(compared);
        List<CdrRow> rows = records.all();
        List<String> differences = compared ? differences(records) : List.of();
        if (compared) {
            rows = records.all();
        }
        List<CdrRow> written = rows;
        onLane(() -> {
            screen.ifPresent(Screen::flush);
            Summary summary = new Summary(
                    ledger.planned(), written.size(), reports.size(), differences, compared, lane.lateness());
            say(summary.lines());
            return summary;
        });
        return differences;
    }

    private void awaitEnd(boolean counted) throws InterruptedException {
        long last = -1;
        while (!over.await(SILENCE.toSeconds(), TimeUnit.SECONDS)) {
            long now = seen.get();
            if (counted && now == last) {
                return;
            }
            last = now;
        }
    }

    /** Compares until there is no difference twice in a row, for the records are written behind the calls; at most for the settling time. */
    private List<String> differences(CdrReader records) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        boolean agreed = false;
        while (true) {
            List<CdrRow> rows = records.all();
            List<String> found = onLane(() -> compare(rows));
            if (found.isEmpty() && agreed || !found.isEmpty() && System.nanoTime() > deadline) {
                return found;
            }
            agreed = found.isEmpty();
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private List<String> compare(List<CdrRow> rows) {
        List<String> found = new ArrayList<>(troubles);
        found.addAll(new Comparison(ledger, rows, reports, lane.lateness()).differences());
        return found;
    }

    private <T> T onLane(Supplier<T> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        lane.run(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void failed(Throwable trouble) {
        LOG.error("a phone of the demo failed", trouble);
        troubles.add("a phone of the demo failed: " + trouble);
    }

    /** Unplugs the phones. */
    @Override
    public void close() {
        scene.close();
        lane.close();
    }
}
