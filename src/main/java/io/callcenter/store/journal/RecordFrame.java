package io.callcenter.store.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The payload of a journal record with what tells whether it is whole: format, length and CRC32C over id, kind and content. */
final class RecordFrame {
    private static final byte FORMAT = 1;
    private static final int HEAD = 9;

    private RecordFrame() {}

    /** A payload as it goes to the disk: the content is not copied for that. */
    record Whole(byte[] head, byte[] content) {
        int length() {
            return head.length + content.length;
        }
    }

    static Whole wrap(long id, byte kind, byte[] content) {
        byte[] head = ByteBuffer.allocate(HEAD)
                .put(FORMAT)
                .putInt(content.length)
                .putInt(sum(id, kind, content))
                .array();
        return new Whole(head, content);
    }

    /** The content, or empty when any byte of it is not as it was written. */
    static Optional<byte[]> unwrap(long id, byte kind, byte[] frame) {
        if (frame.length < HEAD) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        if (in.get() != FORMAT || in.getInt() != frame.length - HEAD) {
            return Optional.empty();
        }
        int sum = in.getInt();
        byte[] content = new byte[frame.length - HEAD];
        in.get(content);
        return sum == sum(id, kind, content) ? Optional.of(content) : Optional.empty();
    }

    private static int sum(long id, byte kind, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(9).putLong(id).put(kind).flip());
        crc.update(content);
        return (int) crc.getValue();
    }
}
