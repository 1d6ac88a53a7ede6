package io.callcenter.message;

import java.util.Objects;
import java.util.Optional;

/**
 * The tag of a party in a dialog (RFC 3261 §19.3), compared as it is. Peers may use all that can stand in a Call-ID, such as {@code [a]}; it is
 * given back as it came.
 *
 * @param text visible ASCII without {@code ; , "}; empty = no tag
 */
public record Tag(String text) {
    /** No tag: outside of dialogs, and what peers of RFC 2543 send. */
    public static final Tag NONE = new Tag("");

    /** Refuses what cannot be written as a tag with {@link IllegalArgumentException}. */
    public Tag {
        Objects.requireNonNull(text);
        if (!isTag(text)) {
            throw new IllegalArgumentException("not a tag");
        }
    }

    /** The tag; empty when the text cannot be one. */
    public static Optional<Tag> read(String text) {
        return isTag(text) ? Optional.of(new Tag(text)) : Optional.empty();
    }

    static boolean isTag(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!Chars.isVisible(c) || c == ';' || c == ',' || c == '"') {
                return false;
            }
        }
        return true;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
