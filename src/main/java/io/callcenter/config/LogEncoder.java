package io.callcenter.config;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.callcenter.b2b.SendableText;
import java.util.regex.Pattern;

/**
 * Writes one line an event, and the lines of an exception indented below it: no text that a caller or a peer chose can begin a line or look like one
 * of another event (CWE-117). Used by {@code logback.xml}.
 */
public final class LogEncoder extends LayoutWrappingEncoder<ILoggingEvent> {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-22.22logger{0} %plain%n%trace{12}";

    /** Marks that turn the direction of the text around them. */
    private static final Pattern TURNS = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    private static final Pattern NEXT_LINE = Pattern.compile("\\R(?=.)");

    @Override
    public void start() {
        PatternLayout made = new PatternLayout();
        made.setContext(getContext());
        made.getInstanceConverterMap().put("plain", PlainMessage::new);
        made.getInstanceConverterMap().put("trace", IndentedTrace::new);
        made.setPattern(PATTERN);
        made.start();
        setLayout(made);
        super.start();
    }

    private static final class PlainMessage extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            String message = event.getFormattedMessage();
            return message == null
                    ? ""
                    : TURNS.matcher(SendableText.plain(message)).replaceAll(" ");
        }
    }

    private static final class IndentedTrace extends ThrowableProxyConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return NEXT_LINE.matcher(super.convert(event)).replaceAll("\n\t");
        }
    }
}
