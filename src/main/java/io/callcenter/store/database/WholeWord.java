package io.callcenter.store.database;

/** Whether a text has a name or number as a whole: 4711 is in {@code sip:4711@host} and {@code call 4711}, not in {@code 14711}. */
public final class WholeWord {
    private WholeWord() {}

    /** Whether it has it, between characters that are no letters or digits. */
    public static boolean isIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (isWhole(text, at, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** That text with something else wherever it has the word as a whole. */
    static String replace(String text, String word, String other) {
        StringBuilder fresh = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, Math.max(at + 1, from))) {
            if (isWhole(text, at, at + word.length())) {
                fresh.append(text, from, at).append(other);
                from = at + word.length();
            }
        }
        return fresh.append(text, from, text.length()).toString();
    }

    private static boolean isWhole(String text, int at, int end) {
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
        return begins && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
    }
}
