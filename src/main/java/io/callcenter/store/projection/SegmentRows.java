package io.callcenter.store.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.Cdr;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import io.callcenter.store.files.StoredJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes rows of {@code cc_x_segments}: times in Unix seconds, durations in seconds, what the caller brought along as JSON. */
final class SegmentRows {
    private static final int LONGEST = 512;

    private final ObjectMapper json = StoredJson.mapper();

    /** A row, keyed by the names in {@code insert-segment.sql}. */
    Map<String, Object> row(Cdr cdr, SegmentFacts segment) {
        Map<String, Object> row = new HashMap<>();
        row.put("call", cdr.call().value());
        row.put("segment", segment.number());
        row.put("cid", cdr.sequence());
        row.put("kind", segment.kind());
        row.put("begun", seconds(cdr.received()));
        row.put("ended", seconds(cdr.ended()));
        row.put("flow", cdr.betweenAgents() ? "" : fit(cdr.flow().value()));
        row.put("agent", cdr.agent().map(AgentId::value).map(SegmentRows::fit).orElse(null));
        row.put("by", segment.by().map(AgentId::value).map(SegmentRows::fit).orElse(null));
        row.put("target", cdr.transferredTo().map(SegmentRows::fit).orElse(null));
        row.put("caller", fit(segment.caller().map(Withheld::number).orElse(cdr.caller())));
        row.put("outcome", segment.outcome());
        row.put("code", segment.code());
        row.put("wait", cdr.waited().toSeconds());
        row.put("talk", cdr.talked().toSeconds());
        row.put("context", segment.passed().none() ? null : context(segment));
        return row;
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond();
    }

    private static String fit(String text) {
        return (text.length() > LONGEST ? text.substring(0, LONGEST) : text).replace('\0', '?');
    }

    private String context(SegmentFacts segment) {
        try {
            return json.writeValueAsString(segment.passed().byName());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
