package io.callcenter.sip.call;

import io.callcenter.sip.stack.SourceAddress;
import io.callcenter.sip.stack.TokenBucket;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is known about one source of calls. One thread at a time; times are milliseconds. */
final class CallSource {
    /** From so many unacknowledged calls in a row on, a source that never acknowledged any is taken for one that does not exist. */
    private static final int SILENT = 3;

    /** From when an ACK is overdue until its 2xx has been repeated three times (RFC 3261 §13.3.1.4). */
    private static final long REPEATED_MILLIS = 3_500;

    private static final int ANSWERED_REFUSALS = 100;
    /** So many times its rate is refused with an answer, beside what is taken. */
    private static final int FAR_TOO_MANY = 4;

    private final SourceAddress address;
    private final TokenBucket calls;
    private final TokenBucket refusals;
    private final TokenBucket tooMany;
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final Deque<Awaited> late = new ArrayDeque<>();
    private int open;
    private int unanswered;
    private int overdue;
    private int silent;
    private boolean proven;

    private record Awaited(CallPermit call, long due) {}

    CallSource(SourceAddress address, int callsPerSecond, long now) {
        this.address = address;
        this.calls = new TokenBucket(callsPerSecond, now);
        this.refusals = new TokenBucket(ANSWERED_REFUSALS, now);
        this.tooMany = new TokenBucket(FAR_TOO_MANY * callsPerSecond, now);
    }

    SourceAddress address() {
        return address;
    }

    /** Whether it has acknowledged a call: then it is where it says that it is. */
    boolean proven() {
        return proven;
    }

    /** Whether it has calls that are not forgotten yet. */
    boolean busy() {
        return open > 0;
    }

    int unanswered() {
        return unanswered;
    }

    boolean tooFast(long now) {
        return calls.isEmpty(now);
    }

    /** Whether one more refusal may be answered: a proven source hears each, an unproven one may be the victim of a forger. */
    boolean hears(long now) {
        return proven || refusals.take(now);
    }

    /** Whether one more call above its rate may be refused with an answer: from five times its rate on nothing is said, whoever it is. */
    boolean hearsOfItsRate(long now) {
        return tooMany.take(now) && hears(now);
    }

    /** Whether a 2xx toward it is not worth repeating: a few in a row were repeated, and none was acknowledged. */
    boolean deaf(long now) {
        while (!proven && !late.isEmpty() && late.peek().due() <= now) {
            silent += late.poll().call().acknowledged() ? 0 : 1;
        }
        return !proven && silent >= SILENT;
    }

    void admit(long now) {
        calls.take(now);
        open++;
        unanswered++;
    }

    void finalResponse() {
        unanswered--;
    }

    void awaitAck(CallPermit call, long due) {
        while (!awaited.isEmpty() && !awaited.peek().call().awaitsAck()) {
            awaited.poll();
        }
        awaited.add(new Awaited(call, due));
        if (!proven && silent < SILENT) {
            late.add(new Awaited(call, due + REPEATED_MILLIS));
        }
    }

    /** What was due until then and has not come is overdue. */
    void overdueAt(long now) {
        while (!awaited.isEmpty()
                && (awaited.peek().due() <= now || !awaited.peek().call().awaitsAck())) {
            CallPermit call = awaited.poll().call();
            if (call.awaitsAck()) {
                call.becomeOverdue();
                overdue++;
            }
        }
    }

    /** How many calls have waited for their ACK for longer than they should. */
    int overdue() {
        return overdue;
    }

    void noLongerOverdue() {
        overdue--;
    }

    void proves() {
        proven = true;
        late.clear();
    }

    void forget() {
        open--;
        if (open == 0) {
            awaited.clear();
            late.clear();
        }
    }
}
