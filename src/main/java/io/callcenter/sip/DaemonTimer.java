package io.callcenter.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The stack's timers on one thread, gone when the stack is: its own executor keeps the program alive until the last old transaction has timed
 * out. The stack makes it by name.
 */
public final class DaemonTimer implements SipTimer {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "sip-timer");
        daemon.setDaemon(true);
        return daemon;
    });

    /** For the stack. */
    public DaemonTimer() {
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        thread.prestartAllCoreThreads();
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return keep(task, (work, executor) -> executor.schedule(work, delay, TimeUnit.MILLISECONDS));
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return keep(
                task, (work, executor) -> executor.scheduleWithFixedDelay(work, delay, period, TimeUnit.MILLISECONDS));
    }

    private boolean keep(
            SIPStackTimerTask task, BiFunction<Runnable, ScheduledThreadPoolExecutor, Future<?>> schedule) {
        if (thread.isShutdown()) {
            throw new IllegalStateException("the stack is stopped");
        }
        task.setSipTimerTask(schedule.apply(() -> run(task), thread));
        return true;
    }

    private static void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (RuntimeException | StackOverflowError e) {
            // A repeated task must go on; what it failed at is repeated or times out.
        }
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Future<?> scheduled)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        return scheduled.cancel(false);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    @Override
    public boolean isStarted() {
        return !thread.isShutdown();
    }
}
