package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A {@link Draft} as text that it can be read from again. */
final class DraftText {
    private static final String LINE_END = "\r\n";

    private DraftText() {}

    /** All of it but its Via, behind that first line. */
    static String of(FieldValue line, Draft draft) {
        byte[] plain = draft.plain(line);
        return Text.isAscii(plain) ? new String(plain, StandardCharsets.ISO_8859_1) : beyondAscii(line, draft);
    }

    /** The same as bytes of UTF-8. */
    static byte[] bytes(FieldValue line, Draft draft) {
        byte[] plain = draft.plain(line);
        return Text.isAscii(plain) ? plain : beyondAscii(line, draft).getBytes(StandardCharsets.UTF_8);
    }

    /** Each part by itself: one may be UTF-8 and another not. */
    private static String beyondAscii(FieldValue line, Draft draft) {
        StringBuilder text = new StringBuilder(1_024).append(line).append(LINE_END);
        for (Field field : draft.fields()) {
            text.append(field).append(LINE_END);
        }
        Body body = draft.body();
        if (!body.type().isEmpty()) {
            text.append(Field.of(HeaderName.CONTENT_TYPE, body.type())).append(LINE_END);
        }
        return text.append(LINE_END).append(body.text()).toString();
    }

    static Draft read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        HeadLines lines = HeadLines.of(bytes, bytes.length, Integer.MAX_VALUE);
        if (!lines.complete()) {
            throw new IllegalArgumentException("not a message");
        }
        Draft draft = Draft.of(start(StartLine.of(lines), lines));
        FieldValue type = FieldValue.NONE;
        for (int field = 0; field < lines.count(); field++) {
            FieldValue value = lines.value(field).alone();
            int number = lines.number(field);
            if (number == HeaderName.CONTENT_TYPE.ordinal()) {
                type = value;
            } else if (number >= 0) {
                draft = draft.with(HeaderName.of(number), value);
            } else {
                draft = draft.with(Field.of(new Token(lines.name(field)), value));
            }
        }
        return draft.with(Body.of(type, Arrays.copyOfRange(bytes, lines.bodyFrom(), bytes.length)));
    }

    private static DraftStart start(StartLine line, HeadLines lines) {
        if (line.isResponse() && line.code() > 0) {
            return DraftStart.of(line.code(), line.phrase(), Tag.NONE);
        }
        RoutingFields parts = RoutingFields.of(lines);
        boolean whole = parts.from() != null && parts.to() != null && parts.callId() != null && parts.cseq() != null;
        if (line.uri() == null || !whole) {
            throw new IllegalArgumentException("not a request");
        }
        return DraftStart.of(line.uri(), new Addressing(parts.from(), parts.to(), parts.callId(), parts.cseq()));
    }
}
