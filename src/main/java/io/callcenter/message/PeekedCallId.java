package io.callcenter.message;

import java.util.Optional;

/** Finds the Call-ID line of a message and looks at nothing else. */
final class PeekedCallId {
    private PeekedCallId() {}

    static Optional<String> of(byte[] bytes) {
        int at = next(bytes, 0);
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            int first = bytes[at] | 0x20;
            int end = next(bytes, at);
            if (first == 'c' || first == 'i') {
                int colon = colon(bytes, at, end);
                int number = HeaderName.number(bytes, at, trim(bytes, at, colon));
                if (colon < end && number == HeaderName.CALL_ID.ordinal()) {
                    String value =
                            Text.unfolded(bytes, colon + 1, folded(bytes, end)).strip();
                    return SipCallId.isCallId(value) ? Optional.of(value) : Optional.empty();
                }
            }
            at = end;
        }
        return Optional.empty();
    }

    private static int next(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    private static int folded(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end = next(bytes, end);
        }
        return end;
    }

    private static int colon(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ':') {
            at++;
        }
        return at;
    }

    private static int trim(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && Chars.isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }
}
