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
        List<SavedLegs.Setup> setups = new ArrayList<>(2);
        for (Setup setup : room.setups()) {
            setups.add(setup.saved());
        }
        Optional<LegId> heard = Optional.empty();
        if (room.heard().isPresent() && room.heard().get() instanceof UacLeg leg) {
            heard = Optional.of(leg.id());
        }
        return new SavedLegs(
                SavedLegs.FORMAT,
                (int) version,
                room.call(),
                room.turn().seq(),
                room.caller().saved(),
                legs,
                setups,
                room.right().map(UacLeg::id),
                heard,
                room.known(),
                room.ending().limit(),
                room.ending().cause(),
                room.turn().lately());
    }
}
