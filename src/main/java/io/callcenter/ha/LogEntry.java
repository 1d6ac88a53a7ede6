package io.callcenter.ha;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the log: changes that happen together, all or none.
 *
 * <p>A byte for the {@link SharedFormat}, the term, the number of changes, and each as id, kind (0 = deleted), and for a put length and bytes.
 *
 * @param term in which the writer began to lead: in any other one the entry is nothing, so that a leader who lost their place and won it again cannot
 *     write over what happened meanwhile
 */
record LogEntry(long term, List<MapChange> changes) {
    private static final int HEAD = 13;

    LogEntry {
        changes = List.copyOf(changes);
    }

    byte[] bytes(int format) {
        int size = HEAD + changes.stream().mapToInt(MapChange::bytes).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) format).putLong(term).putInt(changes.size());
        for (MapChange change : changes) {
            out.putLong(change.id());
            if (change.kept().isEmpty()) {
                out.put((byte) 0);
            } else {
                MapRecord kept = change.kept().get();
                out.put(kept.kind()).putInt(kept.payload().length).put(kept.payload());
            }
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    /**
     * Reads one; {@link IOException} where it is not whole.
     *
     * @param newest format that is known
     * @throws UnknownFormat where it is of a newer one
     */
    static LogEntry read(ByteBuffer in, int newest) throws IOException {
        try {
            SharedFormat.check(in.get(), newest);
            long term = in.getLong();
            int count = in.getInt();
            List<MapChange> changes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long id = in.getLong();
                byte kind = in.get();
                changes.add(kind == 0 ? MapChange.delete(id) : MapChange.put(id, kind, payload(in)));
            }
            return new LogEntry(term, changes);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IOException("an entry that is not whole", e);
        }
    }

    private static byte[] payload(ByteBuffer in) {
        int length = in.getInt();
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] payload = new byte[length];
        in.get(payload);
        return payload;
    }
}
