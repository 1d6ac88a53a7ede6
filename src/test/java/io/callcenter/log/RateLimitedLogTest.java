package io.callcenter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How often the log says what outsiders can cause any number of times. */
class RateLimitedLogTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Logger logger = (Logger) LoggerFactory.getLogger(RateLimitedLogTest.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final RateLimitedLog log = new RateLimitedLog(logger, now::get);

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void after(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aCauseIsOneLineInTenSecondsAndTheNextSaysHowManyWereOmitted_K3() {
        for (int i = 0; i < 1000; i++) {
            log.warn("no such host", "{} cannot be reached: {}", "sip:a@nowhere", "no such host");
        }
        after(10);
        log.warn("no such host", "{} cannot be reached: {}", "sip:b@nowhere", "no such host");
        after(10);
        log.warn("no such host", "{} cannot be reached: {}", "sip:c@nowhere", "no such host");

        assertThat(lines())
                .containsExactly(
                        "sip:a@nowhere cannot be reached: no such host",
                        "sip:b@nowhere cannot be reached: no such host (999 more since the last line)",
                        "sip:c@nowhere cannot be reached: no such host");
        assertThat(written.list).allMatch(line -> line.getLevel() == Level.WARN);
    }

    @Test
    void oneCauseDoesNotHideAnother_K3() {
        log.warn("a", "a");
        log.info("b", "b");
        after(9);
        log.warn("a", "a");
        log.info("c", "c");

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void anyNumberOfCausesTakesLittleRoomAndFewLines_K3() {
        for (int i = 0; i < 100_000; i++) {
            log.warn("from " + i, "from {}", i);
        }
        assertThat(lines()).hasSizeBetween(256, 260);

        after(10);
        log.warn("new", "new");
        assertThat(lines()).hasSizeBetween(257, 261).last().isEqualTo("new");
    }

    @Test
    void whatIsSwitchedOffIsNotCounted_K3() {
        logger.setLevel(Level.ERROR);
        log.warn("a", "a");
        logger.setLevel(Level.WARN);
        log.info("a", "a");
        log.warn("a", "a");

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void aGuardedTaskRunsAgainAfterWhateverItThrewWhichIsWrittenWithItsTrace() {
        Deque<Runnable> steps = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("empty");
                },
                () -> {
                    throw new NoClassDefFoundError("lost");
                },
                () -> log.info("done", "done")));
        Runnable task = log.guarding("cannot look", () -> steps.remove().run());

        task.run();
        task.run();
        task.run();

        assertThat(lines()).containsExactly("cannot look", "cannot look", "done");
        assertThat(written.list.get(0).getThrowableProxy().getStackTraceElementProxyArray())
                .anyMatch(
                        step -> step.getStackTraceElement().getClassName().equals(RateLimitedLogTest.class.getName()));
    }

    @Test
    void whatIsKeptElsewhereTakesItsTurnWhereTheLogIsOff_K3() {
        logger.setLevel(Level.OFF);
        assertThat(log.warnAndKeep("a", "a")).isTrue();
        assertThat(log.warnAndKeep("a", "a")).isFalse();
        logger.setLevel(Level.WARN);
        after(10);
        assertThat(log.warnAndKeep("a", "a")).isTrue();

        assertThat(lines()).containsExactly("a (1 more since the last line)");
    }

    @Test
    void bracesOfAPeerAreNoPlaceholders_K3() {
        log.warn("a", "{} refused", "{}{}");

        assertThat(lines()).containsExactly("{}{} refused");
    }
}
