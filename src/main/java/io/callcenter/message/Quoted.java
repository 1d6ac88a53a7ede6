package io.callcenter.message;

/** Quoted strings (RFC 3261 §25.1): {@code \x} is x. */
public final class Quoted {
    private Quoted() {}

    /** The text with quotes around it, and a backslash before each quote and backslash in it. */
    public static String write(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** The text without quotes and escapes; what stands outside of quotes is kept as it is: {@code ""x""} is x. */
    public static String read(String text) {
        if (text.indexOf('"') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        boolean inside = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                inside = !inside;
            } else if (inside && c == '\\' && at + 1 < text.length()) {
                plain.append(text.charAt(++at));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /**
     * The place behind the quoted string that begins at {@code from}.
     *
     * @return -1 = it is not closed before {@code to}
     */
    static int end(String text, int from, int to) {
        int at = from + 1;
        while (at < to) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            at += c == '\\' ? 2 : 1;
        }
        return -1;
    }
}
