package io.callcenter.store.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as bytes of UTF-8, written field by field into one buffer, of which parts can be kept and written again. As small as saved calls need it: the
 * caller sees to it that what is written is whole. Text beyond the basic plane is escaped.
 */
final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private byte[] bytes;
    private int size;
    private int from;

    /** Of about that size. */
    JsonBytes(int size) {
        bytes = new byte[Math.max(size, 64)];
    }

    /** Begins anew, in the room that there is. */
    void clear() {
        size = 0;
        from = 0;
    }

    /** Bytes that it has room for. */
    int capacity() {
        return bytes.length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** How much is written by now of the JSON at hand. */
    int place() {
        return size - from;
    }

    /** Begins JSON of its own behind what is written, with room for its length before it; answers where it begins. */
    int beginPart() {
        room(Integer.BYTES);
        size += Integer.BYTES;
        from = size;
        return from;
    }

    /** Writes the length of the part that begins there; answers where it ends. */
    int endPart(int start) {
        int length = size - start;
        for (int i = 1; i <= Integer.BYTES; i++) {
            bytes[start - i] = (byte) length;
            length >>>= Byte.SIZE;
        }
        return size;
    }

    /** As they are, JSON or not. */
    void copy(byte[] other, int begin, int end) {
        room(end - begin);
        System.arraycopy(other, begin, bytes, size, end - begin);
        size += end - begin;
    }

    void raw(byte one) {
        room(1);
        bytes[size++] = one;
    }

    JsonBytes begin() {
        return opened('{');
    }

    JsonBytes end() {
        return closed('}');
    }

    JsonBytes beginList() {
        return opened('[');
    }

    JsonBytes endList() {
        return closed(']');
    }

    /** The name of a field, in ASCII; its value comes next. */
    JsonBytes name(String name) {
        comma();
        room(name.length() + 3);
        bytes[size++] = '"';
        ascii(name);
        bytes[size++] = '"';
        bytes[size++] = ':';
        return this;
    }

    /** A value that is JSON already: that part of the bytes. */
    void raw(byte[] json, int begin, int end) {
        comma();
        copy(json, begin, end);
    }

    void nothing() {
        word("null");
    }

    void value(boolean value) {
        word(value ? "true" : "false");
    }

    void value(long number) {
        word(Long.toString(number));
    }

    void value(String text) {
        comma();
        int length = text.length();
        room(2 + length);
        bytes[size++] = '"';
        int i = plain(text, length);
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                bytes[size++] = (byte) c;
            } else {
                special(c);
                room(1 + length - i);
            }
        }
        bytes[size++] = '"';
    }

    /** Writes what needs no escape at the beginning of a text, nearly always all of it; answers how long it is. Fields are slow on the quick compiler. */
    private int plain(String text, int length) {
        byte[] out = bytes;
        int at = size;
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                break;
            }
            out[at++] = (byte) c;
            i++;
        }
        size = at;
        return i;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    /** The same of text in UTF-8. */
    void value(byte[] utf8) {
        int before = size;
        comma();
        room(2 + utf8.length);
        bytes[size++] = '"';
        for (int i = 0; i < utf8.length; i++) {
            byte c = utf8[i];
            if (c >= ' ' && c != '"' && c != '\\') {
                bytes[size++] = c;
            } else if (c < 0) {
                size = before;
                value(new String(utf8, StandardCharsets.UTF_8));
                return;
            } else {
                special((char) c);
                room(1 + utf8.length - i);
            }
        }
        bytes[size++] = '"';
    }

    private void special(char c) {
        room(6);
        switch (c) {
            case '"', '\\' -> escaped(c);
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            case '\t' -> escaped('t');
            case '\b' -> escaped('b');
            case '\f' -> escaped('f');
            default -> beyond(c);
        }
    }

    private void escaped(char letter) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) letter;
    }

    private void beyond(char c) {
        if (c < ' ' || Character.isSurrogate(c)) {
            escaped('u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[size++] = HEX[c >> shift & 15];
            }
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
            bytes[size++] = (byte) (0x80 | c & 0x3F);
        } else {
            bytes[size++] = (byte) (0xE0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
            bytes[size++] = (byte) (0x80 | c & 0x3F);
        }
    }

    private void word(String ascii) {
        comma();
        room(ascii.length());
        ascii(ascii);
    }

    /** There is room for it. */
    @SuppressWarnings("deprecation") // right for ASCII, and one copy
    private void ascii(String text) {
        int length = text.length();
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    private JsonBytes opened(char bracket) {
        comma();
        room(1);
        bytes[size++] = (byte) bracket;
        return this;
    }

    private JsonBytes closed(char bracket) {
        room(1);
        bytes[size++] = (byte) bracket;
        return this;
    }

    /** Before whatever follows another value. */
    private void comma() {
        if (size == from) {
            return;
        }
        byte last = bytes[size - 1];
        if (last != '{' && last != '[' && last != ':') {
            room(1);
            bytes[size++] = ',';
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
