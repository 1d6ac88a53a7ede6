package io.callcenter.web;

import io.callcenter.ids.CallId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What agents see of their call besides who calls.
 *
 * @param of the header fields, and the opaque value, of a call
 * @param shown names of the fields that the page shows, in this order
 * @param pop the address of the customer's page
 */
public record DeskFacts(Function<CallId, Map<String, String>> of, List<String> shown, Optional<PopUrl> pop) {
    /** Nothing. */
    public static final DeskFacts NONE = new DeskFacts(call -> Map.of(), List.of(), Optional.empty());

    public DeskFacts {
        shown = List.copyOf(shown);
    }
}
