package io.callcenter.message;

import java.util.Arrays;

/** Escapes of URIs, {@code %41} (RFC 3261 §19.1.2). */
final class Escapes {
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
}
