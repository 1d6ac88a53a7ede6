package io.callcenter.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** A SIP message as a packet of HEP version 3, for a capture server: what it carries besides the message, in chunks of no vendor. */
final class HepPacket {
    private static final byte[] MAGIC = {'H', 'E', 'P', '3'};
    private static final int HEAD = 6;
    private static final int CHUNK = 6;
    /** All chunks but those of texts, with IPv6 addresses. */
    private static final int FIXED = 150;

    private static final int FAMILY = 0x01;
    private static final int PROTOCOL = 0x02;
    private static final int SOURCE_IPV4 = 0x03;
    private static final int TARGET_IPV4 = 0x04;
    private static final int SOURCE_IPV6 = 0x05;
    private static final int TARGET_IPV6 = 0x06;
    private static final int SOURCE_PORT = 0x07;
    private static final int TARGET_PORT = 0x08;
    private static final int SECONDS = 0x09;
    private static final int MICROS = 0x0a;
    private static final int KIND = 0x0b;
    private static final int AGENT = 0x0c;
    private static final int PASSWORD = 0x0e;
    private static final int PAYLOAD = 0x0f;
    private static final int CORRELATION = 0x11;

    private static final byte SIP = 1;
    private static final byte TCP = 6;
    private static final byte UDP = 17;
    private static final byte IPV4 = 2;
    private static final byte IPV6 = 10;
    private static final String[] SECRETS = {"authorization", "proxy-authorization"};

    private HepPacket() {}

    /**
     * Where a message went, and when.
     *
     * @param stream whether by a stream, encrypted or not
     */
    record Way(boolean stream, InetSocketAddress from, InetSocketAddress to, Instant at) {}

    /**
     * The packet.
     *
     * @param agent the number of this capture agent
     * @param password what the server asks for, empty = nothing
     * @param correlation what belongs together has the same one
     */
    static ByteBuffer of(byte[] message, Way way, int agent, byte[] password, String correlation) {
        byte[] name = correlation.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(FIXED + password.length + name.length + message.length);
        out.put(MAGIC).putShort((short) 0);
        boolean ipv4 = way.to().getAddress().getAddress().length == 4;
        chunk(out, FAMILY, 1).put(ipv4 ? IPV4 : IPV6);
        chunk(out, PROTOCOL, 1).put(way.stream() ? TCP : UDP);
        address(out, ipv4 ? SOURCE_IPV4 : SOURCE_IPV6, way.from().getAddress(), ipv4);
        address(out, ipv4 ? TARGET_IPV4 : TARGET_IPV6, way.to().getAddress(), ipv4);
        chunk(out, SOURCE_PORT, 2).putShort((short) way.from().getPort());
        chunk(out, TARGET_PORT, 2).putShort((short) way.to().getPort());
        chunk(out, SECONDS, 4).putInt((int) way.at().getEpochSecond());
        chunk(out, MICROS, 4).putInt(way.at().getNano() / 1_000);
        chunk(out, KIND, 1).put(SIP);
        chunk(out, AGENT, 4).putInt(agent);
        if (password.length > 0) {
            chunk(out, PASSWORD, password.length).put(password);
        }
        chunk(out, CORRELATION, name.length).put(name);
        chunk(out, PAYLOAD, message.length).put(masked(message));
        out.putShort(MAGIC.length, (short) out.position());
        return out.flip();
    }

    /** How many bytes it has at most besides the message. */
    static int overhead(byte[] password, String correlation) {
        return HEAD + FIXED + password.length + 4 * correlation.length();
    }

    private static ByteBuffer chunk(ByteBuffer out, int type, int length) {
        return out.putShort((short) 0).putShort((short) type).putShort((short) (CHUNK + length));
    }

    /** One of another family is not known: a socket for both does not tell. */
    private static void address(ByteBuffer out, int type, InetAddress address, boolean ipv4) {
        byte[] bytes = address.getAddress();
        int length = ipv4 ? 4 : 16;
        chunk(out, type, length).put(bytes.length == length ? bytes : new byte[length]);
    }

    /** The message, with stars for what answers a challenge: whoever sees that can guess the password. */
    static byte[] masked(byte[] message) {
        byte[] out = message;
        boolean secret = false;
        for (int start = 0; start < message.length; ) {
            int end = start;
            while (end < message.length && message[end] != '\n') {
                end++;
            }
            if (isBlank(message, start, end)) {
                return out;
            }
            boolean folded = message[start] == ' ' || message[start] == '\t';
            int from = folded ? start : value(message, start, end);
            secret = folded ? secret : from > 0;
            if (secret) {
                out = out == message ? message.clone() : out;
                for (int i = from; i < end; i++) {
                    out[i] = message[i] <= ' ' && message[i] >= 0 ? message[i] : (byte) '*';
                }
            }
            start = end + 1;
        }
        return out;
    }

    private static boolean isBlank(byte[] message, int start, int end) {
        return end == start || end == start + 1 && message[start] == '\r';
    }

    /** Where the value of a secret field begins; 0 = it is none. */
    private static int value(byte[] message, int start, int end) {
        int colon = start;
        while (colon < end && message[colon] != ':') {
            colon++;
        }
        if (colon == end || colon - start > 40) {
            return 0;
        }
        String name = new String(message, start, colon - start, StandardCharsets.ISO_8859_1);
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return plain.equals(SECRETS[0]) || plain.equals(SECRETS[1]) ? colon + 1 : 0;
    }
}
