package io.callcenter.web;

import io.callcenter.ids.CallId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is shown of calls, flows and agents besides what we know of them.
 *
 * @param of the header fields, and the opaque value, of a call
 * @param shown names of the fields that the page shows, in this order
 * @param pop the address of the customer's page
 * @param columns what a route says of flows and agents
 */
public record DeskFacts(
        Function<CallId, Map<String, String>> of,
        List<String> shown,
        Optional<PopUrl> pop,
        Supplier<ShownColumns> columns) {
    /** Nothing. */
    public static final DeskFacts NONE =
            new DeskFacts(call -> Map.of(), List.of(), Optional.empty(), () -> ShownColumns.NONE);

    public DeskFacts {
        shown = List.copyOf(shown);
    }
}
