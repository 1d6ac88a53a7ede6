package io.callcenter.b2b;

/**
 * Makes text that came from outside (peers, routes, saved calls) fit for messages of ours, and for whatever shows it. It never fails: a control
 * character is a character of Unicode category Cc (C0, DEL, C1) or one of the separators U+2028 and U+2029, and it becomes a blank.
 */
public final class SendableText {
    private SendableText() {}

    /** Text without control characters: each run of them is one blank, the ends are stripped. */
    public static String plain(String text) {
        return holdsControl(text) ? blanked(text).strip() : text;
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

    private static String blanked(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean run = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = isControl(c);
            if (!control) {
                plain.append(c);
            } else if (!run) {
                plain.append(' ');
            }
            run = control;
        }
        return plain.toString();
    }
}
