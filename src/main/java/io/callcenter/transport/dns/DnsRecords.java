package io.callcenter.transport.dns;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the content of DNS records (RFC 1035, RFC 2782, RFC 3403): what stands between reader and writer index of a buffer that begins with the
 * message, so that compressed names can be followed. Whatever the bytes are, the result is a record or none; names point backwards only, so no work
 * is done twice.
 */
final class DnsRecords {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int POINTER = 0xC0;

    private DnsRecords() {}

    /** The record of that kind; empty where it is none, or of no use to us. */
    static Optional<NameRecord> read(NameRecord.Kind kind, ByteBuf content) {
        Reader reader = new Reader(content);
        return switch (kind) {
            case A -> address(content, 4);
            case AAAA -> address(content, 16);
            case SRV -> reader.service();
            case NAPTR -> reader.pointer();
        };
    }

    /** The name that the content is: that of a CNAME; lower case, empty where it is none. */
    static Optional<String> name(ByteBuf content) {
        String name = new Reader(content).name();
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static Optional<NameRecord> address(ByteBuf content, int length) {
        if (content.readableBytes() != length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        content.getBytes(content.readerIndex(), bytes);
        try {
            return Optional.of(new NameRecord.Address(InetAddress.getByAddress(bytes)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** A place in the content. After something that is not there, {@code failed} is set and all that follows is nothing. */
    private static final class Reader {
        private final ByteBuf buffer;
        private final int end;
        private int at;
        private boolean failed;

        Reader(ByteBuf content) {
            buffer = content;
            at = content.readerIndex();
            end = content.writerIndex();
        }

        Optional<NameRecord> service() {
            int priority = number();
            int weight = number();
            int port = number();
            String host = name();
            boolean none = failed || at != end || host == null;
            return none ? Optional.empty() : Optional.of(new NameRecord.Service(priority, weight, port, host));
        }

        /** Only those that end the search with an SRV record: flag {@code s}, no rule to rewrite anything. */
        Optional<NameRecord> pointer() {
            int order = number();
            int preference = number();
            String flags = text();
            String service = text();
            String rule = text();
            String name = name();
            boolean none = failed || at != end || name == null || name.isEmpty();
            return none || !flags.equalsIgnoreCase("s") || !rule.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NameRecord.Pointer(order, preference, service.toUpperCase(Locale.ROOT), name));
        }

        private int number() {
            if (end - at < 2) {
                failed = true;
                return 0;
            }
            at += 2;
            return buffer.getUnsignedShort(at - 2);
        }

        private String text() {
            int length = at < end ? buffer.getUnsignedByte(at) : 0;
            if (failed || at >= end || length > end - at - 1) {
                failed = true;
                return "";
            }
            at += 1 + length;
            return buffer.toString(at - length, length, StandardCharsets.US_ASCII);
        }

        /** {@code null} = it is no name of a host or a service. */
        String name() {
            StringBuilder name = new StringBuilder();
            int place = at;
            int segment = at;
            int limit = end;
            boolean jumped = false;
            while (!failed && place < limit) {
                int length = buffer.getUnsignedByte(place);
                if (length == 0) {
                    at = jumped ? at : place + 1;
                    return name.toString();
                }
                if ((length & POINTER) == POINTER) {
                    int target =
                            place + 1 < limit ? (length & ~POINTER) << 8 | buffer.getUnsignedByte(place + 1) : limit;
                    at = jumped ? at : place + 2;
                    jumped = true;
                    failed = target >= segment;
                    limit = segment;
                    segment = target;
                    place = target;
                } else {
                    failed = length > LONGEST_LABEL || !label(name, place + 1, length, limit);
                    place += 1 + length;
                }
            }
            failed = true;
            return null;
        }

        private boolean label(StringBuilder name, int from, int length, int limit) {
            if (length > limit - from || name.length() + length >= LONGEST_NAME) {
                return false;
            }
            if (name.length() > 0) {
                name.append('.');
            }
            for (int i = from; i < from + length; i++) {
                char c = Character.toLowerCase((char) buffer.getUnsignedByte(i));
                if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                    return false;
                }
                name.append(c);
            }
            return true;
        }
    }
}
