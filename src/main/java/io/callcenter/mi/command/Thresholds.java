package io.callcenter.mi.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From which figures on a flow is shown with a warning or an alarm: of the flow, else of all flows, else the first values. Any thread. */
public final class Thresholds {
    /** The name under which those of all flows are kept. */
    public static final String ALL = "*";

    private static final Logger LOG = LoggerFactory.getLogger(Thresholds.class);
    private static final TypeReference<TreeMap<String, TreeMap<String, Integer>>> FORM = new TypeReference<>() {};

    /** What is looked at. */
    public enum Measure {
        /** Calls in the queue. */
        WAITING(5, 10),
        /** Longest wait, in seconds. */
        LONGEST(60, 120),
        /** Expected wait, in seconds. */
        EXPECTED(120, 300),
        /** Service level of the last 60 minutes, in percent: below it. */
        SERVICE(80, 60),
        /** Callers who left today, in percent of those who were answered or left: above it. */
        ABANDONED(5, 10),
        /** Seconds for which calls wait while nobody is free. */
        STUCK(0, 30);

        private final int warning;
        private final int alarm;

        Measure(int warning, int alarm) {
            this.warning = warning;
            this.alarm = alarm;
        }
    }

    /** From where on it is a warning, and an alarm. */
    public record Bounds(int warning, int alarm) {}

    /** Where they are kept. */
    public interface Storage {
        /** What was written last; empty when nothing ever was. */
        Optional<byte[]> read() throws IOException;

        /** Replaces what was written before. */
        void write(byte[] bytes) throws IOException;
    }

    private final Storage storage;
    private final ObjectMapper json = new ObjectMapper();
    private volatile Map<String, TreeMap<String, Integer>> set = Map.of();

    /** Those that are kept there; where they cannot be read, none are set, and the log says so. */
    public Thresholds(Storage storage) {
        this.storage = storage;
        try {
            Optional<byte[]> kept = storage.read();
            if (kept.isPresent()) {
                set = json.readValue(kept.get(), FORM);
            }
        } catch (IOException e) {
            LOG.warn("The thresholds cannot be read, the first values hold: {}", e.toString());
        }
    }

    /** The first values, which nobody can change. */
    public static Thresholds first() {
        return new Thresholds(new Storage() {
            @Override
            public Optional<byte[]> read() {
                return Optional.empty();
            }

            @Override
            public void write(byte[] bytes) {
                // forgotten with the process
            }
        });
    }

    /** Those of that flow. */
    public Bounds of(String flow, Measure measure) {
        return new Bounds(value(flow, measure, true), value(flow, measure, false));
    }

    private int value(String flow, Measure measure, boolean warning) {
        String name = name(measure, warning);
        return Stream.of(flow, ALL)
                .map(set::get)
                .filter(values -> values != null && values.containsKey(name))
                .map(values -> values.get(name))
                .findFirst()
                .orElse(warning ? measure.warning : measure.alarm);
    }

    /** The names of all of them: {@code waiting_warning}, {@code waiting_alarm} … */
    static List<String> names() {
        return Stream.of(Measure.values())
                .flatMap(measure -> Stream.of(name(measure, true), name(measure, false)))
                .toList();
    }

    private static String name(Measure measure, boolean warning) {
        return measure.name().toLowerCase(Locale.ROOT) + (warning ? "_warning" : "_alarm");
    }

    /** The flows for which something is set, {@link #ALL} among them. */
    List<String> flows() {
        return List.copyOf(set.keySet());
    }

    /** All values that hold for that flow, by name. */
    Map<String, Integer> shown(String flow) {
        Map<String, Integer> shown = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            shown.put(name(measure, true), value(flow, measure, true));
            shown.put(name(measure, false), value(flow, measure, false));
        }
        return shown;
    }

    /** Sets some of them; empty = as of all flows, or the first value. */
    synchronized void change(String flow, Map<String, Optional<Integer>> values) throws IOException {
        Map<String, TreeMap<String, Integer>> next = new TreeMap<>();
        set.forEach((name, its) -> next.put(name, new TreeMap<>(its)));
        TreeMap<String, Integer> mine = next.computeIfAbsent(flow, any -> new TreeMap<>());
        values.forEach((name, value) -> value.ifPresentOrElse(v -> mine.put(name, v), () -> mine.remove(name)));
        if (mine.isEmpty()) {
            next.remove(flow);
        }
        try {
            storage.write(json.writeValueAsBytes(next));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        set = next;
    }
}
