package io.callcenter.core;

import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the legs of a saved call stand when it is taken up again (ADR 0009).
 *
 * @param facts the last facts about them, in order, which the process before may have heard or not: a fact heard twice changes nothing, since legs
 *     have names of their own and each is settled once
 * @param currentLeg the leg that the caller hears
 * @param underWay the legs that are being set up, and that of an agent who waits aside; all others that the call waits for were never ordered, or are gone
 */
public record RecoveredLegs(List<Signal> facts, Optional<LegId> currentLeg, Set<LegId> underWay) {
    /** Copies the collections. */
    public RecoveredLegs {
        facts = List.copyOf(facts);
        underWay = Set.copyOf(underWay);
    }

    public boolean has(LegId leg) {
        return underWay.contains(leg) || currentLeg.filter(leg::equals).isPresent();
    }
}
