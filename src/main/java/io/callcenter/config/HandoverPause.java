package io.callcenter.config;

import io.callcenter.sip.call.LiveCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * New calls are left to the next leader: an INVITE over UDP that nobody answers is repeated after half a second, one over a connection gets 503. Callers who came before get their answer
 * first, as the next leader would refuse them.
 */
final class HandoverPause {
    private static final Duration LONGEST = Duration.ofMillis(1_500);
    private static final long LOOK_MILLIS = 20;

    private final LiveCalls liveCalls;

    HandoverPause(LiveCalls liveCalls) {
        this.liveCalls = liveCalls;
    }

    /** From now on new calls get no answer; done when nobody waits for one who came before, after 1.5 s at most. */
    CompletionStage<Void> begin() {
        liveCalls.pause();
        CompletableFuture<Void> done = new CompletableFuture<>();
        look(done, System.nanoTime() + LONGEST.toNanos());
        return done;
    }

    private void look(CompletableFuture<Void> done, long until) {
        if (liveCalls.unanswered() == 0 || System.nanoTime() - until > 0) {
            done.complete(null);
            return;
        }
        Executor soon = CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        soon.execute(() -> look(done, until));
    }

    /** New calls are taken again. */
    void end() {
        liveCalls.resume();
    }
}
