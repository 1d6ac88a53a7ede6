package io.callcenter.sip.call;

import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Request;
import java.time.Instant;

/**
 * What one call counts for at the {@link CallGuard}. Its lane shows it each input and each order; the guard changes its state, under the lock of
 * the guard.
 */
final class CallPermit {
    /**
     * The caller's INVITE.
     *
     * @param host literal address where it came from
     * @param callId its Call-ID
     * @param transaction its server transaction; empty where it came to a former process
     */
    record Subject(String host, String callId, String transaction) {}

    private final CallGuard guard;
    private final CallSource source;
    private final Subject subject;
    private int weight = CallGuard.OPEN;
    private boolean known;
    private boolean answered;
    private boolean awaitsAck;
    private boolean overdue;
    private boolean acknowledged;
    // What need not be told again.
    private volatile boolean answerSeen;
    private volatile boolean ackSeen;

    CallPermit(CallGuard guard, CallSource source, Subject subject, boolean known) {
        this.guard = guard;
        this.source = source;
        this.subject = subject;
        this.known = known;
    }

    /** That is on its way to the lane. Any thread. */
    void heard(LegInput input) {
        if (!ackSeen && input instanceof SipEvent.RequestIn in && inside(in.request())) {
            ackSeen = answerSeen;
            guard.acknowledged(this);
        }
    }

    /** Our tag cannot be guessed: whoever knows it has got an answer of ours. */
    private boolean inside(Request request) {
        return !request.to().tag().isEmpty() && request.callId().text().equals(subject.callId());
    }

    /** On the thread of the lane: whether it may carry out that order; {@code false} for a repeated 2xx toward a source that has never shown that it exists. */
    boolean allows(SipOrder order, Instant now) {
        int code = code(order);
        if (code < 200) {
            return true;
        }
        if (!answerSeen) {
            answerSeen = true;
            guard.answered(this, code, now);
            return true;
        }
        return !guard.mute(this, now);
    }

    /** The code of an answer to the caller's first INVITE; 0 for anything else. */
    private int code(SipOrder order) {
        if (order instanceof SipOrder.Respond respond && respond.transaction().equals(subject.transaction())) {
            return respond.response().code();
        }
        boolean anew =
                order instanceof SipOrder.RespondAnew && subject.transaction().isEmpty();
        return anew ? ((SipOrder.RespondAnew) order).response().code() : 0;
    }

    /** The call is over. */
    void settled() {
        guard.settled(this);
    }

    /** Little of the call is kept. */
    void kept() {
        guard.kept(this);
    }

    /** The call is forgotten. */
    void gone() {
        guard.gone(this);
    }

    String callId() {
        return subject.callId();
    }

    String transaction() {
        return subject.transaction();
    }

    CallSource source() {
        return source;
    }

    boolean known() {
        return known;
    }

    void becomeKnown() {
        known = true;
    }

    boolean answered() {
        return answered;
    }

    void answer() {
        answered = true;
    }

    boolean awaitsAck() {
        return awaitsAck;
    }

    void awaitAck() {
        awaitsAck = true;
    }

    /** Whether its source has shown that it got our answer. */
    boolean acknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    void becomeOverdue() {
        overdue = true;
    }

    /** It waits for no ACK any more; whether that had been overdue. */
    boolean endWaiting() {
        boolean late = overdue;
        awaitsAck = false;
        overdue = false;
        return late;
    }

    int weight() {
        return weight;
    }

    void weigh(int other) {
        weight = other;
    }
}
