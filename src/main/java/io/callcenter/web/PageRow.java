package io.callcenter.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A row as pages get it.
 *
 * @param cells in the order of the topic's columns; texts, numbers and null = unknown
 * @param callers which of them are numbers or names of callers, of which not everybody sees everything
 */
record PageRow(List<Object> cells, Set<Integer> callers) {
    PageRow {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
        callers = Set.copyOf(callers);
    }

    /** A row without callers. */
    static PageRow of(Object... cells) {
        return new PageRow(Arrays.asList(cells), Set.of());
    }

    /** What is no text cannot be shown in part. */
    private static Object shown(Object cell, NumberMask numbers) {
        if (cell instanceof String text) {
            return numbers.show(text);
        }
        return numbers == NumberMask.FULL ? cell : null;
    }

    /** Its JSON. */
    String json(JsonMapper mapper, NumberMask numbers) {
        List<Object> shown = new ArrayList<>(cells);
        callers.forEach(i -> shown.set(i, shown(cells.get(i), numbers)));
        try {
            return mapper.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
