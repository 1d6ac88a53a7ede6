package io.callcenter.config.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ThreadEndsTest {
    private static void broken() {
        throw new IllegalStateException("broken");
    }

    @Test
    void theLineHasTheTraceAndComesOnceForManyOfAKind() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(ThreadEnds.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        ThreadEnds ends = new ThreadEnds();
        try {
            for (int i = 0; i < 20; i++) {
                Thread thread = new Thread(ThreadEndsTest::broken, "some-thread");
                thread.setUncaughtExceptionHandler(ends);
                thread.start();
                thread.join();
            }
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getFormattedMessage()).isEqualTo("Thread some-thread ended");
        assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                .anyMatch(step -> step.getStackTraceElement().getClassName().equals(ThreadEndsTest.class.getName()));
    }
}
