package io.callcenter.b2b;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Whose word about who calls counts, and whether callers may stay unknown.
 *
 * @param identifies {@code cc.sip.identity-from}: whether that literal address may say who calls by P-Asserted-Identity, and may be told so
 * @param hides {@code cc.privacy=hide}: callers who ask for it stay unknown
 */
public record Trust(Predicate<String> identifies, boolean hides) {
    /** Nobody's word counts but the caller's own, and their wish to stay unknown. */
    public static final Trust DEFAULT = new Trust(address -> false, true);

    /** Refuses nulls. */
    public Trust {
        Objects.requireNonNull(identifies);
    }
}
