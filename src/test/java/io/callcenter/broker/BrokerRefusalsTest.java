package io.callcenter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of messages that the embedded broker refuses. */
class BrokerRefusalsTest {
    private final AtomicLong now = new AtomicLong();
    private final BrokerRefusals refusals = new BrokerRefusals(now::get);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("io.callcenter.broker");

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stop() {
        log.detachAppender(said);
    }

    private FilterReply logged(String text, Throwable thrown) {
        return refusals.decide(null, log, null, text, null, thrown);
    }

    private FilterReply full() {
        return logged("AMQ224016: Caught exception", new ActiveMQAddressFullException("cc.mi is full"));
    }

    @Test
    void aThousandRefusalsAreOneLineInTenSeconds() {
        for (int i = 0; i < 1000; i++) {
            assertThat(full()).isEqualTo(FilterReply.DENY);
        }
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        full();

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The embedded broker refuses messages: cc.mi is full",
                        "The embedded broker refuses messages: cc.mi is full (999 more since the last line)");
        assertThat(said.list).allMatch(line -> line.getThrowableProxy() == null);
    }

    @Test
    void whatIsNoRefusalIsLoggedAsItWas() {
        assertThat(logged("AMQ224016: Caught exception", new IllegalStateException("a fault")))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(logged("AMQ222222: something else", new ActiveMQAddressFullException("cc.mi is full")))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(logged(null, null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(said.list).isEmpty();
    }

    @Test
    void theLogsConfigurationHasIt() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(BrokerRefusals.class.getResource("/logback.xml"));

        assertThat(context.getTurboFilterList()).hasAtLeastOneElementOfType(BrokerRefusals.class);
        context.stop();
    }
}
