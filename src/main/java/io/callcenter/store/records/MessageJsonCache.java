package io.callcenter.store.records;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The JSON of what one call's legs keep from save to save, messages above all: most of a saved call, the same in each save, so it is put into words
 * only once. One thread at a time.
 */
public final class MessageJsonCache {
    private Map<Object, SerializableString> former = Map.of();
    private Map<Object, SerializableString> now = Map.of();

    /** Begins a save: what the one before did not name is forgotten. */
    void begin() {
        former = now;
        now = new IdentityHashMap<>();
    }

    /** The JSON of that very object. */
    SerializableString of(Object part, Supplier<byte[]> writing) {
        SerializableString text = former.get(part);
        if (text == null) {
            text = new SerializedString(new String(writing.get(), StandardCharsets.UTF_8));
        }
        now.put(part, text);
        return text;
    }
}
