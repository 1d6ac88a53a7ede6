package io.callcenter.store.provisioning;

import io.callcenter.core.Agent;
import io.callcenter.core.Flow;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import io.callcenter.store.provisioning.ProvisionedRow.BadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a validated snapshot of provisioning rows (docs/design/behaviour.md 1.1 to 1.3): a bad row is left out and named, all others are taken (B24,
 * B26).
 *
 * <p>Deviation: B22: where a bad row (not one that was cleared) has the id of a definition in use, that definition stands. B20: equal skills
 * count once. Pure: the same rows give the same result.
 */
public final class ProvisioningRows {
    private static final int MOST_SKILLS = 64;
    private static final int LONGEST_TEXT = 1024;
    private static final long LONGEST_SECONDS = Integer.MAX_VALUE * 2L + 1;
    private static final long LAST_SECOND = 253_402_300_799L; // year 9999

    private static final Duration ENDS_AT_ONCE = Duration.ofSeconds(-1);

    private final Map<FlowId, Flow> formerFlows;
    private final Map<AgentId, Agent> formerAgents;
    private final List<SkippedRow> skipped = new ArrayList<>();
    private final List<SkippedRow> warnings = new ArrayList<>();

    private ProvisioningRows(Provisioning former) {
        formerFlows = former.flows().stream().collect(Collectors.toMap(Flow::id, Function.identity(), (a, b) -> a));
        formerAgents = former.agents().stream().collect(Collectors.toMap(Agent::id, Function.identity(), (a, b) -> a));
    }

    /**
     * Reads all rows.
     *
     * @param flows rows of {@code cc_flows}: the reference's column names (any case) to values
     * @param agents rows of {@code cc_agents}
     * @param former what is in use now; empty at the first load
     */
    public static LoadedProvisioning read(
            List<? extends Map<String, ?>> flows, List<? extends Map<String, ?>> agents, Provisioning former) {
        return read(flows, agents, PlanTables.Rows.NONE, former);
    }

    /** The same with the rows of the tables that the reference does not know. */
    static LoadedProvisioning read(
            List<? extends Map<String, ?>> flows,
            List<? extends Map<String, ?>> agents,
            PlanTables.Rows plan,
            Provisioning former) {
        ProvisioningRows reading = new ProvisioningRows(former);
        List<Flow> allFlows = reading.all(
                "flows", "flowid", flows, reading::flow, Flow::id, id -> reading.formerFlows.get(new FlowId(id)));
        List<Agent> allAgents = reading.all(
                "agents",
                "agentid",
                agents,
                reading::agent,
                Agent::id,
                id -> reading.formerAgents.get(new AgentId(id)));
        Set<FlowId> ids = allFlows.stream().map(Flow::id).collect(Collectors.toSet());
        Provisioning snapshot = new Provisioning(
                allFlows, allAgents, new PlanRows(ids, reading.skipped, reading.warnings).read(plan, former.plan()));
        return new LoadedProvisioning(snapshot, reading.skipped, reading.warnings);
    }

    private interface Parser<T> {
        T parse(ProvisionedRow row, Notes notes) throws BadRow;
    }

    private interface Notes {
        void warn(String text);
    }

    /** A row whose mandatory part was emptied on purpose: it is as if deleted, the former definition does not stand. */
    private static final class ClearedRow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClearedRow(String reason) {
            super(reason, null, false, false);
        }
    }

    private <T, K> List<T> all(
            String table,
            String key,
            List<? extends Map<String, ?>> rows,
            Parser<T> parser,
            Function<T, K> idOf,
            Function<String, T> former) {
        List<T> taken = new ArrayList<>();
        Set<K> ids = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            ProvisionedRow row = new ProvisionedRow(rows.get(i));
            int number = i + 1;
            String id = idOf(row, key);
            T parsed;
            try {
                parsed = parser.parse(row, text -> warnings.add(new SkippedRow(table, number, id, text)));
            } catch (ClearedRow e) {
                skipped.add(new SkippedRow(table, number, id, e.getMessage()));
                continue;
            } catch (BadRow e) {
                parsed = id.isBlank() ? null : former.apply(id);
                String more = parsed == null ? "" : "; the former definition stands";
                skipped.add(new SkippedRow(table, number, id, e.getMessage() + more));
            }
            if (parsed != null && ids.add(idOf.apply(parsed))) {
                taken.add(parsed);
            } else if (parsed != null) {
                skipped.add(new SkippedRow(table, number, id, key + ": a second row of that id"));
            }
        }
        return taken;
    }

    private static String idOf(ProvisionedRow row, String key) {
        try {
            return row.text(key);
        } catch (BadRow e) {
            return "";
        }
    }

    private static String id(ProvisionedRow row, String column) throws BadRow {
        String id = row.text(column);
        if (id.isBlank()) {
            throw new BadRow(column + ": NULL or blank");
        }
        if (id.length() > LONGEST_TEXT) {
            throw new BadRow(column + ": longer than " + LONGEST_TEXT + " characters");
        }
        return id;
    }

    private Agent agent(ProvisionedRow row, Notes notes) throws BadRow {
        AgentId id = new AgentId(id(row, "agentid"));
        String location = target(row, "location", notes);
        String chatLocation = target(row, "msrp_location", notes);
        if (location.isEmpty() && chatLocation.isEmpty()) {
            throw new ClearedRow("location and msrp_location: both empty");
        }
        int maxChats = chatLocation.isEmpty() ? 0 : (int) Math.min(row.count("msrp_max_sessions"), Integer.MAX_VALUE);
        List<String> skills = skills(row.rawList("skills"), notes);
        boolean loggedIn = row.flag("logstate");
        Duration wrapUp = ownWrapUp(row);
        return new Agent(id, location, chatLocation, maxChats, skills, loggedIn, wrapUp, wrapUpEnd(row, notes));
    }

    /** A location: empty = none; refused when no request can be sent to it. */
    private static String target(ProvisionedRow row, String column, Notes notes) throws BadRow {
        String uri = row.text(column).strip();
        if (!uri.isEmpty() && !SipUriCheck.isValid(uri)) {
            throw new BadRow(column + ": not a SIP URI: " + uri.substring(0, Math.min(uri.length(), 80)));
        }
        return withoutHeaders(uri, column, notes);
    }

    private static String withoutHeaders(String uri, String column, Notes notes) {
        String bare = SipUriCheck.withoutHeaders(uri);
        if (!bare.equals(uri)) {
            notes.warn(column + ": cut at its header fields: " + bare.substring(0, Math.min(bare.length(), 80)));
        }
        return bare;
    }

    /** Never refuses: an end that makes no sense is as none (docs/design/behaviour.md 1.1). */
    private static Optional<Instant> wrapUpEnd(ProvisionedRow row, Notes notes) {
        try {
            long end = row.number("wrapup_end_time").orElse(0L);
            if (end > LAST_SECOND) {
                notes.warn("wrapup_end_time: ignored: " + end);
            }
            return end > 0 && end <= LAST_SECOND ? Optional.of(Instant.ofEpochSecond(end)) : Optional.empty();
        } catch (BadRow e) {
            notes.warn(e.getMessage() + "; ignored");
            return Optional.empty();
        }
    }

    /** Split at commas, trimmed, empty items ignored, at most 64 (docs/design/behaviour.md 1.3). */
    private static List<String> skills(String list, Notes notes) throws BadRow {
        Set<String> distinct = new LinkedHashSet<>();
        for (String item : list.split(",")) {
            String skill = item.strip();
            if (skill.chars().anyMatch(Character::isISOControl)) {
                throw new BadRow("skills: control character");
            }
            if (!skill.isEmpty()) {
                distinct.add(skill);
            }
        }
        if (distinct.size() > MOST_SKILLS) {
            notes.warn("skills: " + distinct.size() + " given, the first " + MOST_SKILLS + " taken");
        }
        return distinct.stream().limit(MOST_SKILLS).toList();
    }

    private Flow flow(ProvisionedRow row, Notes notes) throws BadRow {
        FlowId id = new FlowId(id(row, "flowid"));
        long priority = row.count("priority");
        String skill = row.required("skill");
        if (skill.isEmpty() || !skill.equals(skill.strip())) {
            notes.warn("skill: no agent can have it: \"" + skill + "\"");
        }
        String queue = message(row, "message_queue", notes);
        if (queue.isEmpty()) {
            throw new ClearedRow("message_queue: NULL or empty");
        }
        return new Flow(
                id,
                priority,
                skill,
                row.text("prependcid"),
                seconds(row, "max_wrapup_time"),
                row.flag("dissuading_hangup"),
                seconds(row, "dissuading_onhold_th"),
                seconds(row, "dissuading_ewt_th"),
                row.count("dissuading_qsize_th"),
                message(row, "message_welcome", notes),
                queue,
                message(row, "message_dissuading", notes),
                message(row, "message_flow_id", notes));
    }

    /** Announcement URIs are not checked at load in the reference: a doubtful one is taken, with a warning. */
    private static String message(ProvisionedRow row, String column, Notes notes) throws BadRow {
        String uri = row.text(column).strip();
        if (uri.length() > LONGEST_TEXT || uri.indexOf('<') >= 0 || uri.indexOf('>') >= 0) {
            throw new BadRow(column + ": not a SIP URI");
        }
        if (!uri.isEmpty() && !SipUriCheck.isValid(uri)) {
            notes.warn(column + ": not a SIP URI: " + uri.substring(0, Math.min(uri.length(), 80)));
        }
        return withoutHeaders(uri, column, notes);
    }

    /** Negative is taken, and ends at once (docs/design/behaviour.md 1.1); it is not 0, which means the global one. */
    private static Duration ownWrapUp(ProvisionedRow row) throws BadRow {
        boolean negative = row.number("wrapup_time").orElse(0L) < 0;
        return negative ? ENDS_AT_ONCE : seconds(row, "wrapup_time");
    }

    private static Duration seconds(ProvisionedRow row, String column) throws BadRow {
        long seconds = row.count(column);
        if (seconds > LONGEST_SECONDS) {
            throw new BadRow(column + ": too large: " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}
