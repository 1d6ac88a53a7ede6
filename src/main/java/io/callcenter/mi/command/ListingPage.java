package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.command.CommandSignature.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters and pages of listings: parameters of ours that the reference does not know; without them its shapes are exact. */
final class ListingPage {
    private static final String OFFSET = "offset";
    private static final String LIMIT = "limit";
    private static final String DETAILS = "details";

    private ListingPage() {}

    /** The ways to call a listing that can be narrowed by those text parameters. */
    static List<CommandSignature> signatures(String... filters) {
        return signatures(List.of(OFFSET, LIMIT), filters);
    }

    /** The same of a listing that can say more of each row. */
    static List<CommandSignature> detailed(String... filters) {
        return signatures(List.of(OFFSET, LIMIT, DETAILS), filters);
    }

    private static List<CommandSignature> signatures(List<String> numbers, String... filters) {
        List<Parameter> optional = new ArrayList<>(
                Arrays.stream(filters).map(CommandSignature::string).toList());
        numbers.stream().map(CommandSignature::integer).forEach(optional::add);
        return List.of(
                CommandSignature.of(), new CommandSignature(List.of(), optional, CommandSignature.Further.IN_ORDER));
    }

    /** Whether more is wanted of each row than the reference says. */
    static boolean wantsDetails(Arguments arguments) {
        return arguments.integer(DETAILS).orElse(0) != 0;
    }

    /**
     * The rows that are asked for, as {@code {key: […]}}; with {@code Total}, the number of rows that fit the filters, where a page was asked
     * for.
     */
    static <T> CommandAnswer of(
            String key, List<T> rows, Arguments arguments, Predicate<T> filter, Function<T, JsonNode> row) {
        OptionalInt offset = arguments.integer(OFFSET);
        OptionalInt limit = arguments.integer(LIMIT);
        if (offset.orElse(0) < 0 || limit.orElse(0) < 0) {
            return CommandAnswer.invalidParams("offset and limit: 0 or more");
        }
        List<T> fitting = rows.stream().filter(filter).toList();
        int first = Math.min(offset.orElse(0), fitting.size());
        int last = (int) Math.min((long) first + limit.orElse(Integer.MAX_VALUE), fitting.size());
        boolean page = offset.isPresent() || limit.isPresent();
        return new CommandAnswer.Result(StreamedValue.node(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart(key);
            for (T shown : fitting.subList(first, last)) {
                out.writeTree(row.apply(shown));
            }
            out.writeEndArray();
            if (page) {
                out.writeNumberField("Total", fitting.size());
            }
            out.writeEndObject();
        }));
    }

    /** Whether a filter parameter is absent or has that value. */
    static boolean fits(Arguments arguments, String name, String value) {
        return !arguments.has(name) || arguments.text(name).equals(value);
    }
}
