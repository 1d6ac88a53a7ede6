package io.callcenter.mi.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * A name and the password that was given with it.
 *
 * @param name as it was given; not checked
 * @param password as it was given; not checked
 */
public record NameAndPassword(String name, String password) {
    private static final String BASIC = "basic ";

    /** Refuses nulls. */
    public NameAndPassword {
        Objects.requireNonNull(name);
        Objects.requireNonNull(password);
    }

    /** Reads the header {@code Authorization} of the scheme Basic in UTF-8 (RFC 7617); empty where it cannot be read. */
    public static Optional<NameAndPassword> basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new NameAndPassword(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return name;
    }
}
