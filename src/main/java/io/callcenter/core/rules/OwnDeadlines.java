package io.callcenter.core.rules;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The deadlines of one call or agent, at most one of a kind: setting one replaces the former of that kind.
 *
 * @param <K> the kinds
 */
final class OwnDeadlines<K extends Enum<K>> {
    private final Deadlines deadlines;
    private final Map<K, Deadlines.Deadline> set;

    OwnDeadlines(Deadlines deadlines, Class<K> kinds) {
        this.deadlines = deadlines;
        this.set = new EnumMap<>(kinds);
    }

    void set(K kind, Instant at, Consumer<Instant> action) {
        cancel(kind);
        set.put(kind, deadlines.set(at, now -> {
            set.remove(kind);
            action.accept(now);
        }));
    }

    boolean isSet(K kind) {
        return set.containsKey(kind);
    }

    void cancel(K kind) {
        Deadlines.Deadline former = set.remove(kind);
        if (former != null) {
            deadlines.cancel(former);
        }
    }

    void cancelAll() {
        set.values().forEach(deadlines::cancel);
        set.clear();
    }
}
