package io.callcenter.b2b;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Writes saved legs as JSON and reads them back, as a store does. */
final class SavedJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .addMixIn(CallEvent.class, Named.class)
            .registerSubtypes(CallEvent.class.getPermittedSubclasses())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Facts say of which kind they are. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
    private interface Named {}

    private SavedJson() {}

    static SavedLegs throughJson(SavedLegs saved) {
        try {
            return MAPPER.readValue(MAPPER.writeValueAsString(saved), SavedLegs.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
