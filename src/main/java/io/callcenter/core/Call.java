package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One admitted call. Its state changes in {@link #enter} alone, which only {@link Transitions} calls. */
final class Call {
    private static final Map<CallState, Set<CallState>> LEGAL = legalSteps();

    /** What a call is born with. */
    record Birth(
            CallId id,
            long sequence,
            Caller caller,
            String name,
            String param,
            Media media,
            OpenFlow flow,
            Instant received) {}

    final Birth birth;
    final LegBook legs;
    final Alarms<CallTimer> alarms;
    private CallState state = CallState.NONE;
    private String why = "";
    private Board.QueueKey key;
    private Board.QueueKey keptPlace;
    private Instant queuedSince;
    private Instant legStarted;
    private Instant established;
    private Seat agent;
    private Duration pickUp;
    private int rejections;
    private long estimatedWait;
    private boolean distributed;
    private int version;
    private final Set<Seat> avoided = new LinkedHashSet<>();
    private boolean resting;
    private int rests;
    private int shortMusic;

    Call(Birth birth, Deadlines deadlines) {
        this.birth = birth;
        this.legs = new LegBook(birth.id());
        this.alarms = new Alarms<>(deadlines, CallTimer.class);
        this.legStarted = birth.received();
    }

    CallId id() {
        return birth.id();
    }

    OpenFlow flow() {
        return birth.flow();
    }

    Media media() {
        return birth.media();
    }

    CallState state() {
        return state;
    }

    /** Why the call is in its state, in words for operators. */
    String why() {
        return why;
    }

    /** The one place where a call's state changes; a step that docs/design/behaviour.md 3.1 does not know is a broken program. */
    void enter(CallState next, String reason) {
        if (!LEGAL.get(state).contains(next)) {
            throw new IllegalStateException(id() + ": " + state + " to " + next + ": " + reason);
        }
        state = next;
        why = reason;
    }

    /** Takes up a saved call where it was. */
    void restore(SavedCall saved) {
        state = saved.state();
        why = "resumed after a restart";
        queuedSince = saved.queuedSince().orElse(null);
        legStarted = saved.legStarted();
        established = saved.established().orElse(null);
        pickUp = saved.pickUp().orElse(null);
        rejections = saved.rejections();
        estimatedWait = saved.estimatedWait();
        distributed = saved.distributed();
        version = saved.version();
    }

    /** Whether the caller waits without being with an agent or having one ring for him alone (docs/design/behaviour.md 8.3). */
    static boolean isOnHold(CallState state) {
        return switch (state) {
            case WELCOME, DISSUADING1, DISSUADING2, QUEUED, PREAGENT -> true;
            case NONE, TOAGENT, ENDED -> false;
        };
    }

    Optional<Board.QueueKey> key() {
        return Optional.ofNullable(key);
    }

    void takePlace(Board.QueueKey place, Instant now) {
        key = place;
        if (queuedSince == null) {
            queuedSince = now;
        }
    }

    void leavePlace() {
        key = null;
    }

    /** The place that a dissuaded caller comes back to (B30). */
    Optional<Board.QueueKey> keptPlace() {
        return Optional.ofNullable(keptPlace);
    }

    void keepPlace(Board.QueueKey place) {
        keptPlace = place;
    }

    Optional<Instant> queuedSince() {
        return Optional.ofNullable(queuedSince);
    }

    Instant legStarted() {
        return legStarted;
    }

    void legStarts(Instant at) {
        legStarted = at;
    }

    Optional<Instant> established() {
        return Optional.ofNullable(established);
    }

    void establish(Instant at) {
        established = at;
    }

    Optional<Seat> agent() {
        return Optional.ofNullable(agent);
    }

    void give(Seat to) {
        agent = to;
        pickUp = null;
        distributed = true;
    }

    void bindAgain(Seat to) {
        agent = to;
    }

    void release() {
        agent = null;
        pickUp = null;
    }

    Optional<Duration> pickUp() {
        return Optional.ofNullable(pickUp);
    }

    void pickedUp(Duration after) {
        pickUp = after;
    }

    int rejections() {
        return rejections;
    }

    void countRejection() {
        rejections++;
    }

    long estimatedWait() {
        return estimatedWait;
    }

    void estimate(long seconds) {
        estimatedWait = seconds;
    }

    boolean distributed() {
        return distributed;
    }

    /** How many rests are over that it had because an agent who did not take it could have been rung again at once. */
    int rests() {
        return rests;
    }

    /** That agent is not asked again before the rest is over; nobody is, once it avoids so many. */
    void avoid(Seat seat, int most) {
        avoided.add(seat);
        resting |= avoided.size() >= most;
    }

    boolean avoids(Seat seat) {
        return avoided.contains(seat);
    }

    void restIsOver() {
        avoided.clear();
        resting = false;
        rests += state == CallState.QUEUED ? 1 : 0;
    }

    /** How often in a row the queue announcement ended or failed as soon as it had begun (docs/design/legs.md 3.6). */
    int shortMusic() {
        return shortMusic;
    }

    void countMusic(boolean wasShort) {
        shortMusic = wasShort ? shortMusic + 1 : 0;
    }

    /** Whether an agent is to hear an announcement first, and the caller, never answered, could hear nothing meanwhile. */
    boolean awaitsAnswer() {
        return !flow().row().agentAnnouncement().isEmpty() && !legs.callerAnswered();
    }

    /** Whether a call in the queue may be given to an agent. */
    boolean ready() {
        return !resting && !awaitsAnswer();
    }

    /** The next version of what is saved of this call. */
    SavedCall save() {
        version++;
        Optional<Board.QueueKey> place = key().or(this::keptPlace);
        return new SavedCall(
                version,
                id(),
                birth.sequence(),
                flow().row().id(),
                state,
                media(),
                birth.caller(),
                birth.name(),
                birth.param(),
                birth.received(),
                queuedSince(),
                legStarted,
                established(),
                rejections,
                estimatedWait,
                distributed,
                place.map(Board.QueueKey::headClass).orElse(1),
                place.map(Board.QueueKey::priority).orElse(flow().row().priority()),
                place.map(Board.QueueKey::entry).orElse(0L),
                agent().map(Seat::id),
                legs.target().map(Leg::id),
                legs.right().map(Leg::id),
                legs.beside().map(Leg::id),
                legs.ordered(),
                pickUp());
    }

    private static Map<CallState, Set<CallState>> legalSteps() {
        Map<CallState, Set<CallState>> steps = new EnumMap<>(CallState.class);
        for (CallState from : CallState.values()) {
            steps.put(from, from == CallState.ENDED ? EnumSet.noneOf(CallState.class) : EnumSet.of(CallState.ENDED));
        }
        steps.get(CallState.NONE)
                .addAll(EnumSet.of(
                        CallState.WELCOME,
                        CallState.DISSUADING1,
                        CallState.DISSUADING2,
                        CallState.QUEUED,
                        CallState.TOAGENT));
        steps.get(CallState.WELCOME)
                .addAll(EnumSet.of(CallState.DISSUADING1, CallState.DISSUADING2, CallState.QUEUED, CallState.TOAGENT));
        steps.get(CallState.DISSUADING1).addAll(EnumSet.of(CallState.QUEUED, CallState.TOAGENT));
        steps.get(CallState.QUEUED)
                .addAll(EnumSet.of(
                        CallState.DISSUADING1, CallState.DISSUADING2, CallState.PREAGENT, CallState.TOAGENT));
        steps.get(CallState.PREAGENT).addAll(EnumSet.of(CallState.QUEUED, CallState.TOAGENT));
        steps.get(CallState.TOAGENT).add(CallState.QUEUED);
        return steps;
    }
}
