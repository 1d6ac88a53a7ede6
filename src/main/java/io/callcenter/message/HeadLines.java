package io.callcenter.message;

import java.util.Arrays;

/**
 * The head of a message: where its start line and header fields are in the bytes. Made in one pass; the bytes are not copied.
 *
 * <p>Lines end in CRLF or LF; a line that begins with a blank continues the one before; blanks may stand before the colon; a bare CR is a blank;
 * a line without a colon, or whose name is no token, is ignored.
 */
final class HeadLines {
    /** The value has folds or a bare CR. */
    static final int FOLDED = 1;
    /** The value has control characters. */
    static final int CONTROL = 2;

    private static final int FLAGS = 2;
    private static final int WIDTH = 4;
    private static final int USUAL = 20;
    private static final byte PLAIN = 0;
    private static final byte COLON = 1;
    private static final byte LINE_END = 2;
    private static final byte RETURN = 3;
    private static final byte OTHER_CONTROL = 4;
    private static final byte[] KINDS = kinds();

    private final byte[] bytes;
    private final int end;
    private int[] index = new int[USUAL * WIDTH];
    private int count;
    private boolean complete;
    private boolean tooMany;
    private boolean doubled;
    private int seen;
    private int startFrom;
    private int startTo;
    private int startFlags;
    private int bodyFrom;
    private int colon;
    private int lineTo;
    private int flags;

    private HeadLines(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 128; c++) {
            kinds[c] = Chars.isControl(c) ? OTHER_CONTROL : PLAIN;
        }
        kinds[':'] = COLON;
        kinds['\n'] = LINE_END;
        kinds['\r'] = RETURN;
        return kinds;
    }

    /** Indexes the head of a message that ends before {@code end}; stops behind {@code most} header fields. */
    static HeadLines of(byte[] bytes, int end, int most) {
        HeadLines lines = new HeadLines(bytes, end);
        lines.read(most);
        return lines;
    }

    private void read(int most) {
        int at = skipLeading();
        startFrom = at;
        at = line(at, false);
        startTo = lineTo;
        startFlags = flags;
        while (at < end && !complete && !tooMany) {
            byte c = bytes[at];
            if (c == '\n' || c == '\r' && at + 1 < end && bytes[at + 1] == '\n') {
                complete = true;
                at += c == '\n' ? 1 : 2;
            } else {
                int from = at;
                at = line(at, true);
                field(from, most);
            }
        }
        bodyFrom = at;
    }

    private int skipLeading() {
        int at = 0;
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == 0)) {
            at++;
        }
        return at;
    }

    /** Reads one line with what continues it; returns the place behind it. Plain characters are passed in the inner loop alone. */
    private int line(int from, boolean folds) {
        byte[] all = bytes;
        int to = end;
        int sign = -1;
        int seenFlags = 0;
        int at = from;
        while (true) {
            while (at < to && KINDS[all[at] & 0xff] == PLAIN) {
                at++;
            }
            int kind = at < to ? KINDS[all[at] & 0xff] : LINE_END;
            if (kind == LINE_END && !(folds && continues(at + 1))) {
                break;
            }
            if (kind == COLON) {
                sign = sign < 0 ? at : sign;
            } else if (kind != RETURN || at + 1 < to && all[at + 1] != '\n') {
                seenFlags |= kind == OTHER_CONTROL ? CONTROL : FOLDED;
            }
            at++;
        }
        colon = sign;
        flags = seenFlags;
        lineTo = at;
        return Math.min(at + 1, to);
    }

    private boolean continues(int at) {
        return at < end && (bytes[at] == ' ' || bytes[at] == '\t');
    }

    private void field(int from, int most) {
        int nameTo = colon < 0 ? from : trim(from, colon);
        int number = HeaderName.number(bytes, from, nameTo);
        if (number < 0 && !isToken(from, nameTo)) {
            return;
        }
        if (count == most) {
            tooMany = true;
            return;
        }
        if (number > 0 && number < Integer.SIZE && HeaderName.of(number).onlyOnce()) {
            doubled |= (seen & 1 << number) != 0;
            seen |= 1 << number;
        }
        int first = colon + 1;
        while (first < lineTo && Chars.isBlank(bytes[first])) {
            first++;
        }
        add(number << FLAGS | flags, from, first, trim(first, lineTo));
    }

    private boolean isToken(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Chars.isToken(bytes[at])) {
                return false;
            }
        }
        return from < to;
    }

    private int trim(int from, int to) {
        int last = to;
        while (last > from && Chars.isBlank(bytes[last - 1])) {
            last--;
        }
        return last;
    }

    private void add(int kind, int nameFrom, int valueFrom, int valueTo) {
        int at = count++ * WIDTH;
        if (at == index.length) {
            index = Arrays.copyOf(index, at * 2);
        }
        index[at] = kind;
        index[at + 1] = nameFrom;
        index[at + 2] = valueFrom;
        index[at + 3] = valueTo;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    /** Whether the empty line behind the head is there. */
    boolean complete() {
        return complete;
    }

    boolean tooMany() {
        return tooMany;
    }

    /** Whether one that may stand only once stands twice. */
    boolean doubled() {
        return doubled;
    }

    int startFrom() {
        return startFrom;
    }

    int startTo() {
        return startTo;
    }

    boolean startHasControl() {
        return (startFlags & CONTROL) != 0;
    }

    /** Where the body begins, whatever its length. */
    int bodyFrom() {
        return bodyFrom;
    }

    int end() {
        return end;
    }

    /** The number of the header of a field, -1 = unknown. */
    int number(int field) {
        return index[field * WIDTH] >> FLAGS;
    }

    boolean hasControl(int field) {
        return (index[field * WIDTH] & CONTROL) != 0;
    }

    int valueFrom(int field) {
        return index[field * WIDTH + 2];
    }

    int valueTo(int field) {
        return index[field * WIDTH + 3];
    }

    /** The first field of that header from {@code from} on, -1 = none. */
    int find(HeaderName name, int from) {
        int number = name.ordinal();
        for (int field = from; field < count; field++) {
            if (index[field * WIDTH] >> FLAGS == number) {
                return field;
            }
        }
        return -1;
    }

    /** The name of a field: the long form, or as it came. */
    String name(int field) {
        int number = number(field);
        if (number >= 0) {
            return HeaderName.of(number).text();
        }
        int from = index[field * WIDTH + 1];
        int sign = trim(from, valueFrom(field)) - 1; // only blanks stand between the colon and the value
        return Text.of(bytes, from, trim(from, sign));
    }

    /** The value of a field as one line. */
    String text(int field) {
        boolean folded = (index[field * WIDTH] & FOLDED) != 0;
        int from = valueFrom(field);
        int to = valueTo(field);
        return folded ? Text.unfolded(bytes, from, to) : Text.of(bytes, from, to);
    }

    /** The value of a field as a number without sign; -1 = it is none, or above {@code most}. */
    long decimal(int field, long most) {
        return decimal(valueFrom(field), valueTo(field), most);
    }

    /** The number that the value of a field begins with, before a blank, a parameter or a comment; -1 = it is none, or above {@code most}. */
    long firstNumber(int field, long most) {
        int from = valueFrom(field);
        int to = valueTo(field);
        int at = from;
        while (at < to && Chars.isDigit(bytes[at])) {
            at++;
        }
        boolean alone = at == to || Chars.isBlank(bytes[at]) || bytes[at] == ';' || bytes[at] == '(';
        return alone ? decimal(from, at, most) : -1;
    }

    private long decimal(int from, int to, long most) {
        long number = from < to ? 0 : -1;
        for (int at = from; at < to && number >= 0; at++) {
            int digit = bytes[at] - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
            number = number > most ? -1 : number;
        }
        return number;
    }

    /** The value of a field in its bytes, cleaned where it needs to be. */
    FieldValue value(int field) {
        return FieldValue.of(bytes, valueFrom(field), valueTo(field), (index[field * WIDTH] & (FOLDED | CONTROL)) != 0);
    }
}
