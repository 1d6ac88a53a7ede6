package io.callcenter.b2b;

import io.callcenter.message.Body;
import io.callcenter.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The move of an answered caller to another leg (docs/design/legs.md 3.3): the leg is asked for an offer, the caller is asked to take it, and only
 * when he has taken it the leg gets his answer and the former right leg its BYE.
 */
final class Switch extends Setup implements Ask.Owner {
    /** How long it may take from the target's 2xx on; below 64*T1, so that the target still waits for its ACK. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final Deadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<InviteClient> owed = Optional.empty();
    private Optional<Sdp> answer = Optional.empty();
    private boolean saved;

    Switch(Room room, CallOrder.Connect order) {
        super(room, order);
        this.limit = room.deadlines().create();
    }

    @Override
    Optional<Sdp> offer() {
        return Optional.empty();
    }

    @Override
    void picked(Response response) {
        Optional<Sdp> theirs =
                Bodies.sdp(response.body()).filter(sdp -> sdp.medium().isPresent());
        if (theirs.isEmpty()) {
            refused(488, List.of());
            return;
        }
        reportAnswer();
        offered(leg().first(), theirs.get());
    }

    /** From the target's offer on: it is saved before the 2xx that had it gets its ACK. */
    void offered(InviteClient client, Sdp theirs) {
        room().saves().waited(this::saved);
        join(client, theirs, room().turn().in(LIMIT));
    }

    /** Goes on with what a former process began: the caller is asked once more, which is harmless if he was. */
    void resume(UacLeg leg, InviteClient client) {
        take(leg);
        answerIsReported();
        offered(client, client.theirs());
    }

    @Override
    SavedLegs.Setup saved() {
        SavedLegs.Setup plain = saved(answered() ? SavedLegs.Step.SWITCHING : SavedLegs.Step.RINGING);
        String branch = owed.map(client -> client.request().branch()).orElse("");
        return new SavedLegs.Setup(
                plain.order(), plain.step(), branch, plain.since(), Optional.empty(), Optional.empty());
    }

    private void join(InviteClient client, Sdp theirs, Instant until) {
        owed = Optional.of(client);
        limit.set(until, this::late);
        room().setups().stream()
                .filter(other -> other != this && talks() && other instanceof Switch)
                .forEach(other -> ((Switch) other).makeWay());
        room().returning().ifPresent(Return::skip);
        Ask asking = new Ask(room(), leg(), theirs, until, this);
        ask = Optional.of(asking);
        asking.start();
    }

    /** An agent has answered first: the queue announcement is given up, unless the caller has already been asked to take it. */
    private void makeWay() {
        if (ask.isEmpty() || !ask.get().committed()) {
            dropped();
        }
    }

    private void saved(boolean ok) {
        saved = true;
        joinNow();
    }

    @Override
    public void accepted(Sdp given) {
        answer = Optional.of(given);
        joinNow();
    }

    private void joinNow() {
        if (over() || !saved || answer.isEmpty()) {
            return;
        }
        InviteClient client = owed.orElseThrow();
        client.ack(Body.sdp(leg().sdp().answer(client.theirs(), answer.get())));
        connected();
    }

    @Override
    public void unfit() {
        failed(CallEvent.Side.CALLER, 488);
    }

    @Override
    public void refused(int code) {
        failed(CallEvent.Side.CALLER, code);
    }

    private void late() {
        if (answer.isPresent()) {
            saved(false);
        } else {
            failed(CallEvent.Side.CALLER, 408);
        }
    }

    @Override
    boolean answered() {
        return owed.isPresent();
    }

    @Override
    boolean asksCaller() {
        return answered();
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        limit.clear();
        ask.ifPresent(Ask::abandon);
    }
}
