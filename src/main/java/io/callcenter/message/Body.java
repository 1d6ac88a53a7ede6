package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/** A body, byte by byte, and its type. */
public final class Body {
    /** No body. */
    public static final Body NONE = new Body(FieldValue.NONE, new byte[0], 0, 0);

    private static final FieldValue SDP = FieldValue.plain("application/sdp");

    private final FieldValue type;
    private final byte[] bytes;
    private final int from;
    private final int to;
    /** What was read of it last; two threads may read it at once and find the same. */
    private Object reading;

    private Body(FieldValue type, byte[] bytes, int from, int to) {
        this.type = type;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** A body of that Content-Type; no bytes = {@link #NONE}. */
    public static Body of(FieldValue type, byte[] bytes) {
        Objects.requireNonNull(type);
        return bytes.length == 0 ? NONE : new Body(type, bytes.clone(), 0, bytes.length);
    }

    /** A session description. */
    public static Body sdp(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 ? NONE : new Body(SDP, bytes, 0, bytes.length);
    }

    /** A text of that Content-Type in UTF-8; an empty one = {@link #NONE}. */
    public static Body of(FieldValue type, String text) {
        return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Part of a message. */
    static Body of(FieldValue type, byte[] bytes, int from, int to) {
        return from == to ? NONE : new Body(type, bytes, from, to);
    }

    /** The Content-Type as it came; empty = none was given. */
    public FieldValue type() {
        return type;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Length in bytes. */
    public int length() {
        return to - from;
    }

    /** Its bytes, copied. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Its text: UTF-8, else ISO 8859-1. */
    public String text() {
        return Text.of(bytes, from, to);
    }

    /**
     * What a reader makes of it, of which it keeps the last: a body that several ask about is read once.
     *
     * @param kind of what it answers, which must be immutable; the same reader for the same kind
     */
    public <T> T read(Class<T> kind, Function<Body, T> reader) {
        Object known = reading;
        if (kind.isInstance(known)) {
            return kind.cast(known);
        }
        T read = reader.apply(this);
        reading = read;
        return read;
    }

    int write(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
        return at + to - from;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body
                && type.equals(body.type)
                && Arrays.equals(bytes, from, to, body.bytes, body.from, body.to);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + length();
    }

    /** Type and length only: a body may be confidential. */
    @Override
    public String toString() {
        return type + ", " + length() + " bytes";
    }
}
