package io.callcenter.b2b.leg;

import io.callcenter.b2b.SipOrder;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.Request;
import io.callcenter.message.Via;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One INVITE of a leg's peer: its final response, the repetition of a 2xx until the ACK comes (RFC 3261 §13.3.1.4), and silence instead of it. */
final class InviteServer {
    /** Who answers it. */
    interface Owner {
        /** A CANCEL for it came and was answered. */
        void cancelled(Request cancel);

        /** Its sender leaves the call and got 487. */
        void abandoned();
    }

    private enum State {
        OPEN,
        ANSWERED,
        DONE
    }

    private final Leg leg;
    private final String transaction;
    private final String branch;
    private final long number;
    private final Optional<Head> anew;
    private final CallDeadlines.Deadline repetition;
    private final CallDeadlines.Deadline wait;
    private State state = State.OPEN;
    private Optional<Draft> last = Optional.empty();
    private Optional<Owner> owner = Optional.empty();
    private Consumer<Request> acked = ack -> {};

    InviteServer(Leg leg, String transaction, Request request) {
        this(leg, transaction, request.via(), request.cseq(), Optional.empty());
    }

    /** One whose server transaction was lost with a former process: responses are built from what is known of the request. */
    InviteServer(Leg leg, Head head) {
        this(leg, "", head.via(), head.cseq(), Optional.of(head));
    }

    private InviteServer(Leg leg, String transaction, Via via, CSeq cseq, Optional<Head> anew) {
        this.leg = leg;
        this.transaction = transaction;
        this.branch = via.branch();
        this.number = cseq.number();
        this.anew = anew;
        this.repetition = leg.context().deadlines().create();
        this.wait = leg.context().deadlines().create();
    }

    boolean is(String name) {
        return transaction.equals(name);
    }

    /** What is kept of it when the call is over: a refusal may be repeated. */
    EndedLeg.First ended() {
        int code = last.map(Draft::code).filter(refusal -> refusal >= 300).orElse(481);
        return new EndedLeg.First(transaction, branch, number, code);
    }

    /** Its number. */
    long number() {
        return number;
    }

    void ownedBy(Owner who) {
        owner = Optional.of(who);
    }

    /** Its CANCEL came: what that leads to is the owner's business, unless it was answered already. */
    void cancel(Request cancel) {
        if (open()) {
            owner.ifPresent(o -> o.cancelled(cancel));
        }
    }

    /** Its sender leaves: an open one gets 487 (RFC 3261 §15.1.2). */
    void abandon() {
        if (open()) {
            refuse(leg.reply(487));
            owner.ifPresent(Owner::abandoned);
        }
    }

    /** No final response yet. */
    boolean open() {
        return state == State.OPEN;
    }

    boolean awaitsAck() {
        return state == State.ANSWERED;
    }

    Optional<Draft> last() {
        return last;
    }

    void provisional(Draft response) {
        send(response);
    }

    /** Accepts it: the 2xx is repeated until its ACK comes; after 64*T1 without it {@code silence} happens. */
    void accept(Draft ok, Consumer<Request> whenAcked, Runnable silence) {
        state = State.ANSWERED;
        acked = whenAcked;
        leg.gate().to(InviteGate.State.ACK_AWAITED);
        repeat(ok, CallDeadlines.T1);
        wait.set(leg.context().out().in(CallDeadlines.T64), () -> {
            over();
            silence.run();
        });
    }

    void refuse(Draft response) {
        state = State.DONE;
        leg.gate().to(InviteGate.State.FREE);
        send(response);
    }

    /** The ACK for its 2xx. */
    void ack(Request ack) {
        if (state == State.ANSWERED && ack.cseq().number() == number) {
            over();
            acked.accept(ack);
        }
    }

    /** It was answered and acknowledged in a former process. */
    void close() {
        state = State.DONE;
    }

    /** The dialog ends: the 2xx need no longer be repeated. */
    void stop() {
        if (state == State.ANSWERED) {
            over();
        }
    }

    /** Whether that is this request again. */
    boolean isRepeatedBy(Request other) {
        return branch.equals(other.via().branch()) && number == other.cseq().number();
    }

    /** The same request came once more in another transaction: our last response is repeated there. */
    void repeatIn(String other) {
        last.ifPresent(response -> leg.context().out().order(new SipOrder.Respond(other, response)));
    }

    private void over() {
        state = State.DONE;
        repetition.clear();
        wait.clear();
        leg.gate().to(InviteGate.State.FREE);
    }

    private void repeat(Draft ok, Duration pause) {
        send(ok);
        Duration next = pause.multipliedBy(2);
        repetition.set(
                leg.context().out().in(pause),
                () -> repeat(ok, next.compareTo(CallDeadlines.T2) > 0 ? CallDeadlines.T2 : next));
    }

    private void send(Draft response) {
        last = Optional.of(response);
        leg.context()
                .out()
                .order(
                        anew.isPresent()
                                ? new SipOrder.RespondAnew(
                                        anew.get(), response, leg.dialog().hop())
                                : new SipOrder.Respond(transaction, response));
    }
}
