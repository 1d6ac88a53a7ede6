package io.callcenter.store.files;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.callcenter.b2b.CallEvent;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.Head;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.io.IOException;
import java.util.function.Function;

/** The one way in which records of ours become JSON on disk: ids and values of messages as plain strings, times in ISO 8601, unknown names skipped when read. */
public final class StoredJson {
    /** Facts about legs say of which kind they are. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
    private interface Named {}

    private StoredJson() {}

    /** A new mapper; it is costly to make and may be used by any number of threads. */
    public static ObjectMapper mapper() {
        SimpleModule texts = new SimpleModule("texts");
        text(texts, AgentId.class, Object::toString, AgentId::new);
        text(texts, CallId.class, Object::toString, CallId::new);
        text(texts, FlowId.class, Object::toString, FlowId::new);
        text(texts, LegId.class, Object::toString, LegId::new);
        text(texts, Withheld.class, Withheld::number, Withheld::new);
        text(texts, SipUri.class, SipUri::toString, SipUri::of);
        text(texts, NameAddress.class, NameAddress::toString, StoredJson::party);
        text(texts, Field.class, Field::toString, Field::read);
        text(texts, Draft.class, Draft::text, Draft::read);
        text(texts, Head.class, Head::text, Head::read);
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), texts)
                .addMixIn(CallEvent.class, Named.class)
                .registerSubtypes(CallEvent.class.getPermittedSubclasses())
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    private static NameAddress party(String text) {
        return NameAddress.read(text).orElseThrow(() -> new IllegalArgumentException("not a party"));
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
}
