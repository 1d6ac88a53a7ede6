package io.callcenter.core;

import java.util.Objects;

/**
 * Who calls, as the From header of the first INVITE says.
 *
 * @param user user part of the From URI; empty where it has none
 * @param display display name as received, without its quotes and escapes; empty where there is none
 * @param uri the From URI; blank when it could not be parsed, which is refused with -2
 */
public record Caller(String user, String display, String uri) {
    /** Refuses nulls. */
    public Caller {
        Objects.requireNonNull(user);
        Objects.requireNonNull(display);
        Objects.requireNonNull(uri);
    }
}
