package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callcenter.config.settings.StartFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log says of a first start, of a second one on the same data, and of the stop. */
class StartAndStopLogTest {
    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.callcenter");

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private List<String> lines() {
        return List.copyOf(written.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void anEmptyCenterSaysWhatToDoNextAndAStopSaysWhatIsKept_N3_N4_N6_N7() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                routes.resolve("mine.yaml"),
                "- route:\n    id: a\n    from:\n      uri: direct:hook-choose-flo\n      steps:\n        - log: x\n");
        try (StartedApplication application = StartedApplication.in(folder, Map.of())) {
            assertThat(lines()).anyMatch(line -> line.startsWith("No flows yet: ./callcenter flow set "));
            assertThat(lines())
                    .anyMatch(line -> line.endsWith(
                            "mine.yaml: nothing calls direct:hook-choose-flo; did you mean direct:hook-choose-flow?"));

            assertThatThrownBy(() -> StartedApplication.in(folder, Map.of()))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageStartingWith("another callcenter uses ")
                    .hasMessageContaining("(pid " + ProcessHandle.current().pid());

            application.sql(
                    "insert into cc_flows (flowid, skill, message_queue) values ('support', 'tech', 'sip:m@h')");
            assertThat(application.command("cc_reload", "[]")).contains("result");
            assertThat(lines()).noneMatch(line -> line.startsWith("Stopped"));
        }
        assertThat(lines()).last().isEqualTo("Stopped: no call is kept");

        written.list.clear();
        StartedApplication.in(folder, Map.of("cc.shutdown", "drain")).close();
        assertThat(lines()).anyMatch(line -> line.startsWith("No agents yet: ./callcenter agent set "));
        assertThat(lines()).last().isEqualTo("Stopped: 0 calls ended, no call is kept");
    }
}
