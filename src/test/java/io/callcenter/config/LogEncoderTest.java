package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No caller can forge a line of the log. */
class LogEncoderTest {
    private static final String FORGED = "12:00:00.000 INFO  audit  admin did it";

    private final LoggerContext context = new LoggerContext();
    private final LogEncoder encoder = new LogEncoder();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.start();
    }

    @AfterEach
    void stop() {
        encoder.stop();
    }

    private String written(String message, Throwable failure, Object... arguments) {
        Logger logger = context.getLogger("io.callcenter.routes.Hook");
        LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, failure, arguments);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u000B", "\u000C", "\u0000", "\u001B[2K"})
    void whatACallerIsCalledStaysOnItsLine_M2(String breaker) {
        String line = written("call from {}", null, "Eve" + breaker + FORGED);
        assertThat(line).contains("Hook", "call from Eve ").endsWith(FORGED + System.lineSeparator());
        assertThat(line.strip().codePoints().filter(Character::isISOControl)).isEmpty();
        assertThat(line.split("\\R")).hasSize(1);
    }

    @Test
    void noTextTurnsTheLineAround_M2() {
        assertThat(written("call from {}", null, "a\u202Eb\u2066c")).contains("call from a b c");
    }

    @Test
    void theLinesOfAnExceptionCannotBeginAsALineOfTheLog_M2() {
        Throwable failure = new IllegalStateException("bad\n" + FORGED, new RuntimeException("\r" + FORGED));
        String text = written("failed", failure);
        assertThat(text).contains("IllegalStateException", "Caused by: ", "\tat io.callcenter");
        assertThat(text.split("\\R")).noneMatch(line -> line.startsWith(FORGED.substring(0, 8)));
        assertThat(text.split("\\R").length).isGreaterThan(5);
    }

    @Test
    void theProgramLogsWithIt() throws Exception {
        assertThat(Files.readString(Path.of("src/main/resources/logback.xml")))
                .contains("<encoder class=\"" + LogEncoder.class.getName() + "\"/>");
    }
}
