package io.callcenter.sip.call;

import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.SourceAddress;
import io.callcenter.sip.stack.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides whether one more call can be borne: of all sources together, and of its own source. Each decision takes the same short time, however
 * many calls there are. Any thread; time is an argument.
 *
 * <p>Sources that never acknowledged a call may have forged their address. All of them together get a quarter of all calls, and while a sixteenth of that
 * quarter waits for an answer no further one gets in, so that the others are served while a flood goes on.
 */
public final class CallGuard {
    private static final int MOST_SOURCES = 8_192;
    private static final int UNPROVEN_PART = 4;
    /** Of these, so many may wait for their answer: they are what costs time. */
    private static final int UNPROVEN_UNANSWERED_PART = 16;

    private static final int FEWEST_UNANSWERED = 16;
    /** So large a part of all calls may be unacknowledged ones of a source that has acknowledged others. */
    private static final int KNOWN_OVERDUE_PART = 8;

    private static final Duration SHOWN = Duration.ofSeconds(10);
    /** What calls weigh: open, over, and with little of them kept for late messages. */
    static final int OPEN = 4;

    private static final int OVER = 2;
    private static final int KEPT = 1;

    /** Why a call was refused. */
    public enum Cause {
        /** {@code cc.sip.max-calls}. */
        CALLS("calls"),
        /** {@code cc.sip.rate}. */
        RATE("rate"),
        /** {@code cc.sip.max-unacknowledged}. */
        UNACKNOWLEDGED("unacknowledged"),
        /** {@code cc.sip.max-unanswered}. */
        UNANSWERED("unanswered"),
        /** {@code cc.sip.rate.source}. */
        SOURCE_RATE("source-rate"),
        /** The part of {@code cc.sip.max-calls} that is for sources which never acknowledged a call. */
        UNPROVEN("unproven");

        private final String label;

        Cause(String label) {
            this.label = label;
        }

        /** As metrics and health show it. */
        public String label() {
            return label;
        }
    }

    /**
     * A call that is not taken.
     *
     * @param answered whether it is refused with an answer; else nothing is said
     */
    record Refusal(Cause cause, boolean answered) {}

    private final CallLimits limits;
    private final long ackMillis;
    private final TokenBucket all;
    private final SourceTable sources;
    private final Map<Cause, LongAdder> refused = new EnumMap<>(Cause.class);
    private final Map<Cause, Instant> lately = new EnumMap<>(Cause.class);
    private long weight;
    private long unproven;
    private int unanswered;
    private int unprovenUnanswered;

    /**
     * A guard that knows no calls yet.
     *
     * @param t1 so long after a 2xx its ACK is overdue
     */
    CallGuard(CallLimits limits, Duration t1, Instant now) {
        this.limits = limits;
        this.ackMillis = t1.toMillis();
        this.all = new TokenBucket(limits.rate(), now.toEpochMilli());
        this.sources = new SourceTable(MOST_SOURCES, limits.sourceRate(), now.toEpochMilli());
        for (Cause cause : Cause.values()) {
            refused.put(cause, new LongAdder());
        }
    }

    /**
     * Why one more call cannot be taken, which is counted then.
     *
     * @param host literal address
     * @param named whether {@code cc.sip.trusted} names it
     * @param waited how long its INVITE waited here: an ACK may wait behind it, so none of that time counts against its source
     */
    synchronized Optional<Refusal> refusal(String host, boolean named, Duration waited, Instant now) {
        long millis = now.toEpochMilli();
        CallSource source = sources.at(SourceAddress.of(host), millis);
        source.overdueAt(millis - waited.toMillis());
        Optional<Cause> cause = cause(source, named, millis);
        return cause.map(found -> {
            refused.get(found).increment();
            lately.put(found, now);
            boolean told = found == Cause.SOURCE_RATE ? source.hearsOfItsRate(millis) : named || source.hears(millis);
            return new Refusal(found, told);
        });
    }

    private Optional<Cause> cause(CallSource source, boolean named, long now) {
        if (full()) {
            return Optional.of(Cause.CALLS);
        }
        if (all.isEmpty(now)) {
            return Optional.of(Cause.RATE);
        }
        if (source.overdue() >= mostOverdue(named || source.proven())) {
            return Optional.of(Cause.UNACKNOWLEDGED);
        }
        if (named) {
            return Optional.empty();
        }
        if (source.unanswered() >= limits.unanswered()) {
            return Optional.of(Cause.UNANSWERED);
        }
        if (source.tooFast(now)) {
            return Optional.of(Cause.SOURCE_RATE);
        }
        return source.proven() || isRoomForUnproven(source) ? Optional.empty() : Optional.of(Cause.UNPROVEN);
    }

    /** Of a source that is really there INVITEs may come that somebody forged, in order to have its own refused. */
    private int mostOverdue(boolean known) {
        return known ? Math.max(limits.unacknowledged(), limits.calls() / KNOWN_OVERDUE_PART) : limits.unacknowledged();
    }

    /** What waits for its answer is counted without the source's own: a trunk that begins is one source, a forger is many. */
    private boolean isRoomForUnproven(CallSource source) {
        int share = Math.max(1, limits.calls() / UNPROVEN_PART);
        return unproven < (long) share * OPEN
                && unprovenUnanswered - source.unanswered()
                        < Math.max(FEWEST_UNANSWERED, share / UNPROVEN_UNANSWERED_PART);
    }

    private boolean full() {
        return weight >= (long) limits.calls() * OPEN;
    }

    /** A new call, for which there was no {@link #refusal}. */
    synchronized CallPermit admit(CallPermit.Subject subject, boolean named, Instant now) {
        all.take(now.toEpochMilli());
        return enter(subject, named, now);
    }

    /** A call of a former process: it counts, whatever the limits are. */
    synchronized CallPermit adopt(CallPermit.Subject subject, boolean named, boolean acknowledged, Instant now) {
        CallPermit ticket = enter(subject, named, now);
        if (acknowledged) {
            finalResponse(ticket);
            acknowledged(ticket);
        }
        return ticket;
    }

    private CallPermit enter(CallPermit.Subject subject, boolean named, Instant now) {
        CallSource source = sources.at(SourceAddress.of(subject.host()), now.toEpochMilli());
        CallPermit ticket = new CallPermit(this, source, subject, named || source.proven());
        source.admit(now.toEpochMilli());
        sources.begins(source);
        weight += OPEN;
        unanswered++;
        if (!ticket.known()) {
            unproven += OPEN;
            unprovenUnanswered++;
        }
        return ticket;
    }

    /** The call got its final response. */
    synchronized void answered(CallPermit ticket, int code, Instant now) {
        if (ticket.answered()) {
            return;
        }
        finalResponse(ticket);
        if (code / 100 == 2) {
            ticket.awaitAck();
            ticket.source().awaitAck(ticket, now.toEpochMilli() + ackMillis);
        }
    }

    private void finalResponse(CallPermit ticket) {
        ticket.answer();
        ticket.source().finalResponse();
        unanswered--;
        unprovenUnanswered -= ticket.known() ? 0 : 1;
    }

    /** Its source sent something that only a peer which got our answer can know. */
    synchronized void acknowledged(CallPermit ticket) {
        if (ticket.weight() == 0) {
            return;
        }
        ticket.acknowledge();
        if (ticket.endWaiting()) {
            ticket.source().noLongerOverdue();
        }
        if (!ticket.source().proven()) {
            sources.proves(ticket.source());
        }
        if (!ticket.known()) {
            ticket.becomeKnown();
            unproven -= ticket.weight();
            unprovenUnanswered -= ticket.answered() ? 0 : 1;
        }
    }

    /** Whether the same 2xx is not to be repeated: its source has never shown that it exists. */
    synchronized boolean mute(CallPermit ticket, Instant now) {
        return !ticket.known() && ticket.source().deaf(now.toEpochMilli());
    }

    /** The call is over. */
    synchronized void settled(CallPermit ticket) {
        if (ticket.weight() == OPEN) {
            lighter(ticket, OVER);
            leave(ticket);
        }
    }

    /** Little of the call is kept. */
    synchronized void kept(CallPermit ticket) {
        if (ticket.weight() == OVER) {
            lighter(ticket, KEPT);
        }
    }

    /** The call is forgotten. */
    synchronized void gone(CallPermit ticket) {
        if (ticket.weight() == 0) {
            return;
        }
        leave(ticket);
        lighter(ticket, 0);
        ticket.source().forget();
        if (!ticket.source().busy()) {
            sources.ends(ticket.source());
        }
    }

    private void leave(CallPermit ticket) {
        if (!ticket.answered()) {
            finalResponse(ticket);
        }
        if (ticket.endWaiting()) {
            ticket.source().noLongerOverdue();
        }
    }

    private void lighter(CallPermit ticket, int to) {
        int less = ticket.weight() - to;
        ticket.weigh(to);
        weight -= less;
        unproven -= ticket.known() ? 0 : less;
    }

    /** Empty, or why every new call is refused at present. */
    synchronized Optional<String> trouble(Instant now) {
        if (full()) {
            return Optional.of("as many calls as cc.sip.max-calls allows: new calls get 503");
        }
        return recent(Cause.RATE, now)
                ? Optional.of("more new calls a second than cc.sip.rate allows: the rest gets 503")
                : Optional.empty();
    }

    /** Empty, or for which causes calls of some sources were refused within the last ten seconds. */
    synchronized Optional<String> note(Instant now) {
        StringBuilder causes = new StringBuilder();
        for (Cause cause : Cause.values()) {
            if (cause != Cause.CALLS && cause != Cause.RATE && recent(cause, now)) {
                causes.append(causes.isEmpty() ? "" : ", ").append(cause.label());
            }
        }
        return causes.isEmpty() ? Optional.empty() : Optional.of("new calls of some sources get 503: " + causes);
    }

    private boolean recent(Cause cause, Instant now) {
        Instant last = lately.get(cause);
        return last != null && last.plus(SHOWN).isAfter(now);
    }

    /** How many calls were refused for that cause. */
    long refused(Cause cause) {
        return refused.get(cause).sum();
    }

    /** Whether a source has shown that it exists: it has acknowledged a call. */
    synchronized boolean isProven(String host) {
        return sources.isProven(SourceAddress.of(host));
    }

    /** Calls that have had no final response yet. */
    synchronized int unanswered() {
        return unanswered;
    }

    /** What the calls weigh: four for each that is open, two for each that is over, one where little of it is kept for late messages. */
    synchronized long weight() {
        return weight;
    }

    synchronized int sourcesKnown() {
        return sources.size();
    }
}
