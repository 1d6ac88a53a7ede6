package io.callcenter.sip.call;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The orders of one call on their way to its lane: each with its addresses found, in the order in which they were given. */
final class OrderQueue {
    private final Function<String, CompletionStage<Hop>> locate;
    private final Consumer<CallOrder> lane;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    OrderQueue(Function<String, CompletionStage<Hop>> locate, Consumer<CallOrder> lane) {
        this.locate = locate;
        this.lane = lane;
    }

    synchronized void add(CallOrder order) {
        CompletableFuture<CallOrder> ready = located(order);
        if (last.isDone() && ready.isDone()) {
            lane.accept(ready.join());
            return;
        }
        last = last.thenCombine(ready, (before, located) -> {
            lane.accept(located);
            return null;
        });
    }

    private CompletableFuture<CallOrder> located(CallOrder order) {
        if (!(order instanceof CallOrder.Connect connect)) {
            return CompletableFuture.completedFuture(order);
        }
        CompletableFuture<CallOrder.Target> target = located(connect.target());
        CompletableFuture<Optional<CallOrder.Target>> announcement = connect.announcement()
                .map(a -> located(a).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        return target.thenCombine(
                announcement,
                (t, a) -> new CallOrder.Connect(
                        connect.call(),
                        connect.leg(),
                        connect.purpose(),
                        t,
                        connect.display(),
                        connect.headers(),
                        a,
                        connect.offer()));
    }

    /** The target with its address; without one where it cannot be found: the legs refuse it then. */
    private CompletableFuture<CallOrder.Target> located(CallOrder.Target target) {
        if (target.hop().isPresent()) {
            return CompletableFuture.completedFuture(target);
        }
        return locate.apply(target.uri())
                .handle((hop, failure) -> new CallOrder.Target(target.uri(), Optional.ofNullable(hop)))
                .toCompletableFuture();
    }
}
