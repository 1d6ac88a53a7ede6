package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.Agent;
import io.callcenter.core.Flow;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SkippedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between two snapshots of flows and agents, column by column, as the answer of a command; the end of a wrap-up, which the contact
 * center writes itself, is left out. Pure.
 */
public final class ProvisioningDifference {
    /** Most entries of each list; further ones are counted in {@code omitted}. */
    public static final int LONGEST_LIST = 1_000;

    private final Map<String, String> flowColumns;
    private final Map<String, String> agentColumns;

    /** Names columns by the names in use, which are given by the reference's names. */
    public ProvisioningDifference(Map<String, String> flowColumns, Map<String, String> agentColumns) {
        this.flowColumns = Map.copyOf(flowColumns);
        this.agentColumns = Map.copyOf(agentColumns);
    }

    /** {@code {"flows":{"added":[…],"changed":[{"id":…,"priority":[256,100]}],"removed":[…]},"agents":{…},"skipped_rows":[…]}}. */
    public JsonNode between(Provisioning before, Provisioning after, List<SkippedRow> skipped) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        long omitted = new Part<Flow>(flow -> flow.id().value(), ProvisioningDifference::columns, flowColumns)
                .into(node.putObject("flows"), before.flows(), after.flows());
        omitted += new Part<Agent>(agent -> agent.id().value(), ProvisioningDifference::columns, agentColumns)
                .into(node.putObject("agents"), before.agents(), after.agents());
        ArrayNode rows = node.putArray("skipped_rows");
        skipped.stream()
                .limit(LONGEST_LIST)
                .forEach(row -> rows.addObject()
                        .put("table", row.table())
                        .put("row", row.row())
                        .put("id", row.id())
                        .put("reason", row.reason()));
        omitted += skipped.size() - rows.size();
        if (omitted > 0) {
            node.put("omitted", omitted);
        }
        return node;
    }

    private static Map<String, Object> columns(Flow flow) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("priority", flow.priority());
        columns.put("skill", flow.skill());
        columns.put("prependcid", flow.prefix());
        columns.put("max_wrapup_time", flow.maxWrapUp().toSeconds());
        columns.put("dissuading_hangup", flow.dissuadingHangup() ? 1L : 0L);
        columns.put("dissuading_onhold_th", flow.onHoldThreshold().toSeconds());
        columns.put("dissuading_ewt_th", flow.waitThreshold().toSeconds());
        columns.put("dissuading_qsize_th", flow.queueThreshold());
        columns.put("message_welcome", flow.welcome());
        columns.put("message_queue", flow.queue());
        columns.put("message_dissuading", flow.dissuading());
        columns.put("message_flow_id", flow.agentAnnouncement());
        return columns;
    }

    /** An agent without chats has no number of them. */
    private static Map<String, Object> columns(Agent agent) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("location", agent.location());
        columns.put("msrp_location", agent.chatLocation());
        if (!agent.chatLocation().isEmpty()) {
            columns.put("msrp_max_sessions", (long) agent.maxChats());
        }
        columns.put("skills", String.join(",", agent.skills()));
        columns.put("logstate", agent.loggedIn() ? 1L : 0L);
        columns.put("wrapup_time", agent.wrapUp().toSeconds());
        return columns;
    }

    /** Flows, or agents. */
    private record Part<T>(
            Function<T, String> id, Function<T, Map<String, Object>> columns, Map<String, String> names) {
        long into(ObjectNode node, List<T> before, List<T> after) {
            ArrayNode added = node.putArray("added");
            ArrayNode changed = node.putArray("changed");
            ArrayNode removed = node.putArray("removed");
            Map<String, T> known =
                    before.stream().collect(Collectors.toMap(id, row -> row, (a, b) -> a, LinkedHashMap::new));
            long omitted = 0;
            for (T row : after) {
                T former = known.remove(id.apply(row));
                if (former == null) {
                    omitted += add(added, JsonNodeFactory.instance.textNode(id.apply(row)));
                } else if (!former.equals(row)) {
                    ObjectNode difference = difference(former, row);
                    omitted += difference.size() > 1 ? add(changed, difference) : 0;
                }
            }
            for (String gone : known.keySet()) {
                omitted += add(removed, JsonNodeFactory.instance.textNode(gone));
            }
            return omitted;
        }

        /** Columns that both have, with the value before and after. */
        private ObjectNode difference(T before, T after) {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id.apply(after));
            Map<String, Object> former = columns.apply(before);
            columns.apply(after).forEach((column, value) -> {
                Object old = former.get(column);
                if (old != null && !Objects.equals(old, value)) {
                    add(add(node.putArray(names.getOrDefault(column, column)), old), value);
                }
            });
            return node;
        }

        private static ArrayNode add(ArrayNode values, Object value) {
            return value instanceof Long number ? values.add(number) : values.add(value.toString());
        }

        private static long add(ArrayNode list, JsonNode entry) {
            if (list.size() >= LONGEST_LIST) {
                return 1;
            }
            list.add(entry);
            return 0;
        }
    }
}
