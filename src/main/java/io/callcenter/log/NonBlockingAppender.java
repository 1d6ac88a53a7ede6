package io.callcenter.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Hands log lines to a thread of its own, so that a full pipe or a slow disk behind the log holds up no call. Keeps up to {@value #MOST} lines; what comes
 * while there is no room is dropped, and a line at WARN says how many were, as soon as there is room again. Part of the log's configuration.
 */
public final class NonBlockingAppender extends AsyncAppender {
    private static final int MOST = 8192;
    /** Room that stays free, so that threads that look at the same moment do not lose a line uncounted. */
    private static final int MARGIN = 256;

    private final AtomicLong dropped = new AtomicLong();

    /** Made by the logging library. */
    public NonBlockingAppender() {
        setQueueSize(MOST);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    @Override
    protected void append(ILoggingEvent event) {
        int room = getRemainingCapacity();
        if (room <= MARGIN) {
            dropped.incrementAndGet();
            return;
        }
        if (room > getQueueSize() / 2 && dropped.get() > 0) {
            admit(dropped.getAndSet(0));
        }
        super.append(event);
    }

    private void admit(long lost) {
        if (lost == 0) {
            return;
        }
        LoggingEvent line = new LoggingEvent();
        line.setLoggerContext((LoggerContext) getContext());
        line.setLoggerName("log");
        line.setLevel(Level.WARN);
        line.setThreadName(Thread.currentThread().getName());
        line.setTimeStamp(System.currentTimeMillis());
        line.setMessage(lost + " lines were dropped here: the log's output did not keep up");
        super.append(line);
    }

    /** Writes what is still waiting, at most a second long, and ends the log. The last thing that a process does. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
        System.out.flush();
    }
}
