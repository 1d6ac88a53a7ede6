package io.callcenter.b2b.leg;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The INVITE gate of a dialog (docs/design/legs.md 1): who has an INVITE, or an UPDATE with an offer, open there. We start one only in
 * {@link State#FREE} (RFC 3261 §14.1); jobs wait in order.
 */
final class InviteGate {
    /** Who is in the gate. */
    enum State {
        FREE,
        /** The peer's request has no final response of ours yet. */
        IN,
        /** Our request has no final response yet. */
        OUT,
        /** Our INVITE was answered with 2xx, our ACK is due. */
        ACK_OWED,
        /** We answered the peer's INVITE with 2xx, its ACK is due. */
        ACK_AWAITED;

        boolean leadsTo(State next) {
            return switch (this) {
                case FREE -> next == IN || next == OUT;
                case IN -> next == FREE || next == ACK_AWAITED;
                case OUT -> next == FREE || next == ACK_OWED;
                case ACK_OWED, ACK_AWAITED -> next == FREE;
            };
        }
    }

    private final OutputBuilder out;
    private final Deque<Runnable> jobs = new ArrayDeque<>();
    private State state;

    InviteGate(OutputBuilder out, State state) {
        this.out = out;
        this.state = state;
    }

    State state() {
        return state;
    }

    boolean free() {
        return state == State.FREE;
    }

    /** Changes the state; a step that no dialog can make is a broken program. */
    void to(State next) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException("INVITE gate from " + state + " to " + next);
        }
        state = next;
        if (next == State.FREE) {
            out.afterwards(this::next);
        }
    }

    /** Runs the job as soon as the gate is free and the jobs before it are done: now, if it is. */
    void whenFree(Runnable job) {
        jobs.add(job);
        next();
    }

    /** The job is no longer wanted. */
    void forget(Runnable job) {
        jobs.remove(job);
    }

    private void next() {
        while (free() && !jobs.isEmpty()) {
            jobs.poll().run();
        }
    }
}
