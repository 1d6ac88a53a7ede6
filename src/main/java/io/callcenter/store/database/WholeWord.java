package io.callcenter.store.database;

/** Whether a text has a name or number as a whole: 4711 is in {@code sip:4711@host} and {@code call 4711}, not in {@code 14711}. */
public final class WholeWord {
    private WholeWord() {}

    /** Whether it has it, between characters that are no letters or digits. */
    public static boolean isIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            int end = at + word.length();
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
