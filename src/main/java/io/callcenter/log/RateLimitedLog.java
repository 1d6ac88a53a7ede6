package io.callcenter.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes at most one line every ten seconds for each cause, with the number of lines omitted since the one before. For events that a peer, a stranger or
 * an outage can cause any number of times.
 *
 * <p>A cause is a short text that the caller chooses: a constant ("no such host"), or a constant with the peer's address. At most
 * {@value #MOST_CAUSES} causes are told apart; while that many are within their ten seconds, further ones share one line every ten seconds. Safe for all threads; a line
 * that is omitted costs one look-up and is not formatted.
 */
public final class RateLimitedLog {
    /** The shortest time between two lines of one cause. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int MOST_CAUSES = 256;
    private static final String OTHERS = "other causes";
    private static final long SECOND = 1_000_000_000L;

    private final Logger log;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<String, Cause> causes = new ConcurrentHashMap<>();
    private final AtomicLong nextLook;

    /** When a cause may be written again, and how many of its lines have been omitted since it was. */
    private static final class Cause {
        private final AtomicLong next;
        private final AtomicLong omitted = new AtomicLong();

        Cause(long next) {
            this.next = new AtomicLong(next);
        }
    }

    /** Writes to that log, by the machine's steady clock. */
    public RateLimitedLog(Logger log) {
        this(log, System::nanoTime);
    }

    /** Writes to that log, by a clock that counts nanoseconds and never goes back. */
    public RateLimitedLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.nextLook = new AtomicLong(nanos.getAsLong());
    }

    /** A line at WARN, unless one of the same cause was written within the last ten seconds. The format is that of SLF4J. */
    public void warn(String cause, String format, Object... arguments) {
        write(Level.WARN, cause, format, arguments);
    }

    /** The same for what is kept elsewhere too: whether it is the turn of the cause, be the log at WARN or not. */
    public boolean warnAndKeep(String cause, String format, Object... arguments) {
        OptionalLong omitted = turn(cause);
        omitted.ifPresent(before -> line(Level.WARN, before, format, arguments));
        return omitted.isPresent();
    }

    /** A line at INFO, unless one of the same cause was written within the last ten seconds. The format is that of SLF4J. */
    public void info(String cause, String format, Object... arguments) {
        write(Level.INFO, cause, format, arguments);
    }

    /** A line at ERROR with the trace of a defect, unless one of the same cause was written within the last ten seconds. */
    public void error(String cause, String line, Throwable defect) {
        if (log.isErrorEnabled() && turn(cause).isPresent()) {
            log.error(line, defect);
        }
    }

    /**
     * The task, which ends neither its thread nor its repetition by what it throws: that is written as by {@link #error}, and the task may run again.
     *
     * @param line says what failed
     */
    public Runnable guarding(String line, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // an executor would keep silent, and repeat the task no more
                error(line + e.getClass().getName(), line, e);
            }
        };
    }

    private void write(Level level, String cause, String format, Object... arguments) {
        if (log.isEnabledForLevel(level)) {
            turn(cause).ifPresent(omitted -> line(level, omitted, format, arguments));
        }
    }

    private void line(Level level, long omitted, String format, Object... arguments) {
        if (log.isEnabledForLevel(level)) {
            String line = MessageFormatter.basicArrayFormat(format, arguments);
            log.atLevel(level).log("{}{}", line, omitted == 0 ? "" : " (" + omitted + " more since the last line)");
        }
    }

    /** How many lines of the cause were omitted, if it may be written now. */
    private OptionalLong turn(String name) {
        long now = nanos.getAsLong();
        Cause cause = causes.get(name);
        if (cause == null) {
            String known = causes.size() < MOST_CAUSES || forgetOld(now) ? name : OTHERS;
            cause = causes.computeIfAbsent(known, key -> new Cause(now));
        }
        long next = cause.next.get();
        if (now - next < 0 || !cause.next.compareAndSet(next, now + PAUSE.toNanos())) {
            cause.omitted.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(cause.omitted.getAndSet(0));
    }

    /** Drops the causes whose pause is over, looking once a second at most; what they omitted is said with the others. False if there is still no room. */
    private boolean forgetOld(long now) {
        long look = nextLook.get();
        if (now - look < 0 || !nextLook.compareAndSet(look, now + SECOND)) {
            return false;
        }
        causes.forEach((name, cause) -> {
            if (!name.equals(OTHERS) && now - cause.next.get() >= 0 && causes.remove(name, cause)) {
                long omitted = cause.omitted.get();
                causes.computeIfAbsent(OTHERS, key -> new Cause(now)).omitted.addAndGet(omitted);
            }
        });
        return causes.size() < MOST_CAUSES;
    }
}
