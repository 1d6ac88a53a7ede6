package io.callcenter.b2b;

import java.util.Objects;

/**
 * A message body as text.
 *
 * @param type the Content-Type, {@linkplain SendableText#fieldValue sendable}, {@code application/sdp} for offers and answers; empty with an
 *     empty text
 * @param text the body; empty = none
 */
public record Body(String type, String text) {
    /** No body. */
    public static final Body NONE = new Body("", "");

    /** Refuses nulls. */
    public Body {
        type = SendableText.fieldValue(type);
        Objects.requireNonNull(text);
    }

    /** A session description. */
    public static Body sdp(String text) {
        return new Body("application/sdp", text);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }
}
