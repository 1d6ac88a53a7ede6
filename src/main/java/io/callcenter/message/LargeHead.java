package io.callcenter.message;

/** Reads past a head that is too large to be kept: finds its end and its Content-Length, and keeps a few bytes of one line. For one thread. */
final class LargeHead {
    private static final int KEPT = 64;

    private final byte[] line = new byte[KEPT];
    private long column;
    private long passed;
    private long length;
    private boolean given;
    private boolean broken;

    /** Reads on; returns the place behind the empty line, -1 = it is not there. */
    int read(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            passed++;
            byte c = bytes[at];
            if (c != '\n') {
                if (column < KEPT) {
                    line[(int) column] = c;
                }
                column++;
            } else if (column == 0 || column == 1 && line[0] == '\r') {
                return at + 1;
            } else {
                endOfLine();
                column = 0;
            }
        }
        return -1;
    }

    private void endOfLine() {
        int kept = (int) Math.min(column, KEPT);
        int colon = 0;
        while (colon < kept && line[colon] != ':') {
            colon++;
        }
        int name = colon;
        while (name > 0 && Chars.isBlank(line[name - 1])) {
            name--;
        }
        if (colon == kept || HeaderName.number(line, 0, name) != HeaderName.CONTENT_LENGTH.ordinal()) {
            return;
        }
        String value = Text.unfolded(line, colon + 1, kept).strip();
        long one = column > KEPT ? -1 : Chars.number(value, 0, value.length(), Integer.MAX_VALUE);
        broken |= one < 0 || given && one != length;
        length = one;
        given = true;
    }

    /** How many bytes it had so far. */
    long passed() {
        return passed;
    }

    /** The length of the body, 0 = none is given, -1 = no number, or two different ones. */
    long length() {
        return broken ? -1 : length;
    }
}
