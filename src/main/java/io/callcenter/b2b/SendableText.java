package io.callcenter.b2b;

/**
 * Makes text that came from outside (peers, routes, saved calls) fit for messages of ours, and for whatever shows it. It never fails: a control
 * character is a character of Unicode category Cc (C0, DEL, C1) or one of the separators U+2028 and U+2029, and it becomes a blank.
 */
public final class SendableText {
    /** So many characters of a display name are kept. */
    public static final int LONGEST_DISPLAY = 256;

    private static final String BREAK_URIS = "<>\" ";

    private SendableText() {}

    /** Text without control characters: each run of them is one blank, the ends are stripped. */
    public static String plain(String text) {
        return holdsControl(text) ? blanked(text, false).strip() : text;
    }

    /** A display name without quotes and escapes: {@link #plain}, stripped, of at most {@link #LONGEST_DISPLAY} characters. */
    public static String display(String name) {
        String plain = plain(name).strip();
        if (plain.length() <= LONGEST_DISPLAY) {
            return plain;
        }
        boolean pair = Character.isHighSurrogate(plain.charAt(LONGEST_DISPLAY - 1));
        return plain.substring(0, pair ? LONGEST_DISPLAY - 1 : LONGEST_DISPLAY).strip();
    }

    /**
     * The value of a header field or a reason phrase: a fold is one blank (RFC 3261 §7.3.1), and a quoted-pair with a control character (§25.1) is
     * one too.
     */
    public static String fieldValue(String value) {
        return holdsControl(value) ? blanked(value, true).strip() : value;
    }

    /** Whether a URI can stand in a message: not empty, and nothing in it ends a URI or a line. Its escapes stay as they are. */
    public static boolean isUri(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (isControl(c) || BREAK_URIS.indexOf(c) >= 0) {
                return false;
            }
        }
        return !uri.isEmpty();
    }

    /** Whether the text has a control character. */
    public static boolean holdsControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(char c) {
        return c < ' ' || c >= 0x7F && c <= 0x9F || c == 0x2028 || c == 0x2029;
    }

    private static String blanked(String text, boolean escapes) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean run = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = escapes && c == '\\' && i + 1 < text.length();
            if (isControl(c) || pair && isControl(text.charAt(i + 1))) {
                if (!run) {
                    plain.append(' ');
                }
                run = true;
                i += pair ? 1 : 0;
            } else {
                plain.append(c);
                if (pair) {
                    plain.append(text.charAt(++i));
                }
                run = false;
            }
        }
        return plain.toString();
    }
}
