package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.ids.AgentId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which agent somebody is who sends from an address: that of their phone, or one of their identities. Only those who are logged in are known. One
 * thread changes it, any thread asks. Whether the sender's word counts is for whoever asks.
 */
final class AgentIdentities {
    private final ConcurrentMap<String, ConcurrentSkipListSet<AgentId>> senders = new ConcurrentHashMap<>();

    /** The first agent by id who sends from that SIP, SIPS or tel address, O(1). */
    Optional<AgentId> of(String uri) {
        String address = AgentDirectory.phone(uri);
        ConcurrentSkipListSet<AgentId> same = address.isEmpty() ? null : senders.get(address);
        return same == null ? Optional.empty() : same.stream().findFirst();
    }

    /** They are logged in. */
    void add(LiveAgent liveAgent) {
        addresses(liveAgent.row())
                .forEach(address -> senders.computeIfAbsent(address, any -> new ConcurrentSkipListSet<>())
                        .add(liveAgent.id()));
    }

    /** They are logged in no more, or have other addresses. */
    void remove(LiveAgent liveAgent) {
        addresses(liveAgent.row())
                .forEach(address -> senders.computeIfPresent(address, (any, same) -> {
                    same.remove(liveAgent.id());
                    return same.isEmpty() ? null : same;
                }));
    }

    private static Set<String> addresses(Agent row) {
        return Stream.concat(Stream.of(row.location()), row.settings().identities().stream())
                .map(AgentDirectory::phone)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toSet());
    }
}
