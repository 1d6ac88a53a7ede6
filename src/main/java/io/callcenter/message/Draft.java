package io.callcenter.message;

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
    private static final int LOWEST = 100;
    private static final int HIGHEST = 699;

    private final FieldValue start;
    private final boolean request;
    private final Optional<Via> via;
    private final Field[] fields;
    private final Body body;

    private Draft(FieldValue start, boolean request, Optional<Via> via, Field[] fields, Body body) {
        this.start = start;
        this.request = request;
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
        return bare(addressing.cseq().method(), uri)
                .with(HeaderName.MAX_FORWARDS, HOPS)
                .with(HeaderName.FROM, FieldValue.of(addressing.from().toString()))
                .with(HeaderName.TO, FieldValue.of(addressing.to().toString()))
                .with(HeaderName.CALL_ID, FieldValue.plain(addressing.callId().text()))
                .with(HeaderName.CSEQ, FieldValue.plain(addressing.cseq().toString()));
    }

    /** A request line alone. */
    static Draft bare(Token method, SipUri uri) {
        FieldValue line = FieldValue.plain(method.text() + " " + uri.withoutHeaders() + " SIP/2.0");
        return new Draft(line, true, Optional.empty(), new Field[0], Body.NONE);
    }

    /**
     * A response with the usual phrase and nothing else; {@link Request#answer} makes one with all that it has to repeat. Refuses codes outside of
     * 100 to 699 with {@link IllegalArgumentException}.
     */
    public static Draft response(int code) {
        return response(code, Reasons.phrase(code));
    }

    private static Draft response(int code, String phrase) {
        if (code < LOWEST || code > HIGHEST) {
            throw new IllegalArgumentException("not a code of a response: " + code);
        }
        return new Draft(line(code, phrase), false, Optional.empty(), new Field[0], Body.NONE);
    }

    private static FieldValue line(int code, String phrase) {
        FieldValue clean = FieldValue.of(phrase);
        return FieldValue.plain("SIP/2.0 " + code + " ").followedBy(clean.toString());
    }

    /** A response with another phrase; of a request itself. */
    public Draft because(String phrase) {
        if (request) {
            return this;
        }
        int code = Integer.parseInt(start.toString().substring(8, 11));
        return new Draft(line(code, phrase), false, via, fields, body);
    }

    /** The same with that field at the end; of a header that may stand only once, in place of the one that it has. */
    public Draft with(HeaderName name, FieldValue value) {
        return with(Field.of(name, value));
    }

    /** The same. Content-Type and Content-Length are left out: the body says them. */
    public Draft with(Field field) {
        if (field.is(HeaderName.CONTENT_LENGTH) || field.is(HeaderName.CONTENT_TYPE)) {
            return this;
        }
        int same = field.onlyOnce() ? find(field) : -1;
        Field[] all = Arrays.copyOf(fields, same < 0 ? fields.length + 1 : fields.length);
        all[same < 0 ? fields.length : same] = field;
        return new Draft(start, request, via, all, body);
    }

    private int find(Field field) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].hasNameOf(field)) {
                return i;
            }
        }
        return -1;
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
        return new Draft(start, request, via, Arrays.copyOf(rest, count), body);
    }

    /** The same with that body. */
    public Draft with(Body other) {
        return new Draft(start, request, via, fields, Objects.requireNonNull(other));
    }

    /** The same with that Via on top. */
    public Draft under(Via top) {
        return new Draft(start, request, Optional.of(top), fields, body);
    }

    /** The method of a request; raises {@link IllegalStateException} for a response. */
    public Token method() {
        if (!request) {
            throw new IllegalStateException("this is a response");
        }
        String line = start.toString();
        return Methods.token(line, 0, line.indexOf(' '));
    }

    /** Whether it is a request. */
    public boolean isRequest() {
        return request;
    }

    /** All fields that it has, without Via of {@link #under}, Content-Type and Content-Length. */
    public List<Field> fields() {
        return List.of(fields);
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
        if (request && via.isEmpty()) {
            throw new IllegalStateException("a request needs a Via");
        }
        FieldValue top = via.map(v -> FieldValue.plain(v.toString())).orElse(FieldValue.NONE);
        Field first = Field.of(HeaderName.VIA, top);
        Field type = Field.of(HeaderName.CONTENT_TYPE, body.type());
        FieldValue count = FieldValue.plain(Integer.toString(body.length()));
        Field length = Field.of(HeaderName.CONTENT_LENGTH, count);
        int size = start.length() + 2 + (top.isEmpty() ? 0 : first.size()) + length.size() + 2 + body.length();
        size += body.type().isEmpty() ? 0 : type.size();
        for (Field field : fields) {
            size += field.size();
        }
        byte[] target = new byte[size];
        int at = lineEnd(target, start.write(target, 0));
        at = top.isEmpty() ? at : first.write(target, at);
        for (Field field : fields) {
            at = field.write(target, at);
        }
        at = body.type().isEmpty() ? at : type.write(target, at);
        at = lineEnd(target, length.write(target, at));
        body.write(target, at);
        return target;
    }

    private static int lineEnd(byte[] target, int at) {
        System.arraycopy(CRLF, 0, target, at, 2);
        return at + 2;
    }

    /** The request as it is sent with that Via; raises {@link IllegalStateException} for a response. */
    public Request request(Via top) {
        if (!request) {
            throw new IllegalStateException("this is a response");
        }
        byte[] bytes = bytes(top);
        return Request.sent(bytes);
    }

    /** Start line only: bodies and credentials are confidential. */
    @Override
    public String toString() {
        return start.toString();
    }
}
