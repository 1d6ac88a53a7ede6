package io.callcenter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.MapChange;
import io.callcenter.ha.MapRecord;
import io.callcenter.ha.Membership;
import io.callcenter.ha.ReplicatedLog;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What members share beside the journal: who they are to SIP peers, and the last good copy of flows and agents. */
final class HaShared {
    private static final Logger LOG = LoggerFactory.getLogger(HaShared.class);
    private static final byte IDENTITY = 8;
    private static final byte PROVISIONING = 9;
    private static final long IDENTITY_ID = 1;
    private static final long PROVISIONING_ID = 2;
    private static final int LARGEST_COPY = 3 << 20;

    private final ReplicatedLog log;
    private final Membership members;
    /** A leader of the next version may say more. */
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Who the members are to others, and what the last leader was set to.
     *
     * @param node of the names of legs, tags and branches
     * @param key behind them, in hexadecimal digits
     * @param term in which it was written
     * @param leader who wrote it
     * @param http where the leader is managed; empty before it leads
     * @param timing its election time-outs and lease
     */
    record Identity(String node, String key, long term, String leader, String http, String timing) {}

    HaShared(ReplicatedLog log, Membership members) {
        this.log = log;
        this.members = members;
    }

    /** What is known; empty before any member has led. */
    Optional<Identity> identity() throws StartFailed {
        Optional<MapRecord> kept = log.find(IDENTITY_ID);
        try {
            return kept.isEmpty()
                    ? Optional.empty()
                    : Optional.of(json.readValue(kept.get().payload(), Identity.class));
        } catch (IOException e) {
            throw new StartFailed("cc.ha.members: what the members share cannot be read: " + Reason.of(e), e);
        }
    }

    /** A new identity, by the first leader of all. */
    MapChange fresh(long term) {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        byte[] node = new byte[4];
        random.nextBytes(key);
        random.nextBytes(node);
        HexFormat hex = HexFormat.of();
        return change(new Identity(hex.formatHex(node), hex.formatHex(key), term, members.self(), "", timing()));
    }

    /**
     * The same identity, by the leader of that term.
     *
     * @param http where it is managed; an address of its machine alone would lead nobody there, and is left out
     */
    MapChange ofLeader(long term, String http) throws StartFailed {
        Identity was = identity().orElseThrow(() -> new StartFailed("cc.ha.members: nothing is shared"));
        String reached = http.matches("https?://(127\\.|localhost|0\\.0\\.0\\.0|\\[::1?\\]).*") ? "" : http;
        return change(new Identity(was.node(), was.key(), term, members.self(), reached, timing()));
    }

    private MapChange change(Identity identity) {
        try {
            return MapChange.put(IDENTITY_ID, IDENTITY, json.writeValueAsBytes(identity));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String timing() {
        return members.electionLeast().toMillis() + "-" + members.electionMost().toMillis() + "/"
                + members.lease().toMillis();
    }

    /** Refuses time-outs that are unlike those of the leader that this member follows. */
    void compare() throws StartFailed {
        Optional<Identity> leader = identity();
        if (leader.isPresent()
                && leader.get().term() == log.status().term()
                && !leader.get().leader().equals(members.self())
                && !leader.get().timing().equals(timing())) {
            throw new StartFailed("cc.ha.election, cc.ha.lease: " + timing() + " ms here, but "
                    + leader.get().timing() + " ms at the leader "
                    + leader.get().leader() + "; they must be the same on all members");
        }
    }

    /** The last good copy of flows and agents that the leader before kept. */
    Optional<byte[]> copy() {
        return log.find(PROVISIONING_ID).map(MapRecord::payload);
    }

    /** The copy for the next leader; empty where it is too large. */
    static Optional<MapChange> copy(byte[] copy) {
        if (copy.length > LARGEST_COPY) {
            LOG.warn(
                    "provisioning: the copy of {} bytes is too large for the members; a new leader waits for the database",
                    copy.length);
            return Optional.empty();
        }
        return Optional.of(MapChange.put(PROVISIONING_ID, PROVISIONING, copy));
    }
}
