package io.callcenter.message;

import java.util.Objects;

/**
 * The name of a party as phones show it (RFC 3261 §20.10), sendable: without quotes, escapes and control characters.
 *
 * @param text at most 256 characters; empty = none
 */
public record Display(String text) {
    /** No name. */
    public static final Display NONE = new Display("");

    private static final int LONGEST = 256;

    /** Makes any text sendable as {@link #of} does. */
    public Display {
        Objects.requireNonNull(text);
        text = clean(text);
    }

    /**
     * That name: a run of control characters, or of halves of characters, is one blank, blanks at the ends go, more than 256 characters are cut. Also for names that are taken
     * from an unescaped user part, where {@code %00} and {@code %0A} may stand.
     */
    public static Display of(String text) {
        return text.isEmpty() ? NONE : new Display(text);
    }

    private static String clean(String text) {
        int length = text.length();
        boolean fine = length <= LONGEST;
        for (int at = 0; fine && at < length; at++) {
            fine = !isControl(text.charAt(at)) && !Character.isSurrogate(text.charAt(at));
        }
        return fine ? text.strip() : rewritten(text);
    }

    private static String rewritten(String text) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), LONGEST));
        boolean gap = false;
        int at = 0;
        while (at < text.length() && plain.length() < LONGEST) {
            int c = text.codePointAt(at);
            boolean control = isControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (!control && plain.length() + Character.charCount(c) <= LONGEST) {
                plain.appendCodePoint(c);
            } else if (control && !gap) {
                plain.append(' ');
            }
            gap = control;
            at += Character.charCount(c);
        }
        return plain.toString().strip();
    }

    /** Control characters of ASCII and of ISO 8859-1, and the line separators of Unicode. */
    private static boolean isControl(int c) {
        return c < ' ' || c >= 127 && c < 160 || c == 0x2028 || c == 0x2029;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** As it stands in a message: a quoted string; empty for none. */
    public String written() {
        return text.isEmpty() ? "" : Quoted.write(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
