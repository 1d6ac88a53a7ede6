package io.callcenter.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.callcenter.b2b.CallEvent;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.io.IOException;
import java.util.function.Function;

/** The one way in which records of ours become JSON on disk: ids as plain strings, times in ISO 8601, unknown names skipped when read. */
final class StoredJson {
    /** Facts about legs say of which kind they are. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
    private interface Named {}

    private StoredJson() {}

    /** A new mapper; it is costly to make and may be used by any number of threads. */
    static ObjectMapper mapper() {
        SimpleModule ids = new SimpleModule("ids");
        id(ids, AgentId.class, AgentId::new);
        id(ids, CallId.class, CallId::new);
        id(ids, FlowId.class, FlowId::new);
        id(ids, LegId.class, LegId::new);
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), ids)
                .addMixIn(CallEvent.class, Named.class)
                .registerSubtypes(CallEvent.class.getPermittedSubclasses())
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    private static <T> void id(SimpleModule module, Class<T> type, Function<String, T> make) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return make.apply(parser.getValueAsString(""));
            }
        });
    }
}
