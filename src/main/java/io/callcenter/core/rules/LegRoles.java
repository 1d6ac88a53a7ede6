package io.callcenter.core.rules;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the core knows of one call's legs: the one that the caller hears (right), the one being set up (target), the queue announcement being
 * set up beside a ringing agent (beside), the agent who waits while the caller hears it (aside), the announcement that has referred the caller to
 * another flow (referrer), and those given up whose end was not reported yet.
 */
final class LegRoles {
    /** So long a phone is told how its REFER goes on (docs/design/legs.md 3.10). */
    private static final Duration REFERRAL = Duration.ofSeconds(180);

    private final CallId call;
    private final Set<LegId> dropped = new HashSet<>();
    private final Set<LegId> droppedMusic = new HashSet<>();
    private OrderedLeg currentLeg;
    private OrderedLeg nextLeg;
    private OrderedLeg fallbackLeg;
    private OrderedLeg asideLeg;
    private LegId referrer;
    private Instant referredAt = Instant.MIN;
    private boolean callerAnswered;
    private int ordered;
    private boolean rang;

    LegRoles(CallId call) {
        this.call = call;
    }

    /** Takes up what was saved; only a caller who had been answered outlives a restart. */
    void restore(
            int legs,
            Optional<OrderedLeg> current,
            Optional<OrderedLeg> next,
            Optional<OrderedLeg> fallback,
            Optional<OrderedLeg> aside,
            Optional<LegId> referring) {
        ordered = legs;
        currentLeg = current.orElse(null);
        nextLeg = next.orElse(null);
        fallbackLeg = fallback.orElse(null);
        asideLeg = aside.orElse(null);
        referrer = referring.orElse(null);
        callerAnswered = true;
    }

    Optional<OrderedLeg> currentLeg() {
        return Optional.ofNullable(currentLeg);
    }

    Optional<OrderedLeg> nextLeg() {
        return Optional.ofNullable(nextLeg);
    }

    Optional<OrderedLeg> fallbackLeg() {
        return Optional.ofNullable(fallbackLeg);
    }

    Optional<OrderedLeg> asideLeg() {
        return Optional.ofNullable(asideLeg);
    }

    /** The announcement that wants to be rid of the caller, and waits for word that they have gone. */
    Optional<LegId> referrer() {
        return Optional.ofNullable(referrer);
    }

    void refers(LegId announcement, Instant at) {
        referrer = announcement;
        referredAt = at;
    }

    void forgetReferrer() {
        referrer = null;
    }

    /** Whether the caller still hears an announcement that has referred them elsewhere. */
    boolean currentRefers() {
        return referrer != null && isCurrent(referrer);
    }

    /** Whether what it has asked for is too young for another wish: later its legs have told it that it has failed, and know better whether it has. */
    boolean hasJustReferred(Instant now) {
        return currentRefers() && now.isBefore(referredAt.plus(REFERRAL));
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

    boolean isCurrent(LegId leg) {
        return currentLeg != null && currentLeg.is(leg);
    }

    boolean isNext(LegId leg) {
        return nextLeg != null && nextLeg.is(leg);
    }

    boolean isFallback(LegId leg) {
        return fallbackLeg != null && fallbackLeg.is(leg);
    }

    boolean isAside(LegId leg) {
        return asideLeg != null && asideLeg.is(leg);
    }

    /** Whether the leg is one that the call has or waits for. */
    boolean has(LegId leg) {
        return isCurrent(leg) || isNext(leg) || isFallback(leg) || isAside(leg);
    }

    boolean isDropped(LegId leg) {
        return dropped.contains(leg);
    }

    /** Whether it is a queue announcement that was given up while it was being set up beside somebody. */
    boolean isDroppedMusic(LegId leg) {
        return droppedMusic.contains(leg);
    }

    OrderedLeg newNextLeg(OrderedLeg.Kind kind, Instant now) {
        nextLeg = next(kind, now);
        rang = false;
        return nextLeg;
    }

    /** The same of an agent who comes with their leg from another call. */
    OrderedLeg newHandedLeg(Instant now) {
        OrderedLeg leg = newNextLeg(OrderedLeg.Kind.AGENT, now);
        nextLeg = new OrderedLeg(leg.id(), leg.kind(), leg.started(), true);
        return nextLeg;
    }

    /** Somebody has come to take an agent's place: their leg has its name already. */
    void takerComes(LegId leg, OrderedLeg.Kind kind, Instant now) {
        nextLeg = new OrderedLeg(leg, kind, now, true);
        rang = false;
    }

    OrderedLeg newFallbackLeg(Instant now) {
        fallbackLeg = next(OrderedLeg.Kind.QUEUE, now);
        return fallbackLeg;
    }

    /** Whether the latest target has said that it rings. */
    boolean rang() {
        return rang;
    }

    void nextRings() {
        rang = true;
    }

    /** The caller is with the target now; whatever else there was is being ended by the legs themselves. */
    void nextJoined() {
        currentLeg = nextLeg;
        nextLeg = null;
        asideLeg = null;
        callerAnswered = true;
    }

    /** The caller hears the queue announcement; the agent who talked to them, if one did, waits aside. */
    void fallbackJoined() {
        stepAside();
        currentLeg = fallbackLeg;
        fallbackLeg = null;
        callerAnswered = true;
    }

    /** The caller has left the agent who talked to them for music: that agent waits. */
    void stepAside() {
        if (currentLeg != null && currentLeg.kind() == OrderedLeg.Kind.AGENT) {
            asideLeg = currentLeg;
            currentLeg = null;
        }
    }

    /** The caller is with the agent again who waited aside. */
    void returned() {
        currentLeg = asideLeg;
        asideLeg = null;
    }

    void asideGone() {
        asideLeg = null;
    }

    /** The queue announcement beside a ringing agent goes on alone. */
    void fallbackAlone() {
        nextLeg = fallbackLeg;
        fallbackLeg = null;
    }

    void nextGone() {
        nextLeg = null;
    }

    void fallbackGone() {
        fallbackLeg = null;
    }

    void currentGone() {
        currentLeg = null;
    }

    /** The target is given up by order: until the legs say so, its facts are expected but no longer matter. */
    void dropNext() {
        dropped.add(nextLeg.id());
        nextLeg = null;
    }

    void dropFallback() {
        dropped.add(fallbackLeg.id());
        droppedMusic.add(fallbackLeg.id());
        fallbackLeg = null;
    }

    void forgetDropped(LegId leg) {
        dropped.remove(leg);
        droppedMusic.remove(leg);
    }

    private OrderedLeg next(OrderedLeg.Kind kind, Instant now) {
        ordered++;
        return new OrderedLeg(new LegId(stem() + "-" + ordered), kind, now);
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
