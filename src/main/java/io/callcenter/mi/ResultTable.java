package io.callcenter.mi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A command's result for a reader at a terminal: rows as an aligned table, single values as lines, all else as indented JSON. Pure. */
public final class ResultTable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String GAP = "  ";

    private ResultTable() {}

    /** The result as lines, without what a terminal would take for an order; a text that is no JSON as it is. */
    public static String of(String json) {
        try {
            return shown(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static String shown(JsonNode result) throws JsonProcessingException {
        if (result.isValueNode()) {
            return cell(result);
        }
        List<JsonNode> parts = list(result);
        if (result.isArray() && parts.stream().allMatch(ResultTable::isLine)) {
            return parts.stream().map(ResultTable::line).collect(Collectors.joining("\n"));
        }
        if (result.isObject() && parts.stream().allMatch(part -> part.isValueNode() || isRows(part))) {
            return object(result);
        }
        return plain(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result), true);
    }

    private static boolean isLine(JsonNode node) {
        return node.isValueNode() || node.isArray() && list(node).stream().allMatch(JsonNode::isValueNode);
    }

    private static String line(JsonNode node) {
        return node.isValueNode()
                ? cell(node)
                : list(node).stream().map(ResultTable::cell).collect(Collectors.joining(" "));
    }

    private static boolean isRows(JsonNode node) {
        return node.isArray()
                && list(node).stream()
                        .allMatch(row -> row.isObject() && list(row).stream().allMatch(JsonNode::isValueNode));
    }

    /** Single values first, then each list of rows. */
    private static String object(JsonNode object) {
        List<List<String>> single = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        object.properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                single.add(List.of(plain(field.getKey(), false), cell(field.getValue())));
            } else {
                blocks.add(table(field.getKey(), list(field.getValue())));
            }
        });
        if (!single.isEmpty()) {
            blocks.add(0, aligned(single, Set.of()));
        }
        return String.join("\n\n", blocks);
    }

    private static String table(String name, List<JsonNode> rows) {
        if (rows.isEmpty()) {
            return plain(name, false) + ": none";
        }
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(column -> plain(column, false)).toList());
        rows.forEach(row ->
                lines.add(columns.stream().map(column -> cell(row.path(column))).toList()));
        Set<Integer> numbers = new LinkedHashSet<>();
        int place = 0;
        for (String column : columns) {
            if (rows.stream().map(row -> row.path(column)).allMatch(cell -> cell.isNumber() || cell.isMissingNode())) {
                numbers.add(place);
            }
            place++;
        }
        return aligned(lines, numbers);
    }

    private static String aligned(List<List<String>> lines, Set<Integer> rightColumns) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        List<String> texts = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String blanks = " ".repeat(widths[i] - width(line.get(i)));
                text.append(i == 0 ? "" : GAP)
                        .append(rightColumns.contains(i) ? blanks + line.get(i) : line.get(i) + blanks);
            }
            texts.add(text.toString().stripTrailing());
        }
        return String.join("\n", texts);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cell(JsonNode value) {
        return value.isNull() ? "-" : plain(value.asText(), false);
    }

    /** Callers choose their names: what could steer a terminal becomes a question mark. */
    private static String plain(String text, boolean withLines) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && !(withLines && c == '\n') ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<JsonNode> list(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false).toList();
    }
}
