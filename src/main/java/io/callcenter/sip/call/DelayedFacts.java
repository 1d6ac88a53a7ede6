package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Facts of a call that was taken up: they wait, in their order, until all calls are taken up. Any thread. */
final class DelayedFacts implements Consumer<List<CallEvent>> {
    private final Consumer<List<CallEvent>> then;
    private List<CallEvent> waiting = new ArrayList<>(1);
    private boolean open;

    DelayedFacts(CompletionStage<Void> loaded, Consumer<List<CallEvent>> then) {
        this.then = then;
        loaded.thenRun(this::open);
    }

    @Override
    public synchronized void accept(List<CallEvent> step) {
        if (open) {
            then.accept(step);
        } else {
            waiting.addAll(step);
        }
    }

    private synchronized void open() {
        open = true;
        if (!waiting.isEmpty()) {
            then.accept(waiting);
        }
        waiting = List.of();
    }
}
