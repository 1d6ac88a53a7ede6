package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A header field of a message, sendable. */
public final class Field {
    private final String name;
    private final HeaderName known;
    private final byte[] written;
    private final FieldValue value;

    private Field(String name, HeaderName known, byte[] written, FieldValue value) {
        this.name = name;
        this.known = known;
        this.written = written;
        this.value = Objects.requireNonNull(value);
    }

    /** A field of a known header. */
    public static Field of(HeaderName name, FieldValue value) {
        return new Field(name.text(), name, name.written(), value);
    }

    /** A field of that name, long or compact; a known name gets its long form, others keep their spelling. */
    public static Field of(Token name, FieldValue value) {
        return HeaderName.of(name.text()).map(known -> of(known, value)).orElseGet(() -> {
            byte[] written = (name.text() + ": ").getBytes(StandardCharsets.US_ASCII);
            return new Field(name.text(), null, written, value);
        });
    }

    /** The field of a line such as {@code Name: value}; refuses what is none with {@link IllegalArgumentException}. */
    public static Field read(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a header field");
        }
        return of(new Token(line.substring(0, colon).strip()), FieldValue.of(line.substring(colon + 1)));
    }

    /** A field of that name and text. */
    public static Field of(String name, String value) {
        return of(new Token(name), FieldValue.of(value));
    }

    /** Its name: the long form of known ones. */
    public String name() {
        return name;
    }

    /** Whether it is of that header. */
    public boolean is(HeaderName other) {
        return known == other;
    }

    boolean hasNameOf(Field other) {
        return known == other.known && name.equalsIgnoreCase(other.name);
    }

    boolean onlyOnce() {
        return known != null && known.onlyOnce();
    }

    /** Its value. */
    public FieldValue value() {
        return value;
    }

    int size() {
        return written.length + value.length() + 2;
    }

    int write(byte[] target, int from) {
        System.arraycopy(written, 0, target, from, written.length);
        int at = value.write(target, from + written.length);
        target[at] = '\r';
        target[at + 1] = '\n';
        return at + 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field field && hasNameOf(field) && value.equals(field.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
