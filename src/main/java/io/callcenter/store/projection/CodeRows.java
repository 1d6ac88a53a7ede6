package io.callcenter.store.projection;

import io.callcenter.core.GivenCode;
import io.callcenter.ids.AgentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes rows of {@code cc_x_call_codes}. */
public final class CodeRows {
    private CodeRows() {}

    /** Hands a batch to the route {@code codes-write}. */
    public static void send(RouteSender senders, List<GivenCode> batch) {
        senders.send("direct:_project-codes", batch.stream().map(CodeRows::row).toList(), Map.of());
    }

    private static Map<String, Object> row(GivenCode given) {
        Map<String, Object> row = new HashMap<>();
        row.put("call", given.call().value());
        row.put("number", given.number());
        row.put("code", given.code());
        row.put("note", given.note().replace('\0', '?'));
        row.put("agent", given.agent().map(AgentId::value).orElse(null));
        row.put("flow", given.flow().value());
        row.put("cid", given.sequence());
        row.put("at", given.at().getEpochSecond());
        return row;
    }
}
