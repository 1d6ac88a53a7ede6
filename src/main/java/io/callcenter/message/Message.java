package io.callcenter.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message that came in, or was sent: its bytes and an index of its fields. Values are read when they are asked for, but those that every message
 * needs. A broken value of a header that nobody needs is an absent value. Immutable, for any thread.
 */
public abstract sealed class Message permits Request, Response {
    private final HeadLines lines;
    private final RoutingFields parts;
    private final int bodyTo;

    /** {@code null} until it is asked for; two threads may make it at once, and it is the same. */
    private Body body;

    Message(HeadLines lines, RoutingFields parts, int bodyTo) {
        this.lines = lines;
        this.parts = parts;
        this.bodyTo = bodyTo;
    }

    HeadLines lines() {
        return lines;
    }

    RoutingFields parts() {
        return parts;
    }

    int bodyTo() {
        return bodyTo;
    }

    /** The bytes as they came or went, not copied: nobody may change them. What is behind the body may be among them. */
    public final byte[] bytes() {
        return lines.bytes();
    }

    /** The top Via. */
    public final Via via() {
        return parts.via();
    }

    /** From. */
    public final NameAddress from() {
        return parts.from();
    }

    /** To. */
    public final NameAddress to() {
        return parts.to();
    }

    /** Call-ID. */
    public final SipCallId callId() {
        return parts.callId();
    }

    /** CSeq. */
    public final CSeq cseq() {
        return parts.cseq();
    }

    /** Whether it has a field of that header. */
    public final boolean has(HeaderName name) {
        return lines.find(name, 0) >= 0;
    }

    /** The value of the first field of that header as one line, folds as blanks. */
    public final Optional<String> first(HeaderName name) {
        int field = lines.find(name, 0);
        return field < 0 ? Optional.empty() : Optional.of(lines.text(field));
    }

    /** The values of all fields of that header, one a field, lists not split. */
    public final List<FieldValue> values(HeaderName name) {
        List<FieldValue> values = new ArrayList<>(2);
        for (int field = lines.find(name, 0); field >= 0; field = lines.find(name, field + 1)) {
            values.add(lines.value(field));
        }
        return values;
    }

    /** All items of that header: of all fields, lists split (RFC 3261 §7.3.1). */
    public final List<String> items(HeaderName name) {
        List<String> items = new ArrayList<>(4);
        for (int field = lines.find(name, 0); field >= 0; field = lines.find(name, field + 1)) {
            items.addAll(Lists.split(lines.text(field)));
        }
        return items;
    }

    /** Whether a field of that header lists that token, without case. */
    public final boolean lists(HeaderName name, String token) {
        for (int field = lines.find(name, 0); field >= 0; field = lines.find(name, field + 1)) {
            if (Lists.holds(lines.text(field), token)) {
                return true;
            }
        }
        return false;
    }

    /** The number that the first field of that header begins with, such as seconds; -1 = none, or above 2^31 − 1. */
    public final long number(HeaderName name) {
        int field = lines.find(name, 0);
        return field < 0 ? -1 : lines.firstNumber(field, Integer.MAX_VALUE);
    }

    /** All fields in their order, names in their long form, values as one line. */
    public final List<Field> fields() {
        List<Field> fields = new ArrayList<>(lines.count());
        for (int field = 0; field < lines.count(); field++) {
            fields.add(field(field));
        }
        return fields;
    }

    final Field field(int field) {
        int number = lines.number(field);
        FieldValue value = lines.value(field);
        return number >= 0 ? Field.of(HeaderName.of(number), value) : Field.of(new Token(lines.name(field)), value);
    }

    /** The first Contact; empty when there is none, or {@code *}. */
    public final Optional<NameAddress> contact() {
        return Optional.ofNullable(parts.contact());
    }

    /** All Contacts, for a 3xx in the order of the message. */
    public final List<NameAddress> contacts() {
        return addresses(HeaderName.CONTACT);
    }

    /** All parties of that header; broken ones are left out. */
    public final List<NameAddress> addresses(HeaderName name) {
        List<NameAddress> all = new ArrayList<>(2);
        for (int field = lines.find(name, 0); field >= 0; field = lines.find(name, field + 1)) {
            all.addAll(NameAddress.readAll(lines.text(field)));
        }
        return all;
    }

    /** The body. */
    public Body body() {
        Body known = body;
        if (known == null) {
            known = found();
            body = known;
        }
        return known;
    }

    private Body found() {
        if (lines.bodyFrom() == bodyTo) {
            return Body.NONE;
        }
        int type = lines.find(HeaderName.CONTENT_TYPE, 0);
        FieldValue value = type < 0 ? FieldValue.NONE : lines.value(type);
        return Body.of(value, lines.bytes(), lines.bodyFrom(), bodyTo);
    }
}
