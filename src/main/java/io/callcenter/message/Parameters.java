package io.callcenter.message;

import java.util.Optional;

/**
 * Parameters behind a value, {@code ;name=value;name} (RFC 3261 §25.1, generic-param): in their order and spelling; names are found without case,
 * the first of a name counts. Blanks may stand around {@code ;} and {@code =}.
 */
public final class Parameters {
    /** None. */
    public static final Parameters NONE = new Parameters("");

    private final String text;

    private Parameters(String text) {
        this.text = text;
    }

    /** Parameters of that text, from their first semicolon on; empty when it holds an empty name or an open quote. */
    public static Optional<Parameters> read(String text) {
        return isFine(text, 0, text.length()) ? Optional.of(of(text, 0, text.length())) : Optional.empty();
    }

    /** Parameters of a text that {@link #isFine}. */
    static Parameters of(String text, int from, int to) {
        return from == to ? NONE : new Parameters(text.substring(from, to));
    }

    /** Whether that part is empty or begins with a semicolon, has a name in each parameter and no open quote; a last semicolon alone is forgiven. */
    static boolean isFine(String text, int from, int to) {
        int at = Chars.skipBlanks(text, from, to);
        while (at < to) {
            if (text.charAt(at) != ';') {
                return false;
            }
            int end = end(text, at + 1, to);
            if (end < 0) {
                return false;
            }
            int name = Chars.skipBlanks(text, at + 1, end);
            boolean named = name < end && text.charAt(name) != '=';
            if (!named && (end < to || name < end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** The end of a parameter: the next semicolon outside of quotes; -1 = an open quote. */
    private static int end(String text, int from, int to) {
        int at = from;
        while (at >= 0 && at < to) {
            char c = text.charAt(at);
            if (c == ';') {
                return at;
            }
            at = c == '"' ? Quoted.end(text, at, to) : at + 1;
        }
        return at;
    }

    /** The value of the first parameter of that name: without quotes; empty text where it stands alone. */
    public Optional<String> get(String name) {
        return has(name) ? Optional.of(valueOf(name)) : Optional.empty();
    }

    /** The same, empty text for none. */
    String valueOf(String name) {
        int at = find(text, 0, text.length(), name);
        return at < 0 ? "" : Quoted.read(value(text, at, text.length()));
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return find(text, 0, text.length(), name) >= 0;
    }

    /** The place behind the semicolon of the parameter of that name, -1 = none. */
    static int find(String text, int from, int to, String name) {
        int at = from;
        while (at >= 0 && at < to) {
            int first = Chars.skipBlanks(text, at + 1, to);
            int last = first + name.length();
            if (last <= to && text.regionMatches(true, first, name, 0, name.length()) && endsName(text, last, to)) {
                return first;
            }
            at = end(text, at + 1, to);
        }
        return -1;
    }

    private static boolean endsName(String text, int last, int to) {
        int at = Chars.skipBlanks(text, last, to);
        return at == to || text.charAt(at) == ';' || text.charAt(at) == '=';
    }

    /** The value, as written, of the parameter whose name begins at {@code first}. */
    static String value(String text, int first, int to) {
        int end = end(text, first, to);
        end = end < 0 ? to : end;
        int sign = text.indexOf('=', first);
        if (sign < 0 || sign >= end) {
            return "";
        }
        int from = Chars.skipBlanks(text, sign + 1, end);
        return text.substring(from, Chars.trimBlanks(text, from, end));
    }

    /** These with that one at the end, in place of all others of its name; an empty value = the name alone. */
    Parameters with(Token name, String value) {
        String one = value.isEmpty() ? name.text() : name.text().concat("=").concat(value);
        return new Parameters(joined(without(name.text()).text, one));
    }

    /** The parameters of a Via of ours: that branch, and the wish to be answered where we are (RFC 3581). */
    static Parameters ofVia(Token branch) {
        return new Parameters(";branch=".concat(branch.text()).concat(";rport"));
    }

    /** A text with parameters and one more; a semicolon that the text ends in is used. */
    static String joined(String text, String one) {
        int end = Chars.trimBlanks(text, 0, text.length());
        boolean open = end > 0 && text.charAt(end - 1) == ';';
        StringBuilder joined = new StringBuilder(end + 1 + one.length()).append(text, 0, end);
        return (open ? joined : joined.append(';')).append(one).toString();
    }

    /** These without all of that name. */
    Parameters without(String name) {
        if (!has(name)) {
            return this;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at + 1, text.length());
            end = end < 0 ? text.length() : end;
            int first = Chars.skipBlanks(text, at + 1, end);
            boolean gone = end - first >= name.length()
                    && text.regionMatches(true, first, name, 0, name.length())
                    && endsName(text, first + name.length(), end);
            rest.append(text, gone ? end : at, end);
            at = end;
        }
        return new Parameters(rest.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && text.equals(parameters.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As they stand in a message, with their first semicolon. */
    @Override
    public String toString() {
        return text;
    }
}
