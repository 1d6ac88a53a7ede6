package io.callcenter.core;

import java.util.List;

/**
 * What a reload did to the rows of one kind, by id; rows that are as before stand in none of the lists.
 *
 * @param <T> the kind of id
 * @param added new rows in row order, also of something that was removed and still had calls
 * @param changed rows that say something else than before
 * @param removed rows that are gone
 */
public record ReloadDifference<T>(List<T> added, List<T> changed, List<T> removed) {
    /** Copies the lists. */
    public ReloadDifference {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /** No difference at all. */
    public static <T> ReloadDifference<T> none() {
        return new ReloadDifference<>(List.of(), List.of(), List.of());
    }

    /** Whether everything is as before. */
    public boolean isNone() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}
