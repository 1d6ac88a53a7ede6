package io.callcenter.message;

/** What a message seems to be, without reading it: for the order in which messages are read, never for what is done with them. */
public enum QuickLook {
    /** A response. */
    RESPONSE,
    /** A request with a To tag: of a dialog, if it says the truth. */
    INSIDE,
    /** An INVITE that may be a new call. */
    INVITE,
    /** A CANCEL or ACK without a To tag: it belongs to some other request. */
    BELONGING,
    /** Any other request, or something that is no message. */
    OTHER;

    private static final byte[] RESPONDING = {'S', 'I', 'P', '/'};
    private static final byte[] INVITING = {'I', 'N', 'V', 'I', 'T', 'E', ' '};
    private static final byte[] CANCELLING = {'C', 'A', 'N', 'C', 'E', 'L', ' '};
    private static final byte[] ACKNOWLEDGING = {'A', 'C', 'K', ' '};
    private static final int TAG_LENGTH = 4;

    /** Looks at the first line, and of a request at its To; raises nothing. */
    public static QuickLook of(byte[] bytes) {
        if (begins(bytes, 0, RESPONDING)) {
            return RESPONSE;
        }
        if (hasToTag(bytes)) {
            return INSIDE;
        }
        if (begins(bytes, 0, INVITING)) {
            return INVITE;
        }
        return begins(bytes, 0, CANCELLING) || begins(bytes, 0, ACKNOWLEDGING) ? BELONGING : OTHER;
    }

    private static boolean begins(byte[] bytes, int from, byte[] word) {
        if (bytes.length - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasToTag(byte[] bytes) {
        boolean to = false;
        int at = lineEnd(bytes, 0);
        while (at < bytes.length && bytes[at] != '\r' && bytes[at] != '\n') {
            to = isFolded(bytes, at) ? to : isTo(bytes, at);
            int end = lineEnd(bytes, at);
            if (to && hasTag(bytes, at, end)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean isFolded(byte[] bytes, int at) {
        return bytes[at] == ' ' || bytes[at] == '\t';
    }

    private static boolean isTo(byte[] bytes, int from) {
        int at = from;
        if ((bytes[at++] | 0x20) != 't') {
            return false;
        }
        if (at < bytes.length && (bytes[at] | 0x20) == 'o') {
            at++;
        }
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at < bytes.length && bytes[at] == ':';
    }

    private static boolean hasTag(byte[] bytes, int from, int to) {
        for (int at = from + 1; at + TAG_LENGTH <= to; at++) {
            if (bytes[at + 3] == '=' && isTag(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTag(byte[] bytes, int at) {
        byte before = bytes[at - 1];
        return (bytes[at] | 0x20) == 't'
                && (bytes[at + 1] | 0x20) == 'a'
                && (bytes[at + 2] | 0x20) == 'g'
                && (before == ';' || before == ' ' || before == '\t');
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }
}
