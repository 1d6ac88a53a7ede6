package io.callcenter.store.records;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.CallId;
import java.util.List;
import java.util.Set;

/**
 * What the process before left.
 *
 * @param calls the core's parts of calls that go on, in the order in which they came in; one without legs has to be closed with a record
 * @param legs the legs' parts, also of calls without a core's part: those that were over, or not admitted yet, and have to be ended
 * @param over calls whose final record is written: their legs have to be ended, nothing else
 * @param logins runtime logins
 * @param figures what was counted
 * @param putAside one line for each record that could not be read
 */
public record RecoveredState(
        List<SavedCall> calls,
        List<SavedLegs> legs,
        Set<CallId> over,
        List<SavedLogin> logins,
        List<SavedFigures> figures,
        List<String> putAside) {
    /** Nothing was left. */
    public static final RecoveredState NOTHING =
            new RecoveredState(List.of(), List.of(), Set.of(), List.of(), List.of(), List.of());

    /** Copies the collections. */
    public RecoveredState {
        calls = List.copyOf(calls);
        legs = List.copyOf(legs);
        over = Set.copyOf(over);
        logins = List.copyOf(logins);
        figures = List.copyOf(figures);
        putAside = List.copyOf(putAside);
    }
}
