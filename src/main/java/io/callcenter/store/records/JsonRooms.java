package io.callcenter.store.records;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Room in which records are put together, used again and again: as many as threads write at a time, and none that is large. Any thread. */
final class JsonRooms {
    private static final int FIRST = 16_384;
    private static final int LARGEST = 128 << 10;
    private static final int KEPT = 8;

    private final AtomicReferenceArray<JsonBytes> free = new AtomicReferenceArray<>(KEPT);

    /** An empty one, which nobody else has. */
    JsonBytes take() {
        for (int i = 0; i < KEPT; i++) {
            JsonBytes one = free.getAndSet(i, null);
            if (one != null) {
                one.clear();
                return one;
            }
        }
        return new JsonBytes(FIRST);
    }

    /** It is needed no more. */
    void give(JsonBytes one) {
        for (int i = 0; i < KEPT && one.capacity() <= LARGEST; i++) {
            if (free.compareAndSet(i, null, one)) {
                return;
            }
        }
    }
}
