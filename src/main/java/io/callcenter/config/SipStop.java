package io.callcenter.config;

import io.callcenter.config.settings.Settings;
import io.callcenter.core.Board;
import io.callcenter.sip.call.LiveCalls;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets no more calls in and, with {@code cc.shutdown=drain}, lets those that are there come to their end; remembers how many are kept for the next start. */
final class SipStop {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final LiveCalls liveCalls;
    private final Board board;
    private final boolean drains;
    private final Duration longest;
    private final Optional<HandoverPause> pause;
    private int before;
    private int kept;

    /** One whose calls, with that pause, another member goes on with: none is refused then. */
    SipStop(LiveCalls liveCalls, Board board, Settings settings, Optional<HandoverPause> pause) {
        this.pause = pause;
        this.liveCalls = liveCalls;
        this.board = board;
        this.drains = settings.word("cc.shutdown").equals("drain");
        this.longest = settings.duration("cc.shutdown-timeout");
    }

    /** Returns when the rest may be stopped. */
    void run() throws InterruptedException {
        if (pause.isPresent()) {
            pause.get().begin().toCompletableFuture().join();
        } else {
            liveCalls.stopAccepting();
            liveCalls.endSubscriptions();
        }
        before = ongoing();
        if (drains && pause.isEmpty()) {
            drain();
        }
        kept = ongoing();
    }

    /** Calls, and talks between agents. */
    private int ongoing() {
        return board.totals().ongoing() + board.consultations().size();
    }

    private void drain() throws InterruptedException {
        if (before > 0) {
            LOG.info("Stopping: new calls get 503; {} calls may end, for at most {} s", before, longest.toSeconds());
        }
        long end = System.nanoTime() + longest.toNanos();
        while (liveCalls.open() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(100);
        }
    }

    /** The last line of the log. */
    String farewell() {
        if (pause.isPresent()) {
            return "Stopped: another member goes on with " + kept + (kept == 1 ? " call" : " calls");
        }
        String ended = drains ? Math.max(0, before - kept) + " calls ended, " : "";
        return "Stopped: " + ended
                + switch (kept) {
                    case 0 -> "no call is kept";
                    case 1 -> "1 call is kept for the next start";
                    default -> kept + " calls are kept for the next start";
                };
    }
}
