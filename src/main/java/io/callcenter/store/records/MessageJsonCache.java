package io.callcenter.store.records;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The JSON of what one call's legs keep from save to save, messages above all: most of a saved call, the same in each save, so it is put into words
 * only once. One thread at a time.
 */
public final class MessageJsonCache {
    private static final int FIRST = 4_096;

    private Map<Object, byte[]> former = Map.of();
    private Map<Object, byte[]> now = Map.of();
    private int size = FIRST;

    /** Begins a save: what the one before did not name is forgotten. Returns about how large it will be. */
    int begin() {
        former = now;
        now = new IdentityHashMap<>(8);
        return size;
    }

    /** The save had that size. */
    void end(int written) {
        size = written + written / 16;
        former = Map.of();
    }

    /** The JSON of that very object, where it was kept; else {@code null}. */
    byte[] of(Object part) {
        byte[] text = former.get(part);
        if (text != null) {
            now.put(part, text);
        }
        return text;
    }

    void keep(Object part, byte[] text) {
        now.put(part, text);
    }
}
