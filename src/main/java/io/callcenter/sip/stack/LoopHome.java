package io.callcenter.sip.stack;

import io.callcenter.transaction.TimerWheel;
import io.callcenter.transport.Loop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The calls of one event loop: their tasks run there, each in a turn of its own within the step that asks for it. */
record LoopHome(Loop loop, BooleanSupplier closing) implements CallHome {
    @Override
    public void execute(Runnable task) {
        loop.afterwards(() -> {
            if (!closing.getAsBoolean()) {
                task.run();
            }
        });
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        TimerWheel.Timer timer = new TimerWheel.Timer(now -> execute(task));
        loop.alarms().set(timer, System.nanoTime() + delay.toNanos());
        return () -> loop.alarms().cancel(timer);
    }
}
