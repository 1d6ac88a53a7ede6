package io.callcenter.app;

import io.callcenter.core.Board;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The contact center as programs outside the routes see it: a board to read and a door for requests. */
public final class CenterAccess {
    private final Board board;
    private final LaneRequests requests;
    private final Optional<TransferHook> hook;

    /** That board, and the lane through those requests. */
    public CenterAccess(Board board, LaneRequests requests) {
        this(board, requests, Optional.empty());
    }

    private CenterAccess(Board board, LaneRequests requests, Optional<TransferHook> hook) {
        this.board = board;
        this.requests = requests;
        this.hook = hook;
    }

    /** The same where a route is asked about transfers, if there is one. */
    public CenterAccess asking(TransferHook asked) {
        return new CenterAccess(board, requests, Optional.of(asked));
    }

    /** What may be read at any time from any thread. */
    public Board board() {
        return board;
    }

    /** Asks for something; fails with {@link LaneFull} under overload. The stage completes on {@link #threads}, never on the lane. */
    public CompletionStage<Reply> request(Signal signal) {
        if (signal instanceof Signal.Transfer transfer
                && hook.filter(TransferHook::isThere).isPresent()) {
            return hook.get().command(transfer, new CenterAccess(board, requests));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        boolean asked = requests.ask(signal, (reply, failure) -> {
            if (failure == null) {
                answer.complete(reply);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return asked ? answer : CompletableFuture.failedFuture(new LaneFull());
    }

    /** The threads for answers. */
    public Executor threads() {
        return requests;
    }
}
