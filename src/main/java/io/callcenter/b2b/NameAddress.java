package io.callcenter.b2b;

import java.util.Objects;

/**
 * A From or To header: display name, URI, tag (RFC 3261 §20.20, §20.39).
 *
 * @param display without quotes and escapes, {@linkplain SendableText#display sendable}; empty = none
 * @param uri the URI without angle brackets
 * @param tag empty = none
 */
public record NameAddress(String display, String uri, String tag) {
    /** Refuses nulls; control characters in the display name become blanks. */
    public NameAddress {
        display = SendableText.display(display);
        Objects.requireNonNull(uri);
        Objects.requireNonNull(tag);
    }

    /** The same with another tag. */
    public NameAddress withTag(String newTag) {
        return new NameAddress(display, uri, newTag);
    }
}
