package io.callcenter.store.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.PassedFields;
import io.callcenter.core.Pause;
import io.callcenter.core.ReloadDifference;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.CallId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Writes events as the topic shows them (docs/design/interfaces.md 2, docs/design/behaviour.md 12.1). */
public final class EventText {
    static final String AGENT_REPORT = "E_CALLCENTER_AGENT_REPORT";
    static final String CALL_REPORT = "E_CALLCENTER_CALL_REPORT";
    static final String PROVISIONING_REPORT = "E_CALLCENTER_PROVISIONING_REPORT";
    private static final String CODE_REPORT = "E_CALLCENTER_CODE_REPORT";
    /** Entries of one list of a report: a new table of many thousand agents must not become one huge message. */
    private static final int LONGEST_LIST = 1_000;

    /** Keys that receivers may select by; a new one is added here, too, or events taken up after a restart lack it. */
    private static final List<String> SELECTORS = List.of("event", "agent_id", "status", "flow_id");
    /** All keys of a call's event: a new one is added here, too, or the opaque value may come under the same name. */
    private static final Set<String> CALL_KEYS =
            Set.of("event", "time", "call_id", "flow_id", "state", "agent_id", "queue_position", "reason");

    private static final Set<String> TRANSFER_KEYS =
            Set.of("transfer_kind", "transfer_target", "segment", "transfer_by", "code");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    /** A second in words: most events share theirs with others. */
    private record Second(long second, String text) {}

    private final JsonFactory json = new JsonFactory();
    private final ObjectMapper reader = new ObjectMapper();
    private final String parameterKey;
    private final LongSupplier sequenceBase;
    private volatile Function<CallId, Map<String, String>> shown = call -> Map.of();
    private volatile Second known = new Second(Long.MIN_VALUE, "");

    /**
     * Events of one process.
     *
     * @param parameterKey key of the opaque value, {@code cc.b2b-logic-ctx-param}; a key that the event has anyway is left out
     * @param sequenceBase added to each report's number: above all numbers of the processes before
     */
    public EventText(String parameterKey, LongSupplier sequenceBase) {
        this.parameterKey = parameterKey;
        this.sequenceBase = sequenceBase;
    }

    /** From now on events of calls have what routes show with them. */
    public void show(Function<CallId, Map<String, String>> ofCall) {
        shown = ofCall;
    }

    public EventMessage of(Effect.ReportAgent report) {
        Map<String, String> properties = new LinkedHashMap<>();
        return message(properties, out -> {
            property(out, properties, "event", AGENT_REPORT);
            time(out, report.at());
            out.writeNumberField("seq", sequenceBase.getAsLong() + report.seq());
            property(out, properties, "agent_id", report.agent().value());
            property(out, properties, "status", report.status());
            out.writeStringField("state", report.status());
            if (report.wrapUpEnds().isPresent()) {
                out.writeNumberField("wrapup_ends", report.wrapUpEnds().get().getEpochSecond());
            }
            if (report.flow().isPresent()) {
                property(out, properties, "flow_id", report.flow().get().value());
            }
            if (report.sessions().isPresent()) {
                out.writeNumberField("ongoing_sessions", report.sessions().getAsInt());
            }
            if (report.pause().isPresent()) {
                pause(out, report.status(), report.pause().get());
            }
            if (report.pauseTooLong()) {
                out.writeBooleanField("pause_too_long", true);
            }
        });
    }

    private static void pause(JsonGenerator out, String status, Pause pause) throws IOException {
        if (!pause.reason().isEmpty()) {
            out.writeStringField("pause_reason", pause.reason());
        }
        out.writeNumberField("paused_since", pause.since().getEpochSecond());
        out.writeStringField("by", pause.by().label());
        if (!status.equals("paused")) {
            out.writeBooleanField("pause_pending", true);
        }
    }

    EventMessage of(Effect.ReportCall report) {
        Map<String, String> properties = new LinkedHashMap<>();
        return message(properties, out -> {
            property(out, properties, "event", CALL_REPORT);
            time(out, report.at());
            out.writeStringField("call_id", report.call().value());
            property(out, properties, "flow_id", report.flow().value());
            out.writeStringField("state", report.state().label());
            if (report.agent().isPresent()) {
                property(out, properties, "agent_id", report.agent().get().value());
            }
            if (report.position().isPresent() && report.state() == CallState.QUEUED) {
                out.writeNumberField("queue_position", report.position().getAsInt());
            }
            if (!report.reason().isEmpty()) {
                out.writeStringField("reason", report.reason());
            }
            boolean transferred = !report.transfer().kind().isEmpty();
            if (transferred) {
                transfer(out, report.transfer());
            }
            if (!report.passed().none()) {
                passed(out, report.passed());
            }
            Map<String, String> texts = shown.apply(report.call());
            if (!texts.isEmpty()) {
                shows(out, texts);
            }
            boolean taken = CALL_KEYS.contains(parameterKey)
                    || transferred && TRANSFER_KEYS.contains(parameterKey)
                    || !report.passed().none() && parameterKey.equals("context")
                    || !texts.isEmpty() && parameterKey.equals("shows");
            if (!report.param().isEmpty() && !taken) {
                out.writeStringField(parameterKey, report.param());
            }
        });
    }

    private static void shows(JsonGenerator out, Map<String, String> texts) throws IOException {
        out.writeObjectFieldStart("shows");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }

    /** The values of each name. */
    private static void passed(JsonGenerator out, PassedFields fields) throws IOException {
        out.writeObjectFieldStart("context");
        for (Map.Entry<String, List<String>> field : fields.byName().entrySet()) {
            out.writeArrayFieldStart(field.getKey());
            for (String value : field.getValue()) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void transfer(JsonGenerator out, Effect.TransferNote transfer) throws IOException {
        out.writeStringField("transfer_kind", transfer.kind());
        out.writeStringField("transfer_target", transfer.target());
        out.writeNumberField("segment", transfer.segment());
        if (transfer.by().isPresent()) {
            out.writeStringField("transfer_by", transfer.by().get().value());
        }
        if (transfer.code() > 0) {
            out.writeNumberField("code", transfer.code());
        }
    }

    public EventMessage of(Effect.ReportCode report) {
        Map<String, String> properties = new LinkedHashMap<>();
        return message(properties, out -> {
            property(out, properties, "event", CODE_REPORT);
            time(out, report.at());
            out.writeStringField("call_id", report.call().value());
            property(out, properties, "flow_id", report.flow().value());
            if (report.agent().isPresent()) {
                property(out, properties, "agent_id", report.agent().get().value());
            }
            out.writeStringField("code", report.code());
        });
    }

    EventMessage of(Effect.ReportProvisioning report) {
        Map<String, String> properties = new LinkedHashMap<>();
        return message(properties, out -> {
            property(out, properties, "event", PROVISIONING_REPORT);
            time(out, report.at());
            long omitted = ids(out, "flows_", report.flows()) + ids(out, "agents_", report.agents());
            out.writeArrayFieldStart("skipped_rows");
            for (SkippedRow row : firsts(report.skipped())) {
                out.writeStartObject();
                out.writeStringField("table", row.table());
                out.writeNumberField("row", row.row());
                out.writeStringField("id", row.id());
                out.writeStringField("reason", row.reason());
                out.writeEndObject();
            }
            out.writeEndArray();
            omitted += beyond(report.skipped());
            if (omitted > 0) {
                out.writeNumberField("omitted", omitted);
            }
        });
    }

    private static long ids(JsonGenerator out, String prefix, ReloadDifference<?> difference) throws IOException {
        return ids(out, prefix + "added", difference.added())
                + ids(out, prefix + "changed", difference.changed())
                + ids(out, prefix + "removed", difference.removed());
    }

    private static long ids(JsonGenerator out, String name, List<?> ids) throws IOException {
        out.writeArrayFieldStart(name);
        for (Object id : firsts(ids)) {
            out.writeString(id.toString());
        }
        out.writeEndArray();
        return beyond(ids);
    }

    private static <T> List<T> firsts(List<T> all) {
        return all.subList(0, Math.min(all.size(), LONGEST_LIST));
    }

    private static long beyond(List<?> all) {
        return all.size() - firsts(all).size();
    }

    /** An event that an earlier process wrote. */
    public EventMessage of(String text) throws IOException {
        JsonNode event = reader.readTree(text);
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : SELECTORS) {
            if (event.hasNonNull(name)) {
                properties.put(name, event.get(name).asText());
            }
        }
        if (!properties.containsKey("event")) {
            throw new IOException("not an event");
        }
        return new EventMessage(text, properties);
    }

    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    private EventMessage message(Map<String, String> properties, Fields fields) {
        StringWriter text = new StringWriter(400);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EventMessage(text.toString(), properties);
    }

    private static void property(JsonGenerator out, Map<String, String> properties, String name, String value)
            throws IOException {
        out.writeStringField(name, value);
        properties.put(name, value);
    }

    private void time(JsonGenerator out, Instant at) throws IOException {
        long second = at.getEpochSecond();
        Second now = known;
        if (now.second() != second) {
            now = new Second(second, SECONDS.format(at));
            known = now;
        }
        int millis = at.getNano() / 1_000_000;
        String zeros = millis < 10 ? "00" : millis < 100 ? "0" : "";
        out.writeStringField("time", now.text() + zeros + millis + "Z");
    }
}
