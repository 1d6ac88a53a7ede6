package io.callcenter.message;

import java.util.Objects;
import java.util.Optional;

/**
 * A Call-ID (RFC 3261 §20.8), compared as it is, by case too.
 *
 * @param text visible ASCII, at least one character. More than the grammar has, since peers use {@code =}, {@code #} and the like
 */
public record SipCallId(String text) {
    /** Refuses what is none with {@link IllegalArgumentException}. */
    public SipCallId {
        Objects.requireNonNull(text);
        if (!isCallId(text)) {
            throw new IllegalArgumentException("not a Call-ID");
        }
    }

    /** The Call-ID; empty when the text is none. */
    public static Optional<SipCallId> read(String text) {
        return isCallId(text) ? Optional.of(new SipCallId(text)) : Optional.empty();
    }

    static boolean isCallId(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!Chars.isVisible(text.charAt(at))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
