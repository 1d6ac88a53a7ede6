package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.AgentSettings;
import io.callcenter.core.Cdr;
import io.callcenter.core.SavedCall;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.Head;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.files.TimeText;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writes saved calls field by field writes what the mapper would, which reads them: for records with every field filled, and with none. */
class SavedJsonTest {
    private static final ObjectMapper MAPPER = StoredJson.mapper();
    /** Facts that nothing hangs on are never saved. */
    private static final Set<Class<?>> UNSAVED = Set.of(
            CallEvent.Arrived.class,
            CallEvent.Progress.class,
            CallEvent.LateOfferRefused.class,
            CallEvent.Referred.class,
            CallEvent.TakeAsked.class,
            CallEvent.TakenBack.class,
            CallEvent.Returned.class);

    static Stream<Object> records() throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>();
        for (Class<?> type : List.of(SavedLegs.class, SavedCall.class, Cdr.class)) {
            all.add(new Filling(true).make(type));
            all.add(
                    type == SavedCall.class
                            ? StoredSamples.call("c1", 3, io.callcenter.core.CallState.QUEUED)
                            : new Filling(false).make(type));
        }
        return all.stream();
    }

    private static String written(Object record) {
        byte[] json = record instanceof SavedLegs legs
                ? SavedJson.of(legs, new MessageJsonCache())
                : record instanceof SavedCall call ? SavedJson.of(call) : SavedJson.of((Cdr) record);
        return new String(json, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("records")
    void eachFieldOfARecordIsWrittenAsTheMapperWritesIt(Object record) throws IOException {
        assertThat(written(record)).isEqualTo(new String(MAPPER.writeValueAsBytes(record), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsWrittenIsReadAsItWas(Object record) throws IOException {
        assertThat(MAPPER.readValue(written(record), record.getClass())).isEqualTo(record);
    }

    /** Records of versions that did not know a part do not have it. */
    @ParameterizedTest
    @MethodSource("records")
    void aRecordWithoutThePartsThatCameLaterIsRead(Object record) throws IOException {
        JsonNode earlier = MAPPER.readTree(written(record));
        without(earlier);
        assertThat(MAPPER.treeToValue(earlier, record.getClass())).isNotNull();
    }

    @Test
    void theSettingsOfAnAgentOfSuchAVersionAreThoseOfSomebodyWithOneCallAtATime() throws IOException {
        String earlier = "{\"dial\":\"12\",\"transfer\":\"INSIDE\"}";
        assertThat(MAPPER.readValue(earlier, AgentSettings.class))
                .isEqualTo(new AgentSettings("12", AgentSettings.Right.INSIDE));
        String zero = "{\"dial\":\"\",\"transfer\":\"AS_ALL\",\"maxCalls\":0}";
        assertThat(MAPPER.readValue(zero, AgentSettings.class)).isEqualTo(AgentSettings.NONE);
    }

    private static void without(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("lent", "taker", "came", "maker", "referrer", "referral", "aside"));
            if (object.has("outcome")) {
                object.remove(List.of("code", "caller"));
            } else if (object.has("privacy")) {
                object.remove("number");
            } else if (object.has("pickUp")) {
                object.remove("origin");
            }
        }
        node.forEach(SavedJsonTest::without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T08:15:30Z",
                "2026-02-28T23:59:59.100Z",
                "1969-12-31T23:59:59.000001Z",
                "2024-02-29T00:00:00.000000001Z",
                "9999-12-31T23:59:59.999999999Z",
                "0999-01-01T00:00:00.5Z",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void timesAreWrittenAsInstantsWriteThemselves(String text) {
        Instant at = Instant.parse(text);
        assertThat(TimeText.of(at)).isEqualTo(at.toString());
    }

    /** Makes records: with a value in each part, or with nothing in all that may be empty. */
    private static final class Filling {
        private final boolean full;
        private int made;

        Filling(boolean full) {
            this.full = full;
        }

        private Object make(Type type) throws ReflectiveOperationException {
            made++;
            if (type instanceof ParameterizedType of) {
                return several(of);
            }
            Class<?> plain = (Class<?>) type;
            Object value = value(plain);
            if (value != null) {
                return value;
            }
            if (plain.isEnum()) {
                Object[] all = plain.getEnumConstants();
                return all[made % all.length];
            }
            assertThat(plain.isRecord()).as("%s can be made here", type).isTrue();
            RecordComponent[] parts = plain.getRecordComponents();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].getName().equals("format") ? SavedLegs.FORMAT : make(parts[i].getGenericType());
            }
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return plain.getDeclaredConstructor(types).newInstance(values);
        }

        private Object several(ParameterizedType of) throws ReflectiveOperationException {
            Type part = of.getActualTypeArguments()[0];
            if (of.getRawType() == Optional.class) {
                return full ? Optional.of(make(part)) : Optional.empty();
            }
            assertThat(of.getRawType()).isEqualTo(List.class);
            List<Object> list = new ArrayList<>();
            if (full && part == CallEvent.class) {
                for (Class<?> kind : CallEvent.class.getPermittedSubclasses()) {
                    if (!UNSAVED.contains(kind)) {
                        list.add(make(kind));
                    }
                }
            } else if (full) {
                list.add(make(part));
                list.add(make(part));
            }
            return list;
        }

        private Object value(Class<?> type) {
            NameAddress bob = NameAddress.read("\"Bob \\\"B\\\" Ö\" <sip:bob@example.org>;tag=b" + made)
                    .orElseThrow();
            Map<Class<?>, Object> values = Map.ofEntries(
                    Map.entry(int.class, made),
                    Map.entry(long.class, 5_000_000_000L + made),
                    Map.entry(boolean.class, made % 2 == 0),
                    Map.entry(Integer.class, made),
                    Map.entry(Boolean.class, made % 2 == 0),
                    Map.entry(String.class, "text \"" + made + "\" \\ \r\n\u0001 Öß€\uD83D\uDE00"),
                    Map.entry(Instant.class, StoredSamples.AT.plusMillis(made)),
                    Map.entry(Duration.class, Duration.ofMillis(made)),
                    Map.entry(SipUri.class, SipUri.of("sip:u" + made + "@example.org;transport=tcp")),
                    Map.entry(NameAddress.class, bob),
                    Map.entry(Field.class, Field.read("X-Note: \"n\" " + made)),
                    Map.entry(
                            Head.class,
                            StoredSamples.legs(new io.callcenter.ids.CallId("c"), 1, "Bob \"B\" Ö")
                                    .caller()
                                    .invite()),
                    Map.entry(
                            Draft.class,
                            Draft.request(
                                    SipUri.of("sip:ann@example.org"),
                                    new Addressing(
                                            bob, bob, new SipCallId("id" + made), new CSeq(made, Methods.INVITE)))));
            return values.get(type);
        }
    }
}
