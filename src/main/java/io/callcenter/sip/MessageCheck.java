package io.callcenter.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the stack's parser lets pass and we do not (legs 4.2): single headers that are missing or doubled. Looks at the bytes of a message
 * once, makes no objects for a good one.
 */
final class MessageCheck {
    /** What is wrong. */
    enum Fault {
        NONE,
        /** Not a message at all, or one without a header that every answer needs. */
        UNUSABLE,
        /** A header that may stand only once stands twice. */
        DOUBLED,
        /** Of another version than 2.0. */
        VERSION
    }

    private static final int VIA = 1;
    private static final int FROM = 2;
    private static final int TO = 4;
    private static final int CALL_ID = 8;
    private static final int CSEQ = 16;
    private static final int MAX_FORWARDS = 32;
    private static final int CONTENT_LENGTH = 64;
    private static final int CONTENT_TYPE = 128;
    private static final int EXPIRES = 256;
    private static final int DOUBLED = 512;
    private static final int OTHER_VERSION = 1024;
    private static final int NEEDED = VIA | FROM | TO | CALL_ID | CSEQ;

    private static final byte[] VERSION = "SIP/2.0".getBytes(StandardCharsets.US_ASCII);

    private MessageCheck() {}

    /** Looks at the first line and the headers; the result is for {@link #fault} and {@link #hasLength}. */
    static int scan(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] >= 0 && bytes[start] < ' ') {
            start++;
        }
        int line = nextLine(bytes, start);
        int seen = version(bytes, start, line);
        while (line < bytes.length && bytes[line] != '\r' && bytes[line] != '\n') {
            int header = bytes[line] == ' ' || bytes[line] == '\t' ? 0 : header(bytes, line);
            if (header > VIA && (seen & header) != 0) {
                seen |= DOUBLED;
            }
            seen |= header;
            line = nextLine(bytes, line);
        }
        return seen;
    }

    static Fault fault(int scan) {
        if ((scan & NEEDED) != NEEDED) {
            return Fault.UNUSABLE;
        }
        if ((scan & OTHER_VERSION) != 0) {
            return Fault.VERSION;
        }
        return (scan & DOUBLED) != 0 ? Fault.DOUBLED : Fault.NONE;
    }

    /** Whether it says how long its body is. */
    static boolean hasLength(int scan) {
        return (scan & CONTENT_LENGTH) != 0;
    }

    private static int version(byte[] bytes, int start, int end) {
        int last = end - 1;
        while (last > start && (last >= bytes.length || bytes[last] <= ' ')) {
            last--;
        }
        boolean right = isVersion(bytes, start) || isVersion(bytes, last - VERSION.length + 1);
        return right ? 0 : OTHER_VERSION;
    }

    private static boolean isVersion(byte[] bytes, int at) {
        if (at < 0 || at + VERSION.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < VERSION.length; i++) {
            if (bytes[at + i] != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static int header(byte[] bytes, int line) {
        int end = line;
        while (end < bytes.length && bytes[end] != ':' && bytes[end] != '\n' && end - line < 16) {
            end++;
        }
        if (end == bytes.length || bytes[end] != ':') {
            return 0;
        }
        while (end > line && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return code(bytes, line, end - line);
    }

    private static int code(byte[] bytes, int line, int length) {
        char first = (char) (bytes[line] | 0x20);
        if (length == 1) {
            return switch (first) {
                case 'v' -> VIA;
                case 'f' -> FROM;
                case 't' -> TO;
                case 'i' -> CALL_ID;
                case 'l' -> CONTENT_LENGTH;
                case 'c' -> CONTENT_TYPE;
                default -> 0;
            };
        }
        // Only names that begin and measure like one of ours are worth a String.
        if ("vftcme".indexOf(first) < 0 || length > 14) {
            return 0;
        }
        return switch (new String(bytes, line, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
            case "via" -> VIA;
            case "from" -> FROM;
            case "to" -> TO;
            case "call-id" -> CALL_ID;
            case "cseq" -> CSEQ;
            case "max-forwards" -> MAX_FORWARDS;
            case "content-length" -> CONTENT_LENGTH;
            case "content-type" -> CONTENT_TYPE;
            case "expires" -> EXPIRES;
            default -> 0;
        };
    }
}
