package io.callcenter.web;

import java.time.Instant;

/**
 * A login that lasts, as it is kept on disk: of what the browser holds only a digest is known.
 *
 * @param key digest of the browser's cookie
 * @param user who logged in
 * @param mark tells whether name and password are still the same
 * @param created when it began
 * @param used when the user last did something
 */
record Session(String key, String user, String mark, Instant created, Instant used) {
    Session usedAt(Instant now) {
        return new Session(key, user, mark, created, now);
    }
}
