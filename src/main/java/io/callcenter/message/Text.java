package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of bytes: a fold is one blank (RFC 3261 §7.3.1); UTF-8, else ISO 8859-1. */
final class Text {
    private Text() {}

    /** The text of that part of the bytes as it stands, folds included. */
    static String of(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 || isCopy(text, bytes, from, to)
                ? text
                : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isCopy(String text, byte[] bytes, int from, int to) {
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(written, 0, written.length, bytes, from, to);
    }

    static boolean isAscii(byte[] bytes) {
        for (byte c : bytes) {
            if (c < 0) {
                return false;
            }
        }
        return true;
    }

    /** The same with each fold, and each bare CR, made one blank. */
    static String unfolded(byte[] bytes, int from, int to) {
        byte[] line = unfold(bytes, from, to, false);
        return of(line, 0, line.length);
    }

    /**
     * One line of the bytes: a run of blanks with a line break in it becomes one blank.
     *
     * @param clean whether runs of control characters become one blank too, and a quoted pair with one loses it
     */
    static byte[] unfold(byte[] bytes, int from, int to, boolean clean) {
        byte[] line = new byte[to - from];
        int length = 0;
        int cleaned = -1;
        int at = from;
        while (at < to) {
            byte c = bytes[at];
            if (Chars.isBlank(c)) {
                int end = at;
                boolean broken = false;
                while (end < to && Chars.isBlank(bytes[end])) {
                    broken |= bytes[end] == '\r' || bytes[end] == '\n';
                    end++;
                }
                length = broken ? put(line, length, (byte) ' ') : putAll(bytes, at, end, line, length);
                at = end;
            } else if (clean && Chars.isControl(c)) {
                length -= escaped(line, length) ? 1 : 0;
                length = length == cleaned ? length : put(line, length, (byte) ' ');
                cleaned = length;
                at++;
            } else {
                length = put(line, length, c);
                at++;
            }
        }
        return Arrays.copyOf(line, length);
    }

    /** Whether what was written so far ends in a backslash that would quote the next character. */
    private static boolean escaped(byte[] line, int length) {
        int at = length;
        while (at > 0 && line[at - 1] == '\\') {
            at--;
        }
        return (length - at) % 2 == 1;
    }

    private static int put(byte[] line, int length, byte c) {
        line[length] = c;
        return length + 1;
    }

    private static int putAll(byte[] bytes, int from, int to, byte[] line, int length) {
        System.arraycopy(bytes, from, line, length, to - from);
        return length + to - from;
    }
}
