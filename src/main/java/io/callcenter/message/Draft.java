package io.callcenter.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message that is to be sent: whatever it holds, it can be written. Long names, one field a line, Content-Length always. Immutable; {@code with…}
 * shares what is untouched.
 */
public final class Draft {
    private static final FieldValue HOPS = FieldValue.plain("70");
    private static final byte[] CRLF = {'\r', '\n'};
    private static final Field[] NO_FIELDS = {};

    private final DraftStart start;
    private final Optional<Via> via;
    private final Field[] fields;
    private final Body body;

    private Draft(DraftStart start, Optional<Via> via, Field[] fields, Body body) {
        this.start = start;
        this.via = via;
        this.fields = fields;
        this.body = body;
    }

    /**
     * A request with its mandatory fields (RFC 3261 §8.1.1) and 70 hops; the method is the one of its CSeq.
     *
     * @param uri Request-URI; headers in it are left out, they have no place there (§19.1.1)
     */
    public static Draft request(SipUri uri, Addressing addressing) {
        Field[] fields = {
            Field.of(HeaderName.MAX_FORWARDS, HOPS),
            Field.of(HeaderName.FROM, FieldValue.of(addressing.from().toString())),
            Field.of(HeaderName.TO, FieldValue.of(addressing.to().toString())),
            Field.of(HeaderName.CALL_ID, FieldValue.plain(addressing.callId().text())),
            Field.of(HeaderName.CSEQ, FieldValue.plain(addressing.cseq().toString()))
        };
        return new Draft(DraftStart.of(uri, addressing), Optional.empty(), fields, Body.NONE);
    }

    /** A start alone. */
    static Draft of(DraftStart start) {
        return new Draft(start, Optional.empty(), NO_FIELDS, Body.NONE);
    }

    /** A request line alone; that it has the fields of its addressing is up to the caller. */
    static Draft bare(SipUri uri, Addressing addressing) {
        return new Draft(DraftStart.of(uri, addressing), Optional.empty(), NO_FIELDS, Body.NONE);
    }

    /**
     * A response with the usual phrase and nothing else; {@link Request#answer} makes one with all that it has to repeat, and {@link Head#complete}
     * adds that. Refuses codes outside of 100 to 699 with {@link IllegalArgumentException}.
     */
    public static Draft response(int code) {
        return new Draft(DraftStart.of(code), Optional.empty(), NO_FIELDS, Body.NONE);
    }

    /** The same for a request whose To gets that tag, where it has none, when {@link Head#complete} makes the response whole. */
    public static Draft response(int code, Tag tag) {
        return response(code).tagged(tag);
    }

    /**
     * What {@link #text} has written; refuses what cannot be a message of ours with {@link IllegalArgumentException}. Of a response the To tag is not
     * in it: see {@link #tagged}.
     */
    public static Draft read(String text) {
        return DraftText.read(text);
    }

    /** All of it but its Via and, of a response, the To tag, so that {@link #read} makes it again. */
    public String text() {
        return DraftText.of(start.line(), this);
    }

    /** The same as bytes of UTF-8. */
    public byte[] written() {
        return DraftText.bytes(start.line(), this);
    }

    /** A response with another phrase, empty = the same; of a request itself. */
    public Draft because(String phrase) {
        return isRequest() || phrase.isEmpty() ? this : starting(DraftStart.of(start.code(), phrase, start.tag()));
    }

    /** A response for a request whose To gets that tag, where it has none; of a request itself. */
    public Draft tagged(Tag tag) {
        return isRequest() ? this : starting(start.tagged(tag));
    }

    /** A request with another Request-URI. */
    public Draft toward(SipUri uri) {
        return starting(DraftStart.of(uri, addressing()));
    }

    /** A request with another number. */
    public Draft numbered(long number) {
        Addressing old = addressing();
        CSeq cseq = new CSeq(number, old.cseq().method());
        Addressing next = new Addressing(old.from(), old.to(), old.callId(), cseq);
        return starting(DraftStart.of(start.uri(), next)).with(HeaderName.CSEQ, FieldValue.plain(cseq.toString()));
    }

    private Draft starting(DraftStart other) {
        return new Draft(other, via, fields, body);
    }

    /** The same with that field at the end; of a header that may stand only once, in place of the one that it has. */
    public Draft with(HeaderName name, FieldValue value) {
        return with(Field.of(name, value));
    }

    /** The same with a value of that text. */
    public Draft with(HeaderName name, String value) {
        return with(Field.of(name, FieldValue.of(value)));
    }

    /** The same. Content-Type and Content-Length are left out: the body says them. */
    public Draft with(Field field) {
        if (isOfBody(field)) {
            return this;
        }
        int same = field.onlyOnce() ? find(field, fields, fields.length) : -1;
        Field[] all = Arrays.copyOf(fields, same < 0 ? fields.length + 1 : fields.length);
        all[same < 0 ? fields.length : same] = field;
        return new Draft(start, via, all, body);
    }

    /** The same with those fields at the end. */
    public Draft with(List<Field> more) {
        Field[] all = Arrays.copyOf(fields, fields.length + more.size());
        int count = fields.length;
        for (int i = 0; i < more.size(); i++) {
            Field field = more.get(i);
            if (!isOfBody(field)) {
                int same = field.onlyOnce() ? find(field, all, count) : -1;
                all[same < 0 ? count++ : same] = field;
            }
        }
        return more.isEmpty()
                ? this
                : new Draft(start, via, count < all.length ? Arrays.copyOf(all, count) : all, body);
    }

    private static boolean isOfBody(Field field) {
        return field.is(HeaderName.CONTENT_LENGTH) || field.is(HeaderName.CONTENT_TYPE);
    }

    private static int find(Field field, Field[] among, int count) {
        for (int i = 0; i < count; i++) {
            if (among[i].hasNameOf(field)) {
                return i;
            }
        }
        return -1;
    }

    /** The same with that field at the end in place of all of its name. */
    public Draft replacing(Field field) {
        Field[] rest = new Field[fields.length];
        int count = 0;
        for (Field each : fields) {
            if (!each.hasNameOf(field)) {
                rest[count++] = each;
            }
        }
        return new Draft(start, via, Arrays.copyOf(rest, count), body).with(field);
    }

    /** The same without fields of that header. */
    public Draft without(HeaderName name) {
        Field[] rest = new Field[fields.length];
        int count = 0;
        for (Field field : fields) {
            if (!field.is(name)) {
                rest[count++] = field;
            }
        }
        return count == fields.length ? this : new Draft(start, via, Arrays.copyOf(rest, count), body);
    }

    /** The same with the fields of another before its own. */
    Draft after(Draft head) {
        Field[] all = Arrays.copyOf(head.fields, head.fields.length + fields.length);
        System.arraycopy(fields, 0, all, head.fields.length, fields.length);
        return new Draft(start, via, all, body);
    }

    /** The same with that body. */
    public Draft with(Body other) {
        return new Draft(start, via, fields, Objects.requireNonNull(other));
    }

    /** The same with that Via on top. */
    public Draft under(Via top) {
        return new Draft(start, Optional.of(top), fields, body);
    }

    /** Whether it is a request. */
    public boolean isRequest() {
        return start.code() == 0;
    }

    /** The method of a request; raises {@link IllegalStateException} for a response. */
    public Token method() {
        return addressing().cseq().method();
    }

    /** The Request-URI; raises {@link IllegalStateException} for a response. */
    public SipUri uri() {
        addressing();
        return start.uri();
    }

    /** Parties, Call-ID and number of a request; raises {@link IllegalStateException} for a response. */
    public Addressing addressing() {
        if (!isRequest()) {
            throw new IllegalStateException("this is a response");
        }
        return start.addressing();
    }

    /** The code of a response; 0 = a request. */
    public int code() {
        return start.code();
    }

    /** The tag of {@link #tagged}. */
    public Tag tag() {
        return start.tag();
    }

    /** All fields that it has, without Via of {@link #under}, Content-Type and Content-Length. */
    public List<Field> fields() {
        return List.of(fields);
    }

    /** The value of its first field of that header. */
    public Optional<FieldValue> first(HeaderName name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all its fields of that header. */
    public List<FieldValue> values(HeaderName name) {
        List<FieldValue> values = new ArrayList<>(2);
        for (Field field : fields) {
            if (field.is(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** The body. */
    public Body body() {
        return body;
    }

    /** The wire form with that Via on top; of responses, which have theirs, see {@link #bytes()}. */
    public byte[] bytes(Via top) {
        return under(top).bytes();
    }

    /** The wire form. Raises {@link IllegalStateException} for a request without {@link #under}: nobody could answer it. */
    public byte[] bytes() {
        if (isRequest() && via.isEmpty()) {
            throw new IllegalStateException("a request needs a Via");
        }
        FieldValue top =
                via.isEmpty() ? FieldValue.NONE : FieldValue.plain(via.get().toString());
        Field first = Field.of(HeaderName.VIA, top);
        Field length = length();
        byte[] target = new byte[plainSize(start.line()) + length.size() + (top.isEmpty() ? 0 : first.size())];
        int at = lineEnd(target, start.line().write(target, 0));
        at = writeFields(target, top.isEmpty() ? at : first.write(target, at));
        at = lineEnd(target, length.write(target, at));
        body.write(target, at);
        return target;
    }

    private Field length() {
        return Field.of(HeaderName.CONTENT_LENGTH, FieldValue.plain(Integer.toString(body.length())));
    }

    /** Length of the wire form in bytes, without the Via of {@link #under}. */
    public int size() {
        return plainSize(start.line()) + length().size();
    }

    private int plainSize(FieldValue line) {
        int size = line.length() + 2 + 2 + body.length();
        size += body.type().isEmpty() ? 0 : type().size();
        for (Field field : fields) {
            size += field.size();
        }
        return size;
    }

    /** That first line, its fields and the body: neither Via nor Content-Length. */
    byte[] plain(FieldValue line) {
        byte[] target = new byte[plainSize(line)];
        int at = lineEnd(target, line.write(target, 0));
        at = lineEnd(target, writeFields(target, at));
        body.write(target, at);
        return target;
    }

    private int writeFields(byte[] target, int from) {
        int at = from;
        for (Field field : fields) {
            at = field.write(target, at);
        }
        return body.type().isEmpty() ? at : type().write(target, at);
    }

    private Field type() {
        return Field.of(HeaderName.CONTENT_TYPE, body.type());
    }

    private static int lineEnd(byte[] target, int at) {
        System.arraycopy(CRLF, 0, target, at, 2);
        return at + 2;
    }

    /** The request as it is sent with that Via; raises {@link IllegalStateException} for a response. */
    public Request request(Via top) {
        return Request.sent(bytes(top), top, uri(), addressing());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Draft draft
                && start.line().equals(draft.start.line())
                && start.tag().equals(draft.start.tag())
                && via.equals(draft.via)
                && Arrays.equals(fields, draft.fields)
                && body.equals(draft.body);
    }

    @Override
    public int hashCode() {
        return 31 * start.line().hashCode() + Arrays.hashCode(fields);
    }

    /** Start line only: bodies and credentials are confidential. */
    @Override
    public String toString() {
        return start.line().toString();
    }
}
