package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The head of a request, right or not: enough to answer it. What its response repeats are the bytes that came. Immutable. */
public final class Head {
    private static final int RINGING = 180;

    private final HeadLines lines;
    private final Via via;
    private final boolean seen;
    private final boolean invite;

    Head(HeadLines lines, Via via, boolean seen, boolean invite) {
        this.lines = lines;
        this.via = via;
        this.seen = seen;
        this.invite = invite;
    }

    /** The top Via. */
    public Via via() {
        return via;
    }

    /** The same with the address and port that it came from in its top Via (RFC 3261 §18.2.1, RFC 3581 §4). */
    public Head seen(Host address, int port) {
        return new Head(lines, via.seen(address, port), true, invite);
    }

    /**
     * A response with all that it has to repeat of the request (RFC 3261 §8.2.6.2, §12.1.1): Via, From, To, Call-ID, CSeq; Timestamp in a 100;
     * Record-Route in other provisional responses and 2xx to an INVITE.
     *
     * @param code 100 to 699
     * @param tag for the To, where that has none; {@link Tag#NONE} = leave it without
     */
    public Draft answer(int code, Tag tag) {
        List<Field> fields = new ArrayList<>(8);
        boolean dialog = invite && code > 100 && code < 300;
        boolean first = true;
        for (int field = 0; field < lines.count(); field++) {
            int number = lines.number(field);
            HeaderName name = number < 0 ? null : HeaderName.of(number);
            if (name == HeaderName.VIA) {
                if (first && seen) {
                    addTop(fields, field);
                } else {
                    fields.add(Field.of(name, lines.value(field)));
                }
                first = false;
            } else if (name == HeaderName.TO) {
                fields.add(Field.of(name, to(field, tag)));
            } else if (name != null && isRepeated(name, code, dialog)) {
                fields.add(Field.of(name, lines.value(field)));
            }
        }
        return Draft.response(code).with(fields);
    }

    /**
     * That response with what it has to repeat before its own fields, as {@link #answer} gives it with the tag of the response; Record-Route only where
     * the request makes a dialog, not inside one.
     */
    public Draft complete(Draft response) {
        return complete(response, response.tag());
    }

    /** The same with another tag. */
    public Draft complete(Draft response, Tag tag) {
        Draft head = answer(response.code(), tag);
        return response.after(isInDialog() ? head.without(HeaderName.RECORD_ROUTE) : head);
    }

    private boolean isInDialog() {
        NameAddress to = NameAddress.parse(lines.text(lines.find(HeaderName.TO, 0)));
        return to != null && !to.tag().isEmpty();
    }

    /** Number and method of the request; raises {@link IllegalStateException} where it has none. */
    public CSeq cseq() {
        int field = lines.find(HeaderName.CSEQ, 0);
        CSeq cseq = field < 0 ? null : CSeq.parse(lines.text(field));
        if (cseq == null) {
            throw new IllegalStateException("a request without CSeq");
        }
        return cseq;
    }

    /** Its Call-ID; empty where it has none. */
    public String callId() {
        int field = lines.find(HeaderName.CALL_ID, 0);
        return field < 0 ? "" : lines.text(field);
    }

    /** The same in bytes of its own: it no longer holds on to the message. */
    public Head alone() {
        return read(written());
    }

    /** What answers need of it as lines, so that {@link #read} makes it again. */
    public String text() {
        return DraftText.of(FieldValue.plain(cseq().method().text()), answer(RINGING, Tag.NONE));
    }

    /** The same as bytes of UTF-8. */
    public byte[] written() {
        return DraftText.bytes(FieldValue.plain(cseq().method().text()), answer(RINGING, Tag.NONE));
    }

    /** What {@link #text} has written; refuses anything else with {@link IllegalArgumentException}. */
    public static Head read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Head read(byte[] bytes) {
        HeadLines lines = HeadLines.of(bytes, bytes.length, Integer.MAX_VALUE);
        RoutingFields parts = RoutingFields.of(lines);
        if (parts.via() == null
                || parts.from() == null
                || parts.to() == null
                || parts.callId() == null
                || parts.cseq() == null) {
            throw new IllegalArgumentException("not the head of a request");
        }
        return new Head(lines, parts.via(), false, parts.cseq().method().equals(Methods.INVITE));
    }

    /** Equal = the same to repeat. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Head head && text().equals(head.text());
    }

    @Override
    public int hashCode() {
        return callId().hashCode();
    }

    private static boolean isRepeated(HeaderName name, int code, boolean dialog) {
        return switch (name) {
            case FROM, CALL_ID, CSEQ -> true;
            case RECORD_ROUTE -> dialog;
            case TIMESTAMP -> code == 100;
            default -> false;
        };
    }

    /** The first Via as it was seen, and the others of its field. */
    private void addTop(List<Field> fields, int field) {
        fields.add(Field.of(HeaderName.VIA, FieldValue.plain(via.toString())));
        String text = lines.text(field);
        int end = Lists.end(text, 0, text.length());
        FieldValue others = end < text.length() ? FieldValue.of(text.substring(end + 1)) : FieldValue.NONE;
        if (!others.isEmpty()) {
            fields.add(Field.of(HeaderName.VIA, others));
        }
    }

    private FieldValue to(int field, Tag tag) {
        FieldValue value = lines.value(field);
        if (tag.isEmpty()) {
            return value;
        }
        NameAddress to = NameAddress.parse(lines.text(field));
        boolean untouched = to == null || !to.tag().isEmpty();
        return untouched ? value : value.followedBy(to.toString().endsWith(";") ? "tag=" + tag : ";tag=" + tag);
    }
}
