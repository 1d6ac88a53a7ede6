package io.callcenter.config.command;

import io.callcenter.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/** Says in the log, with the trace, which thread ended by an exception: at most once in ten seconds for each kind, for a peer may be its cause. */
final class ThreadEnds implements Thread.UncaughtExceptionHandler {
    private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(ThreadEnds.class));

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        log.error(cause.getClass().getName() + cause.getMessage(), "Thread " + thread.getName() + " ended", cause);
    }
}
