package io.callcenter.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log holds up nobody, and says what it left out. */
class NonBlockingAppenderTest {
    private static final int LINES = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An output that stands still until it is released. */
    private static final class Stuck extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> written = Collections.synchronizedList(new ArrayList<>());

        @Override
        protected void append(ILoggingEvent event) {
            try {
                released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.add(event.getFormattedMessage());
        }
    }

    @Test
    @Timeout(60)
    void anOutputThatStandsStillHoldsUpNobodyAndWhatIsLostIsCounted_K3() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Stuck output = new Stuck();
        output.setContext(context);
        output.start();
        NonBlockingAppender appender = new NonBlockingAppender();
        appender.setContext(context);
        appender.addAppender(output);
        appender.start();
        Logger log = context.getLogger("calls");
        log.setLevel(Level.INFO);
        log.addAppender(appender);

        for (int i = 0; i < LINES; i++) {
            log.info("line {}", i);
        }
        assertThat(output.written).isEmpty();
        output.released.countDown();
        await().atMost(PATIENCE).until(() -> appender.getNumberOfElementsInQueue() == 0);
        log.info("afterwards");
        await().atMost(PATIENCE).until(() -> output.written.contains("afterwards"));
        context.stop();

        List<String> written = List.copyOf(output.written);
        assertThat(written).last().isEqualTo("afterwards");
        String lost = written.get(written.size() - 2);
        assertThat(lost).endsWith(" lines were dropped here: the log's output did not keep up");
        int dropped = Integer.parseInt(lost.substring(0, lost.indexOf(' ')));
        assertThat(dropped + written.size() - 2).isEqualTo(LINES);
        assertThat(dropped).isPositive();
    }

    @Test
    void theLogsConfigurationWritesThroughIt_K3() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(NonBlockingAppender.class.getResource("/logback.xml"));

        assertThat(context.getLogger("ROOT").iteratorForAppenders())
                .toIterable()
                .singleElement()
                .isInstanceOf(NonBlockingAppender.class);
        context.stop();
    }
}
