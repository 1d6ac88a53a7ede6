package io.callcenter.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows that pages show, in the order of their last change. A page that knows everything up to a place gets what changed behind it, each row
 * once, however late it asks. One thread.
 */
final class Feed {
    /** A frame is closed with the row that makes it longer than this. */
    static final int FRAME = 64 << 10;

    /** So long rows that are gone are still told of. */
    static final Duration REMEMBERED = Duration.ofSeconds(60);

    private record Key(Topic topic, String id) {}

    private static final class Entry {
        private final Key key;
        private final PageRow row;
        private final long seq;
        private final Instant at;
        private final Map<NumberMask, String> json = new EnumMap<>(NumberMask.class);

        Entry(Key key, PageRow row, long seq, Instant at) {
            this.key = key;
            this.row = row;
            this.seq = seq;
            this.at = at;
        }
    }

    /**
     * What changed behind a place.
     *
     * @param seq the place of whoever has got it
     * @param data JSON; empty when nothing changed that the page follows
     */
    record Frame(long seq, String data) {}

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final String epoch;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final TreeMap<Long, Entry> bySeq = new TreeMap<>();
    private long seq;
    private long forgotten;

    /** An empty feed; the epoch tells its places from those of other processes. */
    Feed(String epoch) {
        this.epoch = epoch;
    }

    /** The number of the last change. */
    long seq() {
        return seq;
    }

    /** The text for a place. */
    String place(long at) {
        return epoch + "-" + at;
    }

    /** The number in a place of ours from which changes can still be told; else empty: a page has to begin anew. */
    Optional<Long> known(String place) {
        String mine = epoch + "-";
        if (place == null
                || !place.startsWith(mine)
                || !place.substring(mine.length()).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(place.substring(mine.length()));
        return number < forgotten || number > seq ? Optional.empty() : Optional.of(number);
    }

    /** The row is like this now. */
    void put(Topic topic, String id, PageRow row, Instant now) {
        Key key = new Key(topic, id);
        Entry known = entries.get(key);
        if (known == null || !row.equals(known.row)) {
            enter(known, new Entry(key, row, ++seq, now));
        }
    }

    /** The row is gone. */
    void gone(Topic topic, String id, Instant now) {
        Key key = new Key(topic, id);
        Entry known = entries.get(key);
        if (known != null && known.row != null) {
            enter(known, new Entry(key, null, ++seq, now));
        }
    }

    private void enter(Entry known, Entry entry) {
        if (known != null) {
            bySeq.remove(known.seq);
        }
        entries.put(entry.key, entry);
        bySeq.put(entry.seq, entry);
    }

    /** The ids of the rows that are there. */
    List<String> ids(Topic topic) {
        return entries.values().stream()
                .filter(entry -> entry.key.topic == topic && entry.row != null)
                .map(entry -> entry.key.id)
                .toList();
    }

    /** Forgets rows that have been gone for long. */
    void forget(Instant now) {
        Instant old = now.minus(REMEMBERED);
        entries.values().removeIf(entry -> {
            boolean over = entry.row == null && entry.at.isBefore(old);
            if (over) {
                bySeq.remove(entry.seq);
                forgotten = Math.max(forgotten, entry.seq);
            }
            return over;
        });
    }

    /** What changed behind that place, or the first part of it. */
    Frame after(long place, Set<Topic> topics, NumberMask numbers, RowScope scope, Instant now) {
        Map<Topic, StringBuilder> rows = new EnumMap<>(Topic.class);
        Map<Topic, StringBuilder> gone = new EnumMap<>(Topic.class);
        long last = seq;
        int size = 0;
        Instant first = now;
        for (Entry entry : bySeq.tailMap(place, false).values()) {
            if (!topics.contains(entry.key.topic) || !scope.shows(entry.key.topic, entry.key.id)) {
                continue;
            }
            String text = entry.row == null ? text(entry.key.id) : json(entry, numbers);
            append((entry.row == null ? gone : rows).computeIfAbsent(entry.key.topic, t -> new StringBuilder()), text);
            first = entry.at.isBefore(first) ? entry.at : first;
            size += text.length();
            if (size > FRAME) {
                last = entry.seq;
                break;
            }
        }
        return new Frame(last, size == 0 ? "" : data(rows, gone, first, now));
    }

    /** All rows with the columns and the place. */
    String snapshot(Set<Topic> topics, NumberMask numbers, RowScope scope, Instant now) {
        Map<Topic, StringBuilder> rows = new EnumMap<>(Topic.class);
        topics.forEach(topic -> rows.put(topic, new StringBuilder()));
        for (Entry entry : bySeq.values()) {
            if (entry.row != null && topics.contains(entry.key.topic) && scope.shows(entry.key.topic, entry.key.id)) {
                append(rows.get(entry.key.topic), json(entry, numbers));
            }
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        topics.forEach(topic -> columns.put(topic.label(), topic.columns()));
        StringBuilder all = new StringBuilder("{\"at\":").append(text(place(seq)));
        all.append(",\"now\":").append(now.toEpochMilli());
        lists(all, rows);
        return all.append(",\"cols\":").append(text(columns)).append('}').toString();
    }

    private String data(Map<Topic, StringBuilder> rows, Map<Topic, StringBuilder> gone, Instant first, Instant now) {
        StringBuilder all = new StringBuilder("{\"t\":").append(first.toEpochMilli());
        all.append(",\"now\":").append(now.toEpochMilli());
        lists(all, rows);
        if (!gone.isEmpty()) {
            StringBuilder ids = new StringBuilder();
            lists(ids, gone);
            all.append(",\"gone\":{").append(ids, 1, ids.length()).append('}');
        }
        return all.append('}').toString();
    }

    private static void lists(StringBuilder all, Map<Topic, StringBuilder> lists) {
        lists.forEach((topic, list) -> all.append(",\"")
                .append(topic.label())
                .append("\":[")
                .append(list)
                .append(']'));
    }

    private static void append(StringBuilder list, String text) {
        list.append(list.isEmpty() ? "" : ",").append(text);
    }

    private String json(Entry entry, NumberMask numbers) {
        NumberMask same = entry.row.callers().isEmpty() ? NumberMask.NONE : numbers;
        return entry.json.computeIfAbsent(same, key -> entry.row.json(mapper, key));
    }

    private String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
