package io.callcenter.store.provisioning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Provisioning rows for tests: sound ones, and the same with one value changed. */
final class Rows {
    private Rows() {}

    static Map<String, Object> agent(String id, Object... changes) {
        Map<String, Object> row = new HashMap<>();
        row.put("agentid", id);
        row.put("location", "sip:agent@192.0.2.1");
        row.put("msrp_location", null);
        row.put("msrp_max_sessions", 4);
        row.put("skills", "s");
        row.put("logstate", 1);
        row.put("wrapup_end_time", 0);
        row.put("wrapup_time", 0);
        return changed(row, changes);
    }

    static Map<String, Object> flow(String id, Object... changes) {
        Map<String, Object> row = new HashMap<>();
        row.put("flowid", id);
        row.put("priority", 256);
        row.put("skill", "s");
        row.put("prependcid", null);
        row.put("max_wrapup_time", 0);
        row.put("dissuading_hangup", 0);
        row.put("dissuading_onhold_th", 0);
        row.put("dissuading_ewt_th", 0);
        row.put("dissuading_qsize_th", 0);
        row.put("message_welcome", null);
        row.put("message_queue", "sip:music@192.0.2.9");
        row.put("message_dissuading", null);
        row.put("message_flow_id", null);
        return changed(row, changes);
    }

    private static Map<String, Object> changed(Map<String, Object> row, Object... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            row.put((String) changes[i], changes[i + 1]);
        }
        return row;
    }

    static LoadedProvisioning agents(List<Map<String, Object>> agents) {
        return ProvisioningRows.read(List.of(flow("F")), agents, none());
    }

    static LoadedProvisioning flows(List<Map<String, Object>> flows) {
        return ProvisioningRows.read(flows, List.of(), none());
    }

    static io.callcenter.core.Provisioning none() {
        return new io.callcenter.core.Provisioning(List.of(), List.of());
    }
}
