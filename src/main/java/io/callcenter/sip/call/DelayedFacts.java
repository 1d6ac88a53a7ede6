package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Facts of a call that was taken up: they wait, in their order, until all calls are taken up. Any thread. */
final class DelayedFacts implements Consumer<CallEvent> {
    private final Consumer<CallEvent> then;
    private List<CallEvent> waiting = new ArrayList<>(1);
    private boolean open;

    DelayedFacts(CompletionStage<Void> loaded, Consumer<CallEvent> then) {
        this.then = then;
        loaded.thenRun(this::open);
    }

    @Override
    public synchronized void accept(CallEvent event) {
        if (open) {
            then.accept(event);
        } else {
            waiting.add(event);
        }
    }

    private synchronized void open() {
        open = true;
        waiting.forEach(then);
        waiting = List.of();
    }
}
