package io.callcenter.core;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the core knows of one call's legs: the one that the caller hears (right), the one being set up (target), the queue announcement being
 * set up beside a ringing agent (beside), and those given up whose end was not reported yet.
 */
final class LegBook {
    private final CallId call;
    private final Set<LegId> dropped = new HashSet<>();
    private Leg right;
    private Leg target;
    private Leg beside;
    private boolean callerAnswered;
    private int ordered;
    private boolean rang;

    LegBook(CallId call) {
        this.call = call;
    }

    /** Takes up what was saved; only a caller who had been answered outlives a restart. */
    void restore(int legs, Optional<Leg> rightLeg, Optional<Leg> targetLeg, Optional<Leg> besideLeg) {
        ordered = legs;
        right = rightLeg.orElse(null);
        target = targetLeg.orElse(null);
        beside = besideLeg.orElse(null);
        callerAnswered = true;
    }

    Optional<Leg> right() {
        return Optional.ofNullable(right);
    }

    Optional<Leg> target() {
        return Optional.ofNullable(target);
    }

    Optional<Leg> beside() {
        return Optional.ofNullable(beside);
    }

    int ordered() {
        return ordered;
    }

    boolean callerAnswered() {
        return callerAnswered;
    }

    void callerIsAnswered() {
        callerAnswered = true;
    }

    boolean isRight(LegId leg) {
        return right != null && right.is(leg);
    }

    boolean isTarget(LegId leg) {
        return target != null && target.is(leg);
    }

    boolean isBeside(LegId leg) {
        return beside != null && beside.is(leg);
    }

    /** Whether the leg is one that the call has or waits for. */
    boolean has(LegId leg) {
        return isRight(leg) || isTarget(leg) || isBeside(leg);
    }

    boolean isDropped(LegId leg) {
        return dropped.contains(leg);
    }

    Leg newTarget(Leg.Kind kind, Instant now) {
        target = next(kind, now);
        rang = false;
        return target;
    }

    Leg newBeside(Instant now) {
        beside = next(Leg.Kind.QUEUE, now);
        return beside;
    }

    /** Whether the latest target has said that it rings. */
    boolean rang() {
        return rang;
    }

    void targetRings() {
        rang = true;
    }

    /** The caller is with the target now; whatever else there was is being ended by the legs themselves. */
    void targetJoined() {
        right = target;
        target = null;
        callerAnswered = true;
    }

    void besideJoined() {
        right = beside;
        beside = null;
        callerAnswered = true;
    }

    /** The queue announcement beside a ringing agent goes on alone. */
    void besideAlone() {
        target = beside;
        beside = null;
    }

    void targetGone() {
        target = null;
    }

    void besideGone() {
        beside = null;
    }

    void rightGone() {
        right = null;
    }

    /** The target is given up by order: until the legs say so, its facts are expected but no longer matter. */
    void dropTarget() {
        dropped.add(target.id());
        target = null;
    }

    void dropBeside() {
        dropped.add(beside.id());
        beside = null;
    }

    void forgetDropped(LegId leg) {
        dropped.remove(leg);
    }

    private Leg next(Leg.Kind kind, Instant now) {
        ordered++;
        return new Leg(new LegId(stem() + "-" + ordered), kind, now);
    }

    /** The call's name with a hyphen for each character that is no ASCII letter, digit, dot or hyphen. */
    private String stem() {
        StringBuilder stem = new StringBuilder(call.value());
        for (int i = 0; i < stem.length(); i++) {
            char c = stem.charAt(i);
            boolean plain =
                    c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            if (!plain) {
                stem.setCharAt(i, '-');
            }
        }
        return stem.toString();
    }
}
