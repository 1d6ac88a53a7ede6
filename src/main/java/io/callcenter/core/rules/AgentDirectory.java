package io.callcenter.core.rules;

import io.callcenter.ids.AgentId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Finds agents by the number that reaches them and by the address of their phone. */
final class AgentDirectory {
    private final Map<String, NavigableMap<AgentId, LiveAgent>> dials = new HashMap<>();
    private final Map<String, NavigableMap<AgentId, LiveAgent>> phones = new HashMap<>();

    void add(LiveAgent liveAgent) {
        add(dials, liveAgent.row().settings().dial(), liveAgent);
        add(phones, phone(liveAgent.row().location()), liveAgent);
    }

    void remove(LiveAgent liveAgent) {
        remove(dials, liveAgent.row().settings().dial(), liveAgent);
        remove(phones, phone(liveAgent.row().location()), liveAgent);
    }

    /** The first agent by id who has that number. */
    Optional<LiveAgent> dialed(String number) {
        return first(dials, number);
    }

    /** The agent who is reached by that name: the first by id who has it as a number, else whose id it is. */
    Optional<LiveAgent> reached(String name, Roster roster) {
        return dialed(name).or(() -> roster.find(new AgentId(name)));
    }

    /** The first agent by id whose phone has that address. */
    Optional<LiveAgent> at(String uri) {
        return first(phones, phone(uri));
    }

    private static void add(Map<String, NavigableMap<AgentId, LiveAgent>> index, String key, LiveAgent liveAgent) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, any -> new TreeMap<>()).put(liveAgent.id(), liveAgent);
        }
    }

    private static void remove(Map<String, NavigableMap<AgentId, LiveAgent>> index, String key, LiveAgent liveAgent) {
        NavigableMap<AgentId, LiveAgent> same = index.get(key);
        if (same != null) {
            same.remove(liveAgent.id());
            if (same.isEmpty()) {
                index.remove(key);
            }
        }
    }

    private static Optional<LiveAgent> first(Map<String, NavigableMap<AgentId, LiveAgent>> index, String key) {
        NavigableMap<AgentId, LiveAgent> same = key.isEmpty() ? null : index.get(key);
        return same == null ? Optional.empty() : Optional.of(same.firstEntry().getValue());
    }

    /** User, host and port, which make an address: parameters and headers say how it is reached; the host has no case (RFC 3261 section 19.1.4). */
    static String phone(String uri) {
        int scheme = uri.indexOf(':');
        if (scheme < 0) {
            return "";
        }
        String rest = uri.substring(scheme + 1);
        int at = rest.indexOf('@');
        String user = rest.substring(0, at + 1);
        String host = rest.substring(at + 1).split("[;?>]", 2)[0];
        return user + host.toLowerCase(Locale.ROOT);
    }
}
