package io.callcenter.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The stack's timers on one thread, gone when the stack is. The stack makes it by name.
 *
 * <p>A wheel: each transaction, a finished one too, is looked at twice a second for up to 32 s, so a task must be put in and taken out at a cost
 * that does not grow with their number. Tasks run up to {@value #TICK_MILLIS} ms late, never early. Any thread may schedule and cancel.
 */
public final class DaemonTimer implements SipTimer {
    private static final int TICK_MILLIS = 20;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 512;

    private final Thread thread = new Thread(this::turn, "sip-timer");
    private final long began = System.nanoTime();
    private final Queue<Due> coming = new ConcurrentLinkedQueue<>();
    private final List<List<Due>> slots = IntStream.range(0, SLOTS)
            .<List<Due>>mapToObj(i -> new ArrayList<>())
            .toList();
    private long tick;
    private int inside;
    private volatile boolean resting;
    private volatile boolean stopped;

    /** A task and when it is due; one that was cancelled has none. */
    private static final class Due {
        private final long period;
        private volatile SIPStackTimerTask task;
        private long at;

        Due(SIPStackTimerTask task, long at, long period) {
            this.task = task;
            this.at = at;
            this.period = period;
        }
    }

    /** For the stack. */
    public DaemonTimer() {
        thread.setDaemon(true);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        thread.start();
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return keep(task, delay, 0);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return keep(task, delay, Math.max(1, period / TICK_MILLIS));
    }

    private boolean keep(SIPStackTimerTask task, long delay, long period) {
        if (stopped) {
            throw new IllegalStateException("the stack is stopped");
        }
        long time = System.nanoTime() - began + TimeUnit.MILLISECONDS.toNanos(delay);
        Due due = new Due(task, time / TICK + 1, period);
        task.setSipTimerTask(due);
        coming.add(due);
        if (resting) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Due due)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        boolean waiting = due.task != null;
        due.task = null;
        return waiting;
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public boolean isStarted() {
        return !stopped;
    }

    private void turn() {
        while (!stopped) {
            rest();
            long now = (System.nanoTime() - began) / TICK;
            if (inside == 0) {
                tick = Math.max(tick, now - 1); // nothing was due in between
            }
            while (tick < now) {
                tick++;
                fire();
            }
        }
    }

    /** Until the next tick, or until something comes when there is nothing. */
    private void rest() {
        if (inside > 0 || !coming.isEmpty()) {
            LockSupport.parkNanos(this, Math.max(1, (tick + 1) * TICK - (System.nanoTime() - began)));
            return;
        }
        resting = true;
        if (coming.isEmpty() && !stopped) {
            LockSupport.park(this);
        }
        resting = false;
    }

    private void fire() {
        for (Due due = coming.poll(); due != null; due = coming.poll()) {
            slots.get((int) (Math.max(due.at, tick) % SLOTS)).add(due);
            inside++;
        }
        List<Due> here = slots.get((int) (tick % SLOTS));
        int kept = 0;
        for (int i = 0; i < here.size(); i++) {
            Due due = here.get(i);
            if (due.at > tick && due.task != null) {
                here.set(kept++, due);
            } else {
                inside--;
                run(due);
            }
        }
        here.subList(kept, here.size()).clear();
    }

    private void run(Due due) {
        SIPStackTimerTask task = due.task;
        if (task == null) {
            return;
        }
        if (due.period == 0) {
            due.task = null;
        }
        try {
            task.runTask();
        } catch (RuntimeException | Error e) {
            // The others must go on; what this one failed at is repeated or times out.
        }
        if (due.period > 0 && due.task != null) {
            due.at = tick + due.period;
            coming.add(due);
        }
    }
}
