package io.callcenter.store.provisioning;

import io.callcenter.core.SkippedRow;
import io.callcenter.ids.FlowId;
import io.callcenter.store.provisioning.ProvisionedRow.BadRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The part of all flows and agents that this installation serves, and where calls for the other flows belong. The column {@code part} of
 * {@code cc_x_flow_settings} and {@code cc_x_agent_settings} names the partition of a flow or an agent; without a row, or with NULL, it is {@value #MAIN}.
 *
 * <p>For any thread.
 */
public final class Partition {
    /** The partition of what names none. */
    public static final String MAIN = "main";

    private final String name;
    private final Map<String, String> addresses;
    private volatile Map<FlowId, String> elsewhere = Map.of();
    private volatile Map<String, String> formerFlows = Map.of();
    private volatile Map<String, String> formerAgents = Map.of();

    private Partition(String name, Map<String, String> addresses) {
        this.name = Objects.requireNonNull(name);
        this.addresses = Map.copyOf(addresses);
    }

    /** Everything is served here. */
    public static Partition whole() {
        return new Partition(MAIN, Map.of());
    }

    /**
     * One partition of several.
     *
     * @param name which one is served here
     * @param addresses SIP URI without a user for each partition, this one among them
     * @throws IllegalArgumentException where this one is not among them, or for an address that is none
     */
    public static Partition of(String name, Map<String, String> addresses) {
        if (!addresses.containsKey(name)) {
            throw new IllegalArgumentException("has no address for " + name + ", which is served here");
        }
        addresses.forEach((part, address) -> {
            if (address.contains("@") || !SipUriCheck.isValid(address)) {
                throw new IllegalArgumentException(part + "=" + address + " is not a SIP URI without a user");
            }
        });
        return new Partition(name, addresses);
    }

    /** The rows of all tables of provisioning. */
    record Rows(
            List<Map<String, Object>> flows,
            List<Map<String, Object>> agents,
            PlanTables.Rows plan,
            List<Map<String, Object>> agentSettings) {}

    /** Whether there are others. */
    boolean isOneOfSeveral() {
        return !addresses.isEmpty();
    }

    /** From now on {@link #elsewhere} goes by these rows, and so does what is kept of rows that become bad. */
    void learn(Rows all) {
        if (!isOneOfSeveral()) {
            return;
        }
        Map<String, String> parts = flowParts(all);
        formerFlows = Map.copyOf(parts);
        formerAgents = Map.copyOf(agentParts(all));
        Map<FlowId, String> others = new HashMap<>();
        for (Map<String, Object> row : all.flows()) {
            String flow = text(row, "flowid");
            String part = parts.getOrDefault(flow, MAIN);
            if (!part.equals(name) && !flow.isEmpty()) {
                others.put(new FlowId(flow), part);
            }
        }
        elsewhere = Map.copyOf(others);
    }

    /** The rows of flows and agents that are served here, and what other tables say of them. */
    Rows own(Rows all) {
        if (!isOneOfSeveral()) {
            return all;
        }
        Map<String, String> flowParts = flowParts(all);
        Map<String, String> agentParts = agentParts(all);
        return new Rows(
                kept(all.flows(), row -> served(flowParts, text(row, "flowid"))),
                kept(all.agents(), row -> served(agentParts, text(row, "agentid"))),
                new PlanTables.Rows(
                        kept(all.plan().settings(), row -> served(flowParts, text(row, "flow_id"))),
                        all.plan().pauseReasons(),
                        all.plan().codes()),
                kept(all.agentSettings(), row -> served(agentParts, text(row, "agent_id"))));
    }

    /**
     * Where a call for that flow belongs; routes ask it as the bean {@code partition}.
     *
     * @return the SIP URI of another partition, with the flow as its user; null where the flow is served here, is unknown, or its partition has no address
     */
    public String elsewhere(String flow) {
        String address = flow.isBlank() ? null : addresses.get(elsewhere.getOrDefault(new FlowId(flow), ""));
        return address == null ? null : withUser(address, flow);
    }

    private boolean served(Map<String, String> parts, String id) {
        return parts.getOrDefault(id, MAIN).equals(name);
    }

    /** What nobody serves: rows that name a partition which has no address. */
    List<SkippedRow> unknown(Rows all) {
        List<SkippedRow> unknown = new ArrayList<>();
        if (isOneOfSeveral()) {
            unknown("cc_x_flow_settings", all.plan().settings(), "flow_id", unknown);
            unknown("cc_x_agent_settings", all.agentSettings(), "agent_id", unknown);
        }
        return unknown;
    }

    private void unknown(String table, List<Map<String, Object>> rows, String key, List<SkippedRow> unknown) {
        for (int i = 0; i < rows.size(); i++) {
            String part = text(rows.get(i), "part");
            if (!part.isEmpty() && !addresses.containsKey(part)) {
                String why = "part: cc.ha.parts has no address for " + part + ", so nobody serves it";
                unknown.add(new SkippedRow(table, i + 1, text(rows.get(i), key), why));
            }
        }
    }

    private Map<String, String> flowParts(Rows all) {
        return parts(all.plan().settings(), "flow_id", formerFlows);
    }

    private Map<String, String> agentParts(Rows all) {
        return parts(all.agentSettings(), "agent_id", formerAgents);
    }

    /** Of a row whose part cannot be read the former one counts, as everything else of it does. */
    private static Map<String, String> parts(List<Map<String, Object>> rows, String key, Map<String, String> former) {
        Map<String, String> parts = new HashMap<>();
        for (Map<String, Object> row : rows) {
            String id = text(row, key);
            String part;
            try {
                part = new ProvisionedRow(row).text("part").strip();
            } catch (BadRow e) {
                part = former.getOrDefault(id, "");
            }
            if (!part.isEmpty()) {
                parts.putIfAbsent(id, part);
            }
        }
        return parts;
    }

    private static List<Map<String, Object>> kept(
            List<Map<String, Object>> rows, Predicate<Map<String, Object>> which) {
        return rows.stream().filter(which).toList();
    }

    private static String text(Map<String, Object> row, String column) {
        try {
            return new ProvisionedRow(row).text(column).strip();
        } catch (BadRow e) {
            return ""; // named where the row is read
        }
    }

    private static String withUser(String address, String user) {
        int scheme = address.indexOf(':') + 1;
        return address.substring(0, scheme) + escaped(user) + "@" + address.substring(scheme);
    }

    /** RFC 3261 §25.1: everything but unreserved characters is escaped. */
    private static String escaped(String user) {
        StringBuilder text = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.!~*'()".indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }
}
