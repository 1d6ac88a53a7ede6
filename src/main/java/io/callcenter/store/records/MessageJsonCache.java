package io.callcenter.store.records;

import java.util.Arrays;

/**
 * The last JSON of one call's legs, and where in it stands what they keep from save to save, messages above all: most of a saved call, the same in
 * each save, so it is put into words only once. One thread at a time.
 */
public final class MessageJsonCache {
    private static final int FIRST = 4_096;
    private static final int PARTS = 8;

    private byte[] json = {};
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

    /** Begins a save, of what the one before was like. */
    JsonBytes begin() {
        making = new Parts(Math.max(PARTS, kept.count));
        return new JsonBytes(json.length == 0 ? FIRST : json.length + json.length / 16);
    }

    /** The JSON of this save; what the one before it had and this one has not is forgotten. */
    byte[] end(JsonBytes out) {
        json = out.toArray();
        kept = making;
        making = Parts.NONE;
        return json;
    }

    /** Writes that very object as it was written in the save before, or as given; its name is written. */
    void write(Object part, JsonBytes out, Runnable writing) {
        int start = out.size();
        int known = kept.find(part);
        if (known < 0) {
            writing.run();
        } else {
            out.raw(json, kept.places[2 * known], kept.places[2 * known + 1]);
        }
        making.add(part, start, out.size());
    }
}
