package io.callcenter.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.callcenter.b2b.Outgoing;
import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The JSON of the messages that one call's legs keep: two thirds of a saved call, the same in each save, so they are put into words only once.
 * One thread at a time.
 */
final class KeptTexts {
    private Map<Object, SerializableString> former = Map.of();
    private Map<Object, SerializableString> now = Map.of();

    /** Begins a save: what the one before did not name is forgotten. */
    KeptTexts begin() {
        former = now;
        now = new IdentityHashMap<>();
        return this;
    }

    private SerializableString of(Object message, ObjectWriter writer) throws JsonProcessingException {
        SerializableString text = former.get(message);
        if (text == null) {
            text = new SerializedString(writer.writeValueAsString(message));
        }
        now.put(message, text);
        return text;
    }

    /** Lets a writer with a {@link KeptTexts} as attribute of that name write messages as that mapper does. */
    static Module module(ObjectMapper plain) {
        return new SimpleModule("kept")
                .addSerializer(new Kept<>(Outgoing.class, plain))
                .addSerializer(new Kept<>(Draft.class, plain))
                .addSerializer(new Kept<>(Head.class, plain));
    }

    private static final class Kept<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient ObjectWriter writer;

        Kept(Class<T> type, ObjectMapper plain) {
            super(type);
            writer = plain.writerFor(type);
        }

        @Override
        public void serialize(T message, JsonGenerator out, SerializerProvider provider) throws IOException {
            KeptTexts texts = (KeptTexts) provider.getAttribute(KeptTexts.class);
            out.writeRawValue(texts.of(message, writer));
        }
    }
}
