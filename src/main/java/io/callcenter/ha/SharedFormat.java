package io.callcenter.ha;

import java.nio.ByteBuffer;

/**
 * The format of all that members share, under one number: entries of the log, snapshots, and the records in them. A version reads its newest one and all
 * before; what is written is the one in force, which is itself a record of the map. So members of two versions can share it, and whoever leads writes what
 * all of them can read.
 */
public final class SharedFormat {
    /** The newest that this version reads and writes. To make another one: docs/design/journal.md 6. */
    public static final int NEWEST = 1;

    /** In force as long as none was raised. */
    static final int FIRST = 1;

    /** The record that says which one is in force. */
    static final long ID = 0;

    private static final byte KIND = 11;

    private SharedFormat() {}

    /** The step by which that one is in force; there is none back. */
    public static MapChange raised(int format) {
        if (format < FIRST || format > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("format " + format);
        }
        return MapChange.put(
                ID, KIND, ByteBuffer.allocate(Integer.BYTES).putInt(format).array());
    }

    /** The format of which that record speaks. */
    static int of(MapRecord kept) throws UnknownFormat {
        if (kept.payload().length != Integer.BYTES) {
            throw new UnknownFormat("the record of the format that the members write cannot be read");
        }
        return ByteBuffer.wrap(kept.payload()).getInt();
    }

    /** Refuses what is newer than that one. */
    static void check(int format, int newest) throws UnknownFormat {
        if (format < FIRST || format > newest) {
            throw new UnknownFormat("the members write format " + format + ", and this version reads up to " + newest
                    + ": start a newer one");
        }
    }
}
