package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentActivity;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.Counter;
import io.callcenter.core.Media;
import io.callcenter.core.Pause;
import io.callcenter.core.RunningMean;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** An agent at work: their row, their login, what they do and what they did. Changes go through {@link Roster#change}. */
final class LiveAgent {
    /** The deadlines that an agent can have. */
    enum Timer {
        /** Their wrap-up is over. */
        WRAPUP,
        /** Their phone, which could not be reached, may be tried again. */
        REST,
        /** Their pause is longer than its reason allows. */
        PAUSE,
        /** Their phone is asked whether it is there. */
        PROBE
    }

    /**
     * Their wrap-up lasts until they have said what that call was about.
     *
     * @param end when it would have ended otherwise
     */
    record AwaitedCode(CallId call, Instant end) {}

    final OwnDeadlines<Timer> alarms;
    final Map<CallId, Call> calls = new LinkedHashMap<>();
    /** Calls that they make themselves, or in which a colleague calls them. */
    final Set<CallId> consultations = new LinkedHashSet<>();

    final ProbedPhone phone = new ProbedPhone();
    final Counter distributed = new Counter();
    final Counter answered = new Counter();
    final Counter answeredChats = new Counter();
    final Counter rejected = new Counter();
    final RunningMean talk = new RunningMean();
    private Agent row;
    private int order;
    private boolean removed;
    private boolean loggedIn;
    private Pause pause;
    private AgentState state = AgentState.FREE;
    private Instant wrapUpEnd;
    private boolean wrappingUp;
    private AwaitedCode awaitedCode;
    private long idle;
    private Instant freeSince;
    private int unanswered;
    private int unreached;
    private boolean resting;
    private final Set<Integer> told = new HashSet<>();
    private SavedLogin.OfferRefusal refusal;
    private Consumer<Instant> owed;

    LiveAgent(Agent row, int order, Deadlines deadlines, Instant now) {
        this.row = row;
        this.order = order;
        this.loggedIn = row.loggedIn();
        this.freeSince = now;
        this.alarms = new OwnDeadlines<>(deadlines, Timer.class);
    }

    AgentId id() {
        return row.id();
    }

    Agent row() {
        return row;
    }

    int order() {
        return order;
    }

    void replace(Agent newRow, int newOrder) {
        if (!newRow.location().equals(row.location()) || !newRow.chatLocation().equals(row.chatLocation())) {
            reached();
            triedAgain();
            phone.startAnew();
            told.clear();
        }
        row = newRow;
        order = newOrder;
    }

    void move(int newOrder) {
        order = newOrder;
    }

    /** Whether their row is gone and they only stay for the calls that they still have. */
    boolean removed() {
        return removed;
    }

    void setRemoved(boolean gone) {
        removed = gone;
    }

    boolean loggedIn() {
        return loggedIn && !removed;
    }

    /** A logout ends a pause. */
    void login(boolean on) {
        loggedIn = on;
        phone.startAnew();
        if (!on) {
            pause = null;
        }
    }

    /** The pause that runs, or that begins when what they do now is over. */
    Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    void setPause(Optional<Pause> to) {
        pause = to.orElse(null);
    }

    /** What they do as listings and events say it. */
    String status() {
        return Board.status(loggedIn(), state, pause != null, phone.unreachable());
    }

    AgentState state() {
        return state;
    }

    /** The one place where their state changes; a step that docs/call-states.md does not know is a broken program. */
    void enter(AgentState next, AgentStep why) {
        if (!why.isLegal(state, next)) {
            throw new IllegalStateException(id() + ": " + state + " to " + next + ": " + why);
        }
        state = next;
    }

    Optional<Instant> wrapUpEnd() {
        return Optional.ofNullable(wrapUpEnd);
    }

    /** Whether a wrap-up has begun whose end has not been noticed. */
    boolean wrappingUp() {
        return wrappingUp;
    }

    void wrapUpUntil(Instant end, boolean running) {
        wrapUpEnd = end;
        wrappingUp = running;
    }

    void wrapUpIsOver() {
        wrappingUp = false;
    }

    Optional<AwaitedCode> awaitedCode() {
        return Optional.ofNullable(awaitedCode);
    }

    void awaitCode(AwaitedCode code) {
        awaitedCode = code;
    }

    void awaitNoCode() {
        awaitedCode = null;
    }

    /** Chats bound to them; all their calls are of one medium. */
    int chats() {
        return state == AgentState.INCHAT ? calls.size() : 0;
    }

    int maxChats() {
        return row.chatLocation().isEmpty() ? 0 : row.maxChats();
    }

    long idle() {
        return idle;
    }

    /** Puts them behind all others who are idle. */
    void idleFrom(long number) {
        idle = number;
    }

    Instant freeSince() {
        return freeSince;
    }

    void freeFrom(Instant at) {
        freeSince = at;
    }

    boolean takesAudio() {
        return !resting && !phone.unreachable() && canTakeAudio();
    }

    boolean takesChat() {
        return !resting && !phone.unreachable() && canTakeChat();
    }

    private boolean canTakeAudio() {
        boolean room = state == AgentState.FREE || state == AgentState.INCALL && openCalls() > 0;
        return loggedIn() && pause == null && room && !row.location().isEmpty();
    }

    /** Whether they have several calls of that medium at a time. */
    boolean shares(Media media) {
        return media == Media.CHAT || row.settings().maxCalls() > 1;
    }

    /** Room for more audio calls of somebody who has one; one is held back while their wrap-up runs. */
    private int openCalls() {
        return row.settings().maxCalls() - calls.size() - consultations.size() - (wrappingUp ? 1 : 0);
    }

    /** Whether somebody hears them: in a call that they were given, or one between colleagues. */
    boolean busy() {
        return !calls.isEmpty() || !consultations.isEmpty();
    }

    /** What follows their last call begins when the consultation beside it is over, too. */
    void owe(Consumer<Instant> after) {
        owed = after;
    }

    boolean owes() {
        return owed != null;
    }

    /** What was owed, once. */
    Optional<Consumer<Instant>> takeOwed() {
        Optional<Consumer<Instant>> after = Optional.ofNullable(owed);
        owed = null;
        return after;
    }

    /** Whether they have a wrap-up after a call of that medium. */
    boolean wrapsUp(Media media) {
        return media == Media.CHAT || !shares(media) || row.settings().wrapsUp();
    }

    /** Their phone says that it has no line left: it is not tried before they {@link #triedAgain}. */
    void full() {
        resting = true;
    }

    /** One slot is held back while their wrap-up runs (docs/design/behaviour.md 5.2, B27). */
    private boolean canTakeChat() {
        if (!loggedIn() || pause != null || !consultations.isEmpty()) {
            return false;
        }
        return switch (state) {
            case FREE -> maxChats() > 0;
            case INCHAT -> openChats() > 0;
            case WRAPUP, INCALL -> false;
        };
    }

    /** Whether dispatching may give them a call of that medium. */
    boolean takes(Media media) {
        return media == Media.AUDIO ? takesAudio() : takesChat();
    }

    /** Whether they can have a call of that medium at all, by hand too: a phone that could not be reached may be tried. */
    boolean canTake(Media media) {
        return media == Media.AUDIO ? canTakeAudio() : canTakeChat();
    }

    /** Whether dispatching leaves them alone for a while because their phone could not be reached. */
    boolean resting() {
        return resting;
    }

    /** Their phone could not be reached: no call is tried before they {@link #triedAgain}. Returns how often that was so before, in a row. */
    int rest() {
        resting = true;
        return unreached++;
    }

    /** The rest is over, the phone may be tried. */
    void triedAgain() {
        resting = false;
        alarms.cancel(Timer.REST);
    }

    /** The phone was reached, or has another address now. */
    void reached() {
        unreached = 0;
    }

    /** Whether their phone has not refused with that code before, since it has its address. */
    boolean refusesFirstWith(int code) {
        return told.add(code);
    }

    /** Whether a call to that address of theirs must come with an offer. */
    boolean refusesLateOffer(String location, Instant now) {
        return refusal != null && refusal.counts(location, now);
    }

    /** What was learned about their phone. */
    Optional<SavedLogin.OfferRefusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    void keepRefusal(SavedLogin.OfferRefusal lateOffers) {
        refusal = lateOffers;
    }

    int openChats() {
        return maxChats() - chats() - (wrappingUp ? 1 : 0);
    }

    String location(Media media) {
        return media == Media.AUDIO ? row.location() : row.chatLocation();
    }

    int unanswered() {
        return unanswered;
    }

    void countUnanswered() {
        unanswered++;
    }

    void answersAgain() {
        unanswered = 0;
    }

    SavedFigures saveFigures() {
        return SavedFigures.of(SavedFigures.Scope.AGENT, id().value(), tallies(), List.of(talk));
    }

    void restoreFigures(SavedFigures saved) {
        saved.restore(tallies(), List.of(talk));
    }

    private List<Counter> tallies() {
        return List.of(distributed, answered, answeredChats, rejected);
    }

    List<Long> totals() {
        return List.of(distributed.total(), answered.total(), answeredChats.total(), rejected.total());
    }

    /** What the agent does now. */
    AgentActivity doing() {
        if (!loggedIn()) {
            return AgentActivity.OFFLINE;
        }
        return switch (state()) {
            case FREE -> pause().isPresent() ? AgentActivity.PAUSED : AgentActivity.FREE;
            case WRAPUP -> AgentActivity.WRAPUP;
            case INCALL ->
                calls.isEmpty()
                        ? consultations.isEmpty() ? AgentActivity.WRAPUP : AgentActivity.TALK
                        : calls.values().stream()
                                        .anyMatch(call -> call.established().isPresent())
                                ? AgentActivity.TALK
                                : AgentActivity.RING;
            case INCHAT -> calls.isEmpty() ? AgentActivity.WRAPUP : AgentActivity.CHAT;
        };
    }
}
