package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.PassedFields;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SavedSegment.SavedReturn;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One admitted call. Its state changes in {@link #enter} alone, which only {@link Transitions} calls. */
final class Call {
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
    final LegRoles legs;
    final PlaceMessages.Told told = new PlaceMessages.Told();
    final OwnDeadlines<CallTimer> alarms;
    private CallState state = CallState.NONE;
    private String why = "";
    private Board.QueueKey key;
    private Board.QueueKey keptPlace;
    private OpenFlow flow;
    private String name;
    private Segment segment;
    private Transfer transfer;
    private CallId lender;
    private CallId lastLender;
    private LegId borrowed;
    private boolean lends;
    private SavedReturn back;
    private AgentId transferredBy;
    private PassedFields passed = PassedFields.NONE;
    private int transfers;
    private int records;
    private Instant legStarted;
    private LiveAgent agent;
    private LiveAgent maker;
    private long estimatedWait;
    private int version;
    private final Set<LiveAgent> avoided = new LinkedHashSet<>();
    private boolean resting;
    private int rests;
    private int shortMusic;

    Call(Birth birth, Deadlines deadlines) {
        this.birth = birth;
        this.legs = new LegRoles(birth.id());
        this.alarms = new OwnDeadlines<>(deadlines, CallTimer.class);
        this.legStarted = birth.received();
        this.flow = birth.flow();
        this.name = birth.name();
        this.segment = new Segment(1, 1, birth.received());
    }

    CallId id() {
        return birth.id();
    }

    OpenFlow flow() {
        return flow;
    }

    /** Caller's name as agents and listings show it. */
    String name() {
        return name;
    }

    /** The call is one of that flow from now on, which it enters anew. */
    void moveTo(OpenFlow to) {
        flow = to;
        name = birth.caller().nameWith(to.row().prefix());
        segment.entered = segment.number;
    }

    /** What has a detail record of its own. */
    Segment segment() {
        return segment;
    }

    /** When it came in, or, if it was transferred by an agent, when they asked for that. */
    Instant received() {
        return segment.began;
    }

    /** An agent has transferred the caller: another segment begins, without an agent. */
    void nextSegment(Instant at, String how) {
        segment = segment.next(at, how);
        agent = null;
    }

    /** The transfer that is under way. */
    Optional<Transfer> transfer() {
        return Optional.ofNullable(transfer);
    }

    void setTransfer(Transfer open) {
        transfer = open;
    }

    void transferIsOver() {
        transfer = null;
        keptPlace = null;
    }

    /** From which call the target of the transfer comes, as long as that one may have them back. */
    Optional<CallId> lender() {
        return Optional.ofNullable(lender);
    }

    void borrowFrom(Optional<CallId> call) {
        lender = call.orElse(null);
        if (lender != null) {
            lastLender = lender;
            borrowed = legs.nextLeg().orElseThrow().id();
        }
    }

    /** From which call that leg has come, if it is the last that has. */
    Optional<CallId> lenderOf(LegId leg) {
        return leg.equals(borrowed) ? Optional.of(lastLender) : Optional.empty();
    }

    /** Whether its agent is going to another call. */
    boolean lends() {
        return lends;
    }

    void lend(boolean now) {
        lends = now;
    }

    /** Header fields that go with the caller. */
    PassedFields passed() {
        return passed;
    }

    void pass(PassedFields fields) {
        passed = fields;
    }

    /** What agents' INVITEs say of what was before; a transfer that is under way counts. */
    Effect.Story story() {
        boolean under = transfer != null;
        Optional<AgentId> by = under ? Optional.of(transfer.by()) : Optional.ofNullable(transferredBy);
        return new Effect.Story(passed, transfers + (under ? 1 : 0), by);
    }

    /** Who has transferred the caller last. */
    Optional<AgentId> transferredBy() {
        return Optional.ofNullable(transferredBy);
    }

    /** It takes the place of a call that had waited since then. */
    void waitsSince(Instant received, Optional<Instant> queued) {
        segment = segment.since(received);
        segment.queuedSince = queued.orElse(null);
    }

    /** The way back to the flow that they were transferred from. */
    Optional<SavedReturn> wayBack() {
        return Optional.ofNullable(back);
    }

    void setWayBack(Optional<SavedReturn> to) {
        back = to.orElse(null);
    }

    int transfers() {
        return transfers;
    }

    /** That agent has transferred the caller. */
    void countTransfer(AgentId by) {
        countTransfer();
        transferredBy = by;
    }

    void countTransfer() {
        transfers++;
    }

    /** The number of its next detail record: with the call's id a key for ever. */
    int nextRecord() {
        return ++records;
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
        if (!CallSteps.areLegal(state, next)) {
            throw new IllegalStateException(id() + ": " + state + " to " + next + ": " + reason);
        }
        state = next;
        why = reason;
    }

    /** Takes up a saved call where it was. */
    void restore(SavedCall saved) {
        state = saved.state();
        why = "resumed after a restart";
        saved.segment().ifPresent(part -> {
            segment = new Segment(part.number(), part.entered(), part.began());
            segment.kind = part.kind();
            transfers = part.transfers();
            back = part.back().orElse(null);
            transferredBy = part.by().orElse(null);
            passed = part.passed();
        });
        records = saved.records();
        segment.queuedSince = saved.queuedSince().orElse(null);
        segment.established = saved.established().orElse(null);
        segment.pickUp = saved.pickUp().orElse(null);
        segment.rejections = saved.rejections();
        segment.distributed = saved.distributed();
        legStarted = saved.legStarted();
        estimatedWait = saved.estimatedWait();
        version = saved.version();
    }

    /** Whether the caller waits without being with an agent or having one ring for them alone (docs/design/behaviour.md 8.3). */
    static boolean isOnHold(CallState state) {
        return switch (state) {
            case WELCOME, DISSUADING1, DISSUADING2, QUEUED, PREAGENT -> true;
            case NONE, TOAGENT, TRANSFERRING, OUTSIDE, ENDED -> false;
        };
    }

    Optional<Board.QueueKey> key() {
        return Optional.ofNullable(key);
    }

    void takePlace(Board.QueueKey place, Instant now) {
        key = place;
        if (segment.queuedSince == null) {
            segment.queuedSince = now;
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
        return Optional.ofNullable(segment.queuedSince);
    }

    Instant legStarted() {
        return legStarted;
    }

    void legStarts(Instant at) {
        legStarted = at;
    }

    Optional<Instant> established() {
        return Optional.ofNullable(segment.established);
    }

    void establish(Instant at) {
        segment.established = at;
    }

    Optional<LiveAgent> agent() {
        return Optional.ofNullable(agent);
    }

    void give(LiveAgent to) {
        agent = to;
        segment.pickUp = null;
        segment.distributed = true;
    }

    void bindAgain(LiveAgent to) {
        agent = to;
    }

    /** The agent who makes the call. */
    Optional<LiveAgent> maker() {
        return Optional.ofNullable(maker);
    }

    boolean isMaker(LiveAgent liveAgent) {
        return liveAgent == maker;
    }

    void isMadeBy(LiveAgent caller) {
        maker = caller;
    }

    /** That agent has nothing to do with it any more. */
    void release(LiveAgent liveAgent) {
        if (agent == liveAgent) {
            agent = null;
            segment.pickUp = null;
        }
    }

    Optional<Duration> pickUp() {
        return Optional.ofNullable(segment.pickUp);
    }

    void pickedUp(Duration after) {
        segment.pickUp = after;
    }

    int rejections() {
        return segment.rejections;
    }

    void countRejection() {
        segment.rejections++;
    }

    long estimatedWait() {
        return estimatedWait;
    }

    void estimate(long seconds) {
        estimatedWait = seconds;
    }

    boolean distributed() {
        return segment.distributed;
    }

    /** How many rests are over that it had because an agent who did not take it could have been rung again at once. */
    int rests() {
        return rests;
    }

    /** That agent is not asked again before the rest is over; nobody is, once it avoids so many. */
    void avoid(LiveAgent liveAgent, int most) {
        avoided.add(liveAgent);
        resting |= avoided.size() >= most;
    }

    /** Whether that agent did not take it just before, or makes it themselves. */
    boolean avoids(LiveAgent liveAgent) {
        return isMaker(liveAgent) || avoided.contains(liveAgent);
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
                name,
                birth.param(),
                birth.received(),
                queuedSince(),
                legStarted,
                established(),
                rejections(),
                estimatedWait,
                distributed(),
                place.map(Board.QueueKey::headClass).orElse(1),
                place.map(Board.QueueKey::priority).orElse(flow().row().priority()),
                place.map(Board.QueueKey::entry).orElse(0L),
                agent().map(LiveAgent::id),
                legs.nextLeg().map(OrderedLeg::id),
                legs.currentLeg().map(OrderedLeg::id),
                legs.fallbackLeg().map(OrderedLeg::id),
                legs.ordered(),
                pickUp(),
                saveSegment());
    }

    /** Calls that nobody has transferred, and whose callers brought nothing along, are saved without it. */
    private Optional<SavedSegment> saveSegment() {
        boolean plain = transfers == 0 && transfer == null && records == rejections() && passed.none() && maker == null;
        if (plain
                && legs.asideLeg().isEmpty()
                && legs.nextLeg().filter(OrderedLeg::came).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SavedSegment(
                segment.number,
                segment.entered,
                segment.began,
                records,
                transfers,
                transfer().map(Transfer::save),
                wayBack(),
                Optional.ofNullable(transferredBy),
                passed,
                segment.kind,
                legs.asideLeg().map(OrderedLeg::id),
                maker().map(LiveAgent::id),
                legs.referrer(),
                legs.nextLeg().filter(OrderedLeg::came).isPresent()));
    }

    /** What is said of the segment that is over; nothing where nobody transferred the caller, who brought nothing along and has no number to keep. */
    Optional<SegmentFacts> segmentFacts(String outcome) {
        Optional<Withheld> number = birth.caller().number();
        boolean plain = segment.number == 1 && transfers == 0 && transfer == null && passed.none() && number.isEmpty();
        Optional<AgentId> by = segment.number == 1 ? Optional.empty() : Optional.ofNullable(transferredBy);
        return plain
                ? Optional.empty()
                : Optional.of(new SegmentFacts(segment.number, segment.kind, by, outcome, passed, number));
    }
}
