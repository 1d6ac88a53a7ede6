package io.callcenter.sip.call;

import io.callcenter.ids.CallId;
import io.callcenter.log.RateLimitedLog;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The threads on which routes of calls run. None of them ends by what a task throws: that is counted and written to the log with its trace, and the call
 * that the task was for is given to who refuses it. Any thread.
 */
final class RouteThreads implements AutoCloseable {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(RouteThreads.class));
    private static final int THREADS = 16;

    private final LongAdder faults;
    private final Consumer<CallId> failed;
    private final ThreadPoolExecutor routes;
    private final ScheduledThreadPoolExecutor alarms;

    /**
     * Threads that begin with the first tasks.
     *
     * @param mostWaiting tasks that wait for a thread: more are refused
     * @param faults counts what tasks threw
     * @param failed gets the call whose task threw, on the thread of that
     */
    RouteThreads(int mostWaiting, LongAdder faults, Consumer<CallId> failed) {
        this.faults = faults;
        this.failed = failed;
        this.routes = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                LiveCalls.daemon("sip-invites"));
        routes.allowCoreThreadTimeOut(true);
        this.alarms = new ScheduledThreadPoolExecutor(1, LiveCalls.daemon("sip-alarms"));
        alarms.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs the task for that call.
     *
     * @throws RejectedExecutionException when too many wait, or after the end
     */
    void execute(CallId call, Runnable task) {
        routes.execute(guarded(call, task));
    }

    /** Runs the task for that call after that time; one more than may wait runs on a thread for alarms. */
    void later(CallId call, Runnable task, Duration delay) {
        schedule(guarded(call, task), delay);
    }

    /** Runs a task that is for no new call, or on a thread for alarms where too much waits. */
    void aside(Runnable task) {
        schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) { // the thread has others to serve
                        fault("exception on a thread of routes", e);
                    }
                },
                Duration.ZERO);
    }

    private void schedule(Runnable guarded, Duration delay) {
        alarms.schedule(
                () -> {
                    try {
                        routes.execute(guarded);
                    } catch (RejectedExecutionException full) {
                        guarded.run();
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(CallId call, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the thread has others to serve, and the caller waits for an answer
                fault("call " + call + ": exception before its route; refusing the call", e);
                refuse(call);
            }
        };
    }

    private void refuse(CallId call) {
        try {
            failed.accept(call);
        } catch (RuntimeException | Error e) {
            fault("call " + call + ": cannot be refused either", e);
        }
    }

    private void fault(String line, Throwable cause) {
        faults.increment();
        LOG.error(cause.getClass().getName(), line, cause);
    }

    /** Interrupts what runs and forgets what waits. */
    @Override
    public void close() {
        routes.shutdownNow();
        alarms.shutdownNow();
    }
}
