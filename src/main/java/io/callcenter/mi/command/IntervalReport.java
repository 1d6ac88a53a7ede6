package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.FlowService;
import io.callcenter.core.Interval;
import io.callcenter.core.Ratio;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.core.ServiceTarget.Formula;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sums up quarters of an hour; times in seconds. One thread. */
final class IntervalReport {
    /** How the rows are made. */
    enum Group {
        INTERVAL("start"),
        HOUR("start"),
        DAY("day"),
        FLOW("flow"),
        AGENT("agent"),
        TOTAL("total");

        private final String column;

        Group(String column) {
            this.column = column;
        }
    }

    /** A row: its key by time or by name, and the sums. */
    private record Key(Instant time, String name) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::time).thenComparing(Key::name);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private record Line(Counts counts, Ratio level, boolean partial) {
        Line plus(Line other) {
            return new Line(counts.plus(other.counts), level.plus(other.level), partial || other.partial);
        }
    }

    private static final double MILLIS = 1000;
    private static final double TENTHS = 10;
    private static final int MEDIAN = 50;
    private static final int MOST = 90;

    private final Group group;
    private final Scope scope;
    private final ZoneId zone;
    private final Function<String, Formula> formulas;
    private final Map<Key, Line> lines = new TreeMap<>();

    /**
     * A report without rows.
     *
     * @param scope whether it is about flows or agents
     * @param formulas how the service level of a flow is made
     */
    IntervalReport(Group group, Scope scope, ZoneId zone, Function<String, Formula> formulas) {
        this.group = group;
        this.scope = scope;
        this.zone = zone;
        this.formulas = formulas;
    }

    /** Adds a quarter. */
    void add(Interval interval) {
        Ratio level = scope == Scope.FLOW ? formulas.apply(interval.name()).of(interval.counts()) : Ratio.NONE;
        lines.merge(key(interval), new Line(interval.counts(), level, interval.partial()), Line::plus);
    }

    int size() {
        return lines.size();
    }

    private Key key(Interval interval) {
        ZonedDateTime local = interval.start().atZone(zone);
        return switch (group) {
            case INTERVAL -> new Key(interval.start(), "");
            case HOUR -> new Key(local.truncatedTo(ChronoUnit.HOURS).toInstant(), "");
            case DAY -> new Key(local.toLocalDate().atStartOfDay(zone).toInstant(), "");
            case FLOW, AGENT -> new Key(Instant.EPOCH, interval.name());
            case TOTAL -> new Key(Instant.EPOCH, "total");
        };
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(group.column));
        if (scope == Scope.FLOW) {
            Arrays.stream(FlowFigure.values()).map(FlowFigure::column).forEach(columns::add);
            columns.addAll(List.of("service_level", "asa", "aht", "abandon_rate", "wait_50", "wait_90"));
        } else {
            Arrays.stream(AgentFigure.values()).map(AgentFigure::column).forEach(columns::add);
            columns.addAll(List.of("occupancy", "by_reason"));
        }
        columns.add("partial");
        return columns;
    }

    private List<Object> cells(Key key, Line line) {
        List<Object> cells = new ArrayList<>();
        cells.add(name(key));
        Counts counts = line.counts();
        if (scope == Scope.FLOW) {
            for (FlowFigure figure : FlowFigure.values()) {
                cells.add(value(counts.of(figure), figure.isTime()));
            }
            boolean answered = counts.of(FlowFigure.ANSWERED) > 0;
            cells.add(tenths(line.level().percent()));
            cells.add(tenths(FlowService.speedOfAnswer(counts)));
            cells.add(tenths(FlowService.handlingTime(counts)));
            cells.add(tenths(FlowService.lost(counts).percent()));
            cells.add(answered ? tenths(counts.waitOfPercent(MEDIAN)) : null);
            cells.add(answered ? tenths(counts.waitOfPercent(MOST)) : null);
        } else {
            for (AgentFigure figure : AgentFigure.values()) {
                cells.add(value(counts.of(figure), figure.isTime()));
            }
            cells.add(tenths(AgentShift.occupancy(counts).percent()));
            cells.add(reasons(counts).toString());
        }
        cells.add(line.partial() ? 1 : 0);
        return cells;
    }

    private String name(Key key) {
        ZonedDateTime time = key.time().atZone(zone);
        return switch (group) {
            case INTERVAL, HOUR -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            case DAY -> time.toLocalDate().toString();
            case FLOW, AGENT, TOTAL -> key.name();
        };
    }

    /** A figure as it is shown: times in whole seconds. */
    static long value(long figure, boolean time) {
        return time ? Math.round(figure / MILLIS) : figure;
    }

    /** With one decimal; null where there is none. */
    static Double tenths(OptionalDouble value) {
        return value.isPresent() ? tenths(value.getAsDouble()) : null;
    }

    private static Double tenths(double value) {
        return Math.round(value * TENTHS) / TENTHS;
    }

    /** Seconds of pauses by reason. */
    static ObjectNode reasons(Counts counts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        counts.reasons().forEach((reason, millis) -> node.put(reason, value(millis, true)));
        return node;
    }

    /** {@code {"columns":[…],"rows":[[…],…]}}. */
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode columns = node.putArray("columns");
        columns().forEach(columns::add);
        ArrayNode rows = node.putArray("rows");
        lines.forEach((key, line) -> {
            ArrayNode row = rows.addArray();
            cells(key, line).forEach(row::addPOJO);
        });
        return node;
    }

    /** As RFC 4180 has it; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
    String csv() {
        StringBuilder text = new StringBuilder();
        line(text, columns());
        lines.forEach((key, line) -> line(text, cells(key, line)));
        return text.toString();
    }

    private static void line(StringBuilder text, List<?> cells) {
        text.append(cells.stream().map(IntervalReport::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(Object cell) {
        if (!(cell instanceof String text)) {
            return cell == null ? "" : cell.toString();
        }
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
