package io.callcenter.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the machines of one loop share: times, timers, the way out, and the tables in which they stand until they end. */
final class TransactionContext {
    final Timing timing;
    final TimerWheel wheel;
    final Consumer<Action> out;
    /** Requests of ours but CANCEL, by the branch of each attempt. */
    final Map<String, Attempt> attempts = new HashMap<>();
    /** CANCELs of ours, by the branch of the attempt that they cancel. */
    final Map<String, CancelOut> cancels = new HashMap<>();
    /** Requests that came in, by name. */
    final Map<String, Server> servers = new HashMap<>();

    TransactionContext(Timing timing, TimerWheel wheel, Consumer<Action> out) {
        this.timing = timing;
        this.wheel = wheel;
        this.out = out;
    }

    void count(Action.Kind kind) {
        out.accept(new Action.Counted(kind));
    }
}
