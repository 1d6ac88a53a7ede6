package io.callcenter.mi.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/**
 * A long value that is made while it is written. As a tree, a listing of 20,000 agents would be some thirty megabytes that live through several
 * collections of garbage, each of which holds up all threads, the lane as well, for as long as it takes to move them.
 */
final class StreamedValue extends JsonSerializable.Base {
    private final Writer writer;

    private StreamedValue(Writer writer) {
        this.writer = writer;
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    /** What that writer writes, each time it is written. */
    static JsonNode node(Writer writer) {
        return JsonNodeFactory.instance.pojoNode(new StreamedValue(writer));
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        writer.write(out);
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        writer.write(out);
    }
}
