package io.callcenter.message;

import java.util.Arrays;
import java.util.Locale;

/** Escapes of URIs, {@code %41} (RFC 3261 §19.1.2). */
final class Escapes {
    private static final String UNRESERVED = "-_.!~*'()";

    private Escapes() {}

    /** The text without escapes: UTF-8, else ISO 8859-1; as it was where one of them is none. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int length = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '%') {
                bytes[length++] = bytes[at];
                continue;
            }
            int value = value(bytes, at);
            if (value < 0) {
                return text;
            }
            bytes[length++] = (byte) value;
            at += 2;
        }
        return Text.of(Arrays.copyOf(bytes, length), 0, length);
    }

    private static int value(byte[] bytes, int percent) {
        if (percent + 2 >= bytes.length) {
            return -1;
        }
        int high = Chars.hex(bytes[percent + 1]);
        int low = Chars.hex(bytes[percent + 2]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** One spelling for all texts that mean the same: no escapes of unreserved characters, the others in upper case. */
    static String canonical(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            int value = text.charAt(at) == '%' && at + 2 < text.length()
                    ? Chars.hex(text.charAt(at + 1)) << 4 | Chars.hex(text.charAt(at + 2))
                    : -1;
            if (value < 0) {
                plain.append(text.charAt(at));
            } else {
                boolean open = value < 128 && (Character.isLetterOrDigit(value) || UNRESERVED.indexOf(value) >= 0);
                plain.append(
                        open
                                ? String.valueOf((char) value)
                                : text.substring(at, at + 3).toUpperCase(Locale.ROOT));
                at += 2;
            }
        }
        return plain.toString();
    }
}
