package io.callcenter.store.records;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is published (docs/design/interfaces.md 2).
 *
 * @param json the body
 * @param properties string properties for selectors: {@code event}, and {@code agent_id}, {@code status}, {@code flow_id} where it has one
 */
public record EventMessage(String json, Map<String, String> properties) {
    /** Copies the properties, in order. */
    public EventMessage {
        properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
