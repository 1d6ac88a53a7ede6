package io.callcenter.config.settings;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in one line why something failed. */
public final class Reason {
    private static final int LONGEST = 300;

    private Reason() {}

    /** The innermost cause in one line: what a reader can act on. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String line = words(cause).replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static String words(Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
