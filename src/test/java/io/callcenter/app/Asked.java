package io.callcenter.app;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.concurrent.CompletableFuture;

/** What a lane replies. */
final class Asked {
    private Asked() {}

    /** The reply to that signal; fails with {@link LaneFull} when it is refused. */
    static CompletableFuture<Reply> of(Lane lane, Signal signal) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        boolean taken = lane.request(signal, (reply, failure) -> {
            if (failure == null) {
                answer.complete(reply);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return taken ? answer : CompletableFuture.failedFuture(new LaneFull());
    }
}
