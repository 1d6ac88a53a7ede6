package io.callcenter.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A login that lasts, as it is kept on disk: of what the browser holds only a digest is known.
 *
 * @param key digest of the browser's cookie
 * @param user who logged in
 * @param mark tells whether name and password are still the same
 * @param created when it began
 * @param used when the user last did something
 * @param scope of a screen that was let in by its code, what it sees; else {@code null}
 * @param by who let in that screen; {@code null} where an earlier version did not keep it
 */
record Session(String key, String user, String mark, Instant created, Instant used, String scope, String by) {
    private static final String DISPLAY = "display:";

    /** The session of a user. */
    Session(String key, String user, String mark, Instant created, Instant used) {
        this(key, user, mark, created, used, null, null);
    }

    /** Under which name a screen is known: no user's name has a colon. */
    static String display(String name) {
        return DISPLAY + name;
    }

    /** Whether it is that of a screen, which no file of users knows. */
    @JsonIgnore
    boolean isDisplay() {
        return scope != null && user.startsWith(DISPLAY);
    }

    Session usedAt(Instant now) {
        return new Session(key, user, mark, created, now, scope, by);
    }
}
