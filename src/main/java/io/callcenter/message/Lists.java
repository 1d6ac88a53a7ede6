package io.callcenter.message;

import java.util.ArrayList;
import java.util.List;

/** Lists of a header field: items between commas outside of quotes, angle brackets and comments; empty items do not count (RFC 3261 §7.3.1). */
public final class Lists {
    private Lists() {}

    /** The items, without blanks at their ends, in order. */
    public static List<String> split(String text) {
        if (text.indexOf(',') < 0) {
            String item = text.strip();
            return item.isEmpty() ? List.of() : List.of(item);
        }
        List<String> items = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int to = end(text, from, text.length());
            String item = text.substring(from, to).strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
            from = to + 1;
        }
        return items;
    }

    /** Whether the list has that item, without case. */
    public static boolean holds(String text, String item) {
        int from = 0;
        while (from <= text.length()) {
            int to = end(text, from, text.length());
            int first = Chars.skipBlanks(text, from, to);
            int last = Chars.trimBlanks(text, first, to);
            if (last - first == item.length() && text.regionMatches(true, first, item, 0, item.length())) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    /**
     * Where the item that begins at {@code from} ends: at its comma, else at {@code to}. Comments nest and are counted. What is not closed reaches to
     * the end.
     */
    static int end(String text, int from, int to) {
        if (text.indexOf(',', from) < 0) {
            return to;
        }
        int depth = 0;
        boolean bracket = false;
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c == ',' && depth == 0 && !bracket) {
                return at;
            }
            if (c == '"' && depth == 0 && !bracket) {
                int closed = Quoted.end(text, at, to);
                at = closed < 0 ? to : closed;
                continue;
            }
            if (bracket) {
                bracket = c != '>';
            } else if (c == '<' && depth == 0) {
                bracket = true;
            } else if (c == '(') {
                depth++;
            } else if (depth > 0) {
                depth -= c == ')' ? 1 : 0;
                at += c == '\\' ? 1 : 0;
            }
            at++;
        }
        return to;
    }
}
