package io.callcenter.b2b.leg;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.Head;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.io.IOException;
import java.util.function.Function;

/** Writes saved legs as JSON and reads them back, as a store does. */
final class SavedJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), texts())
            .addMixIn(CallEvent.class, Named.class)
            .registerSubtypes(CallEvent.class.getPermittedSubclasses())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Facts say of which kind they are. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
    private interface Named {}

    private SavedJson() {}

    /** Values of messages are plain strings. */
    private static SimpleModule texts() {
        SimpleModule texts = new SimpleModule();
        text(texts, SipUri.class, SipUri::toString, SipUri::of);
        text(
                texts,
                NameAddress.class,
                NameAddress::toString,
                t -> NameAddress.read(t).orElseThrow());
        text(texts, Field.class, Field::toString, Field::read);
        text(texts, Draft.class, Draft::text, Draft::read);
        text(texts, Head.class, Head::text, Head::read);
        return texts;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> of, Function<String, T> make) {
        module.addSerializer(type, new StdScalarSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(of.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return make.apply(parser.getValueAsString(""));
            }
        });
    }

    static SavedLegs throughJson(SavedLegs saved) {
        try {
            return MAPPER.readValue(MAPPER.writeValueAsString(saved), SavedLegs.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
