package io.callcenter.message;

import java.util.Objects;
import java.util.Optional;

/**
 * A CSeq (RFC 3261 §20.16).
 *
 * @param number 0 to 2^31 − 1
 * @param method method of the request, by case
 */
public record CSeq(long number, Token method) {
    /** The largest number. */
    public static final long LARGEST = Integer.MAX_VALUE;

    /** Refuses other numbers with {@link IllegalArgumentException}. */
    public CSeq {
        Objects.requireNonNull(method);
        if (number < 0 || number > LARGEST) {
            throw new IllegalArgumentException("CSeq out of range");
        }
    }

    /** The CSeq; empty when the text is none. */
    public static Optional<CSeq> read(String text) {
        return Optional.ofNullable(parse(text));
    }

    /** As {@link #read}, {@code null} = none. */
    static CSeq parse(String text) {
        int length = text.length();
        int from = Chars.skipBlanks(text, 0, length);
        int end = from;
        while (end < length && Chars.isDigit(text.charAt(end))) {
            end++;
        }
        long number = Chars.number(text, from, end, LARGEST);
        int method = Chars.skipBlanks(text, end, length);
        int last = Chars.trimBlanks(text, method, length);
        Token token = method > end ? Methods.token(text, method, last) : null;
        return number < 0 || token == null ? null : new CSeq(number, token);
    }

    /** The next number, of that method. */
    public CSeq next(Token other) {
        return new CSeq(number + 1, other);
    }

    /** As it stands in a message. */
    @Override
    public String toString() {
        return number + " " + method.text();
    }
}
