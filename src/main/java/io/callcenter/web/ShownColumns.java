package io.callcenter.web;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an integrator's route last said of flows and agents: texts by their names.
 *
 * @param flows by the flow's name
 * @param agents by the agent's id
 */
public record ShownColumns(Map<String, Map<String, String>> flows, Map<String, Map<String, String>> agents) {
    /** Nothing. */
    public static final ShownColumns NONE = new ShownColumns(Map.of(), Map.of());
    /** Columns of a row, and of a call. */
    public static final int MOST = 5;
    /** Characters of a text. */
    public static final int LONGEST = 64;

    /** Copies the maps. */
    public ShownColumns {
        flows = Map.copyOf(flows);
        agents = Map.copyOf(agents);
    }

    /** As a cell: pairs of name and text, the first by name and no more than {@value #MOST}, shortened to {@value #LONGEST} characters; null for none. */
    static List<List<String>> cell(Map<String, String> texts) {
        if (texts == null || texts.isEmpty()) {
            return null;
        }
        return Collections.unmodifiableList(new TreeMap<>(texts)
                .entrySet().stream()
                        .limit(MOST)
                        .map(text -> List.of(text.getKey(), shortened(text.getValue())))
                        .toList());
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }
}
