package io.callcenter.message;

/** Classes of characters (RFC 3261 §25.1); all others are above 127 or control characters. */
final class Chars {
    private static final byte TOKEN = 1;
    private static final byte BREAKS_URI = 2;
    private static final byte CONTROL = 4;
    private static final byte HOST = 8;
    private static final byte[] CLASSES = classes();

    private Chars() {}

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (int c = 0; c < 128; c++) {
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            boolean control = c < ' ' || c == 127;
            int kind = letterOrDigit || "-.!%*_+`'~".indexOf(c) >= 0 ? TOKEN : 0;
            kind |= control || " <>\"".indexOf(c) >= 0 ? BREAKS_URI : 0;
            kind |= control && c != '\t' ? CONTROL : 0;
            kind |= letterOrDigit || "-._".indexOf(c) >= 0 ? HOST : 0;
            classes[c] = (byte) kind;
        }
        return classes;
    }

    static boolean isToken(int c) {
        return c >= 0 && c < 128 && (CLASSES[c] & TOKEN) != 0;
    }

    /** Whether it would end or break a URI in angle brackets: a blank, a bracket, a quote, a control character. */
    static boolean breaksUri(int c) {
        return c >= 0 && c < 128 && (CLASSES[c] & BREAKS_URI) != 0;
    }

    /** Whether it is a control character other than a tab. */
    static boolean isControl(int c) {
        return c >= 0 && c < 128 && (CLASSES[c] & CONTROL) != 0;
    }

    static boolean isHost(int c) {
        return c < 128 && (CLASSES[c] & HOST) != 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Visible ASCII: what a Call-ID, a tag and a branch are compared by. */
    static boolean isVisible(int c) {
        return c > ' ' && c < 127;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    /** Value of a hexadecimal digit, -1 = none. */
    static int hex(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = lower(c);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int trimBlanks(String text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /**
     * A decimal number without sign in that part of a text.
     *
     * @return the number; -1 = no digits, other characters, or above {@code most}
     */
    static long number(String text, int from, int to, long most) {
        long number = from < to ? 0 : -1;
        for (int at = from; at < to && number >= 0; at++) {
            int digit = text.charAt(at) - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
            number = number > most ? -1 : number;
        }
        return number;
    }

    /** Whether that part equals a word in lower case, without case. */
    static boolean same(String text, int from, int to, String lower) {
        if (to - from != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (lower(text.charAt(from + i)) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
