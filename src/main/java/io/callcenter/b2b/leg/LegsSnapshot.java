package io.callcenter.b2b.leg;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.ids.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a call's legs are at this moment (docs/design/legs.md 7). */
final class LegsSnapshot {
    private LegsSnapshot() {}

    static SavedLegs of(CallContext context, long version) {
        List<SavedLegs.Leg> legs = new ArrayList<>();
        for (Leg leg : context.legs()) {
            if (leg instanceof UacLeg ours && (!ours.isFinished() || ours.lent())) {
                legs.add(ours.saved());
            }
        }
        List<SavedLegs.Setup> setups = new ArrayList<>(2);
        for (Setup setup : context.setups()) {
            setups.add(setup.saved());
        }
        Optional<LegId> media = Optional.empty();
        if (context.mediaLeg().isPresent() && context.mediaLeg().get() instanceof UacLeg leg) {
            media = Optional.of(leg.id());
        }
        return new SavedLegs(
                SavedLegs.FORMAT,
                (int) version,
                context.call(),
                context.out().seq(),
                context.caller().saved(),
                legs,
                setups,
                context.currentLeg().map(UacLeg::id),
                media,
                context.known(),
                context.ending().limit(),
                context.ending().cause(),
                context.out().lately());
    }
}
