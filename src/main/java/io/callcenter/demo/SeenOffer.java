package io.callcenter.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One offer of a call to an agent, as their phone saw it. */
final class SeenOffer {
    private final String agent;
    private final String callId;
    private final Instant rang;
    private Optional<Instant> pickedUp = Optional.empty();
    private Optional<Instant> joined = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private boolean lost;
    private boolean refused;

    /** The phone began to ring. */
    SeenOffer(String agent, String callId, Instant rang) {
        this.agent = agent;
        this.callId = callId;
        this.rang = rang;
    }

    /** Refused by the agent. */
    void declined(Instant at) {
        lost = true;
        refused = true;
        ended = Optional.of(at);
    }

    /** Taken back: because nobody picked up, unless the caller had left. */
    void withdrawn(Instant at, boolean callerHadLeft) {
        lost = !callerHadLeft;
        ended = Optional.of(at);
    }

    /** Picked up. */
    void pickedUp(Instant at) {
        pickedUp = Optional.of(at);
    }

    /** Joined to the caller. */
    void joined(Instant at) {
        joined = Optional.of(at);
    }

    /** Put down. Picked up, but never joined to a caller who is still there: too late, the center had given the offer up. */
    void done(Instant at, boolean callerHadLeft) {
        lost = joined.isEmpty() && !callerHadLeft;
        ended = Optional.of(at);
    }

    /** Who was offered the call. */
    String agent() {
        return agent;
    }

    /** The call's id as the INVITE said it, may be empty. */
    String callId() {
        return callId;
    }

    /** Whether the agent refused or did not answer. */
    boolean lost() {
        return lost;
    }

    /** Whether the agent refused. */
    boolean refused() {
        return refused;
    }

    /** Whether agent and caller were joined. */
    boolean talked() {
        return joined.isPresent();
    }

    /** Whether the phone is on the hook again. */
    boolean over() {
        return ended.isPresent();
    }

    /** From the INVITE to the end of the ringing, however it ended. */
    Duration rangFor() {
        return pickedUp.or(() -> ended).map(at -> Phones.between(rang, at)).orElse(Duration.ZERO);
    }

    /** When the conversation began. */
    Optional<Instant> joinedAt() {
        return joined;
    }

    /** When the phone was put down. */
    Optional<Instant> endedAt() {
        return ended;
    }

    /** Length of the conversation until the phone was put down. */
    Duration talkTime() {
        return joined.flatMap(from -> ended.map(to -> Phones.between(from, to))).orElse(Duration.ZERO);
    }
}
