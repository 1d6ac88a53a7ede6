package io.callcenter.plain;

import java.util.Objects;

/**
 * A From or To header: display name, URI, tag (RFC 3261 §20.20, §20.39).
 *
 * @param display without quotes and escapes; empty = none
 * @param uri the URI without angle brackets
 * @param tag empty = none
 */
public record PlainAddress(String display, String uri, String tag) {
    /** Refuses nulls. */
    public PlainAddress {
        Objects.requireNonNull(display);
        Objects.requireNonNull(uri);
        Objects.requireNonNull(tag);
    }

    /** The same with another tag. */
    public PlainAddress withTag(String newTag) {
        return new PlainAddress(display, uri, newTag);
    }
}
