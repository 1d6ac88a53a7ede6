package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import java.net.BindException;

/** Finds the line for a start that failed somewhere inside a library. */
final class StartTrouble {
    private StartTrouble() {}

    /** What went wrong, for the user. */
    static String line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "cc.http.address, cc.http.port: " + Reason.of(cause);
            }
        }
        return Reason.of(failure);
    }
}
