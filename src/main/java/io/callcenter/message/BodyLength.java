package io.callcenter.message;

/** What the Content-Length fields of a head say. */
final class BodyLength {
    private BodyLength() {}

    /** The length in bytes, 0 = none is given, -1 = no number, or two different ones. */
    static long of(HeadLines lines) {
        long length = -1;
        for (int field = lines.find(HeaderName.CONTENT_LENGTH, 0);
                field >= 0;
                field = lines.find(HeaderName.CONTENT_LENGTH, field + 1)) {
            long one = lines.decimal(field, Integer.MAX_VALUE);
            if (one < 0 || length >= 0 && one != length) {
                return -1;
            }
            length = one;
        }
        return Math.max(length, 0);
    }
}
