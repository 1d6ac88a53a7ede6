package io.callcenter.mi.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part of the contact center that is a user's business: flows by their names, and flows and agents by skills. For who has it, nothing else is
 * there.
 *
 * @param flows names of flows; a star at the end stands for any rest
 * @param skills names of skills
 */
public record UserScope(List<String> flows, List<String> skills) {
    /** Everything. */
    public static final UserScope ALL = new UserScope(List.of(), List.of());

    /** Nothing at all: no flow has that name. */
    public static final UserScope NOTHING = new UserScope(List.of(""), List.of());

    /** Copies the lists. */
    public UserScope {
        flows = List.copyOf(flows);
        skills = List.copyOf(skills);
    }

    /**
     * Reads {@code flows=sales,support-* skills=en}; either part may be missing.
     *
     * @throws IllegalArgumentException for anything else, and for what names nothing
     */
    public static UserScope of(String text) {
        List<String> flows = new ArrayList<>();
        List<String> skills = new ArrayList<>();
        for (String part : text.strip().split("\\s+")) {
            int equals = part.indexOf('=');
            List<String> names = List.of(part.substring(equals + 1).split(",", -1));
            List<String> list =
                    switch (equals < 0 ? "" : part.substring(0, equals)) {
                        case "flows" -> flows;
                        case "skills" -> skills;
                        default -> throw new IllegalArgumentException("a scope is flows=NAME,… skills=NAME,…");
                    };
            if (names.contains("") || !list.isEmpty()) {
                throw new IllegalArgumentException("flows and skills are named once, and their names are not empty");
            }
            list.addAll(names);
        }
        if (flows.stream().anyMatch(name -> name.indexOf('*') >= 0 && name.indexOf('*') < name.length() - 1)) {
            throw new IllegalArgumentException("a star stands at the end of a flow's name");
        }
        return new UserScope(flows, skills);
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return flows.isEmpty() && skills.isEmpty();
    }

    /** Whether a flow of that name and skill is in it. */
    public boolean hasFlow(String name, String skill) {
        return skills.contains(skill) || flows.stream().anyMatch(pattern -> fits(pattern, name));
    }

    private static boolean fits(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }

    /** Whether an agent with those skills is in it, beside those who work for its flows. */
    public boolean hasAgent(List<String> theirs, Predicate<String> ofFlows) {
        return theirs.stream().anyMatch(skill -> skills.contains(skill) || ofFlows.test(skill));
    }

    /** As in the file; empty for everything. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!flows.isEmpty()) {
            parts.add("flows=" + String.join(",", flows));
        }
        if (!skills.isEmpty()) {
            parts.add("skills=" + String.join(",", skills));
        }
        return String.join(" ", parts);
    }
}
