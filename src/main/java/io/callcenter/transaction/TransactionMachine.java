package io.callcenter.transaction;

/** A machine with a deadline and something to repeat until then. One timer serves both, so that a finished one stays small. */
abstract class TransactionMachine {
    static final long NEVER = Long.MAX_VALUE;

    final TransactionContext context;
    private final TimerWheel.Timer timer = new TimerWheel.Timer(this::fire);
    private long deadline = NEVER;
    private long repeatAt = NEVER;
    private long interval;
    private long longest;

    TransactionMachine(TransactionContext context) {
        this.context = context;
    }

    /** The deadline has come; nothing is repeated any more. */
    abstract void expired(long now);

    /** It is time to say the same again. */
    abstract void repeat();

    final void deadlineAt(long at) {
        deadline = at;
        arm();
    }

    /** Repeats after {@code first}, then twice as long each time up to {@code most}. */
    final void repeatFrom(long now, long first, long most) {
        repeatAt = now + first;
        interval = first;
        longest = most;
        arm();
    }

    /** From the next time on, repetitions are that far apart (RFC 3261 §17.1.2.2, Timer E after a provisional response). */
    final void slowDown(long apart) {
        interval = apart;
        longest = apart;
    }

    final void stopRepeating() {
        repeatAt = NEVER;
        arm();
    }

    final void stop() {
        deadline = NEVER;
        stopRepeating();
    }

    private void arm() {
        long at = Math.min(deadline, repeatAt);
        if (at == NEVER) {
            context.wheel.cancel(timer);
        } else {
            context.wheel.set(timer, at);
        }
    }

    private void fire(long now) {
        if (deadline <= now) {
            stop();
            expired(now);
            return;
        }
        if (repeatAt <= now) {
            interval = Math.min(2 * interval, longest);
            // Counted from when it was due, so that lateness does not add up; a loop that was late by more does not
            // catch up in a burst.
            repeatAt = repeatAt + interval > now ? repeatAt + interval : now + interval;
            repeat();
        }
        arm();
    }
}
