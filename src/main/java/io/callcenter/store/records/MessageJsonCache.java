package io.callcenter.store.records;

import java.util.Arrays;

/**
 * Where in the last JSON of one call's legs stands what they keep from save to save, messages above all: most of a saved call, the same in each save, so
 * it is put into words only once. One thread at a time.
 */
public final class MessageJsonCache {
    private static final int PARTS = 8;

    private byte[] json = {};
    private int from;
    private Parts kept = Parts.NONE;
    private Parts making = Parts.NONE;

    /** Objects, known by identity, with where their JSON begins and ends; a dozen at most, so they are looked for one by one. */
    private static final class Parts {
        private static final Parts NONE = new Parts(0);

        private Object[] parts;
        private int[] places;
        private int count;

        Parts(int room) {
            parts = new Object[room];
            places = new int[2 * room];
        }

        void add(Object part, int from, int to) {
            if (count == parts.length) {
                parts = Arrays.copyOf(parts, 2 * count);
                places = Arrays.copyOf(places, 4 * count);
            }
            parts[count] = part;
            places[2 * count] = from;
            places[2 * count + 1] = to;
            count++;
        }

        int find(Object part) {
            for (int i = 0; i < count; i++) {
                if (parts[i] == part) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Begins a save. */
    void begin() {
        making = new Parts(Math.max(PARTS, kept.count));
    }

    /** The save is made; what the one before it had and this one has not is forgotten. */
    void end() {
        kept = making;
        making = Parts.NONE;
    }

    /** Where the JSON of the last save stands from now on. */
    void standIn(byte[] bytes, int at) {
        json = bytes;
        from = at;
    }

    /** Writes that very object as it was written in the save before, or as given; its name is written. */
    void write(Object part, JsonBytes out, Runnable writing) {
        int start = out.place();
        int known = kept.find(part);
        if (known < 0) {
            writing.run();
        } else {
            out.raw(json, from + kept.places[2 * known], from + kept.places[2 * known + 1]);
        }
        making.add(part, start, out.place());
    }
}
