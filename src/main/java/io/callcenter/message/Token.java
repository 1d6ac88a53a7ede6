package io.callcenter.message;

import java.util.Objects;
import java.util.Optional;

/**
 * A word of SIP: a method, a name of a header or parameter, an option tag (RFC 3261 §25.1, token). Its case is kept.
 *
 * @param text at least one character: letters, digits, {@code -.!%*_+`'~}
 */
public record Token(String text) {
    /** Refuses what is no token with {@link IllegalArgumentException}. */
    public Token {
        Objects.requireNonNull(text);
        if (!isToken(text, 0, text.length())) {
            throw new IllegalArgumentException("not a SIP token");
        }
    }

    /** The token; empty when the text is none. */
    public static Optional<Token> read(String text) {
        return isToken(text, 0, text.length()) ? Optional.of(new Token(text)) : Optional.empty();
    }

    static boolean isToken(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Chars.isToken(text.charAt(at))) {
                return false;
            }
        }
        return from < to;
    }

    @Override
    public String toString() {
        return text;
    }
}
