package io.callcenter.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's log as SLF4J: nothing below WARN, every text cut at 200 characters, since the stack likes to write whole datagrams. The stack
 * makes it by name.
 */
public final class QuietStackLogger implements StackLogger {
    private static final int LONGEST = 200;
    private final Logger log = LoggerFactory.getLogger("io.callcenter.sip.stack");

    /** For the stack. */
    public QuietStackLogger() {}

    private static String cut(String text) {
        String line = text == null ? "" : text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return line.replace('\r', ' ').replace('\n', ' ');
    }

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }

    @Override
    public void logFatalError(String message) {
        log.error(cut(message));
    }

    @Override
    public void logError(String message) {
        log.debug(cut(message));
    }

    @Override
    public void logError(String message, Exception cause) {
        log.debug("{}: {}", cut(message), cut(String.valueOf(cause)));
    }

    @Override
    public void logException(Throwable cause) {
        log.debug(cut(String.valueOf(cause)));
    }

    @Override
    public void logWarning(String message) {
        log.debug(cut(message));
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception cause) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return log.getName();
    }
}
