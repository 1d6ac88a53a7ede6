package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value of a header field, sendable: one line without control characters. Of a message that came in it is those very bytes, so that what is
 * passed on or given back is never spelled anew.
 */
public final class FieldValue {
    /** No value. */
    public static final FieldValue NONE = new FieldValue(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int from;
    private final int to;

    private FieldValue(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /**
     * The value of that text: folds and runs of control characters become one blank each, a quoted pair with a control character loses it (RFC 3261 §25.1
     * allows it; hardly anybody reads it), blanks at the ends go.
     */
    public static FieldValue of(String text) {
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        return of(written, 0, written.length, !isClean(written));
    }

    private static boolean isClean(byte[] bytes) {
        for (byte c : bytes) {
            if (Chars.isControl(c)) {
                return false;
            }
        }
        return true;
    }

    /** A part of a message; {@code dirty} = it may hold folds or control characters. */
    static FieldValue of(byte[] bytes, int from, int to, boolean dirty) {
        if (dirty) {
            byte[] line = Text.unfold(bytes, from, to, true);
            return of(line, 0, line.length, false);
        }
        int first = from;
        int last = to;
        while (first < last && Chars.isBlank(bytes[first])) {
            first++;
        }
        while (last > first && Chars.isBlank(bytes[last - 1])) {
            last--;
        }
        return first == last ? NONE : new FieldValue(bytes, first, last);
    }

    /** Text that is known to be sendable. */
    static FieldValue plain(String text) {
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        return new FieldValue(written, 0, written.length);
    }

    /** This and a text that is known to be sendable. */
    FieldValue followedBy(String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[length() + more.length];
        write(both, 0);
        System.arraycopy(more, 0, both, length(), more.length);
        return new FieldValue(both, 0, both.length);
    }

    /** Length in bytes. */
    public int length() {
        return to - from;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Writes it to that place of an array; returns the place behind it. */
    int write(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
        return at + to - from;
    }

    /** The same without what is not needed to keep it: it no longer holds on to the message. */
    public FieldValue alone() {
        return length() == bytes.length ? this : new FieldValue(Arrays.copyOfRange(bytes, from, to), 0, to - from);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldValue value && Arrays.equals(bytes, from, to, value.bytes, value.from, value.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes[at];
        }
        return hash;
    }

    /** Its text: UTF-8, else ISO 8859-1. */
    @Override
    public String toString() {
        return Text.of(bytes, from, to);
    }
}
