package io.callcenter.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A list of rows that a page can follow, with its columns; new columns come at the end. */
enum Topic {
    /** One row about the whole center. */
    TOTALS(
            "id",
            "waiting",
            "longest",
            "answered",
            "abandoned",
            "free",
            "paused",
            "logged",
            "dispatching",
            "sl",
            "slToday"),
    /** The flows. */
    FLOWS(
            "id",
            "state",
            "waiting",
            "longest",
            "expected",
            "free",
            "busy",
            "wrapup",
            "paused",
            "offline",
            "sl",
            "slToday",
            "answered",
            "abandoned",
            "offered",
            "level",
            "shows"),
    /** Calls in the queue; the first three columns behind the id order them. */
    WAITING("id", "head", "priority", "entry", "flow", "caller", "name", "since", "refusals", "media", "shows"),
    /** The agents. */
    AGENTS(
            "id",
            "status",
            "since",
            "flow",
            "caller",
            "call",
            "answered",
            "last",
            "reason",
            "wrapup",
            "chats",
            "maxChats",
            "pending",
            "shows"),
    /** An agent's own row: as above, and more about them and their call. */
    ME(AGENTS, "rejected", "talk", "flows", "number", "name", "waited", "offers", "fields", "param", "pop", "coding");

    private final List<String> columns;

    Topic(String... columns) {
        this.columns = List.of(columns);
    }

    Topic(Topic first, String... more) {
        this.columns = Stream.concat(first.columns.stream(), Stream.of(more)).toList();
    }

    List<String> columns() {
        return columns;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The topics of a list such as {@code totals,flows}, names that are none passed over; all of them where nothing is given. */
    static Set<Topic> in(String list) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : values()) {
            if (list == null || List.of(list.split(",")).contains(topic.label())) {
                topics.add(topic);
            }
        }
        return topics;
    }
}
