package io.callcenter.plain;

import java.util.Objects;

/**
 * A message body as text.
 *
 * @param type the Content-Type, {@code application/sdp} for offers and answers; empty with an
 *     empty text
 * @param text the body; empty = none
 */
public record PlainBody(String type, String text) {
    /** No body. */
    public static final PlainBody NONE = new PlainBody("", "");

    /** Refuses nulls. */
    public PlainBody {
        Objects.requireNonNull(type);
        Objects.requireNonNull(text);
    }

    /** A session description. */
    public static PlainBody sdp(String text) {
        return new PlainBody("application/sdp", text);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }
}
