package io.callcenter.transport.dns;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What name servers said, as long as it holds: by its TTL, 5 seconds to an hour; that there is nothing, 5 seconds. While no server answers, the last
 * answer with records in it serves up to 10 minutes longer. The last 5,000 are kept. Times are nanoseconds of one clock. One thread at a time.
 */
final class NameCache {
    static final int MOST = 5_000;
    private static final long SHORTEST = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final long STALE = TimeUnit.MINUTES.toNanos(10);

    /**
     * What was asked.
     *
     * @param name lower case, without a dot at its end
     */
    record Key(String name, NameRecord.Kind kind) {}

    /**
     * What came of it.
     *
     * @param records none = the name has none of that kind, or nobody said anything
     * @param known whether a server said so
     */
    record Answer(List<NameRecord> records, boolean known) {
        static final Answer SILENCE = new Answer(List.of(), false);

        /** Copies the list. */
        Answer {
            records = List.copyOf(records);
        }
    }

    private record Entry(Answer answer, long until, long end) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** What is known of it now; empty = a server has to be asked. */
    Optional<Answer> fresh(Key key, long now) {
        Entry entry = entries.get(key);
        return entry != null && entry.until() - now > 0 ? Optional.of(entry.answer()) : Optional.empty();
    }

    /**
     * A server answered.
     *
     * @param ttl seconds; without records it is not looked at
     */
    Answer learned(Key key, List<NameRecord> records, long ttl, long now) {
        Answer answer = new Answer(records, true);
        long kept = records.isEmpty() ? SHORTEST : Math.max(SHORTEST, Math.min(LONGEST, TimeUnit.SECONDS.toNanos(ttl)));
        put(key, new Entry(answer, now + kept, records.isEmpty() ? now : now + kept + STALE));
        return answer;
    }

    /** No server answered: what serves for the next 5 seconds. */
    Answer unanswered(Key key, long now) {
        Entry old = entries.get(key);
        boolean serves = old != null && old.end() - now > 0;
        Entry entry = serves
                ? new Entry(old.answer(), Math.min(now + SHORTEST, old.end()), old.end())
                : new Entry(Answer.SILENCE, now + SHORTEST, now);
        put(key, entry);
        return entry.answer();
    }

    private void put(Key key, Entry entry) {
        entries.remove(key);
        entries.put(key, entry);
        if (entries.size() > MOST) {
            Iterator<Key> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    int size() {
        return entries.size();
    }
}
