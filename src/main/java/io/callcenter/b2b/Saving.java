package io.callcenter.b2b;

import io.callcenter.ids.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a call's legs are at this moment (docs/design/legs.md 7). */
final class Saving {
    private Saving() {}

    static SavedLegs of(Room room, long version) {
        List<SavedLegs.Leg> legs = new ArrayList<>();
        for (Leg leg : room.legs()) {
            if (leg instanceof UacLeg ours && !ours.isFinished()) {
                legs.add(ours.saved());
            }
        }
        Optional<LegId> heard = room.heard().filter(UacLeg.class::isInstance).map(leg -> ((UacLeg) leg).id());
        return new SavedLegs(
                SavedLegs.FORMAT,
                (int) version,
                room.call(),
                room.turn().seq(),
                room.caller().saved(),
                legs,
                room.setups().stream().map(Setup::saved).toList(),
                room.right().map(UacLeg::id),
                heard,
                room.known(),
                room.ending().limit(),
                room.ending().cause(),
                room.turn().lately());
    }
}
