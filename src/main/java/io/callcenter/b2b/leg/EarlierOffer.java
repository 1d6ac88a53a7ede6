package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Response;
import java.util.Optional;

/**
 * What a leg has answered to a description that its partner had given before, since it takes no INVITE without an offer (docs/design/legs.md 3.3).
 * If the partner, asked to take that, describes itself as before, both are joined; else the leg is told, once, by a re-INVITE.
 */
final class EarlierOffer implements Proposal, InviteClient.Owner {
    private static final int ATTEMPTS = 5;

    private final UacLeg leg;
    private final InviteClient first;
    private final Sdp before;
    private final CallDeadlines.Deadline pause;
    private final Runnable job = this::send;
    private Sdp description;
    private Optional<Sdp> answer = Optional.empty();
    private Optional<Owner> owner = Optional.empty();
    private Optional<InviteClient> second = Optional.empty();
    private int glares;
    private boolean over;

    /**
     * @param before what the partner had described
     * @param description the leg's answer to that, in its order
     */
    EarlierOffer(UacLeg leg, InviteClient first, Sdp before, Sdp description) {
        this.leg = leg;
        this.first = first;
        this.before = before;
        this.description = description;
        this.pause = leg.context().deadlines().create();
    }

    @Override
    public InviteClient client() {
        return first;
    }

    @Override
    public Sdp description() {
        return description;
    }

    @Override
    public void settle(Sdp given, Owner who) {
        if (first.state() == InviteClient.State.ANSWERED) {
            first.ack(Body.NONE);
        }
        if (answer.isPresent() || before.samePlaces(given, description)) {
            who.settled();
            return;
        }
        answer = Optional.of(given);
        owner = Optional.of(who);
        leg.gate().whenFree(job);
    }

    @Override
    public void abandon() {
        over = true;
        pause.clear();
        leg.gate().forget(job);
    }

    private void send() {
        if (!over && !leg.left()) {
            second = Optional.of(leg.reinvite(answer.map(leg.sdp()::offer), this));
        }
    }

    @Override
    public void progress(Response response) {}

    @Override
    public void answered(Response response) {
        InviteClient asked = second.orElseThrow();
        SdpSide.Offer sent = asked.offer().orElseThrow();
        asked.ack(Body.NONE);
        Optional<Sdp> theirs = Bodies.sdp(response.body());
        theirs.ifPresent(sdp -> leg.sdp().accepted(sent, sdp));
        if (over) {
            return;
        }
        Optional<Sdp> fitting = theirs.filter(sent.sent()::fits).map(sent::mapBack);
        if (fitting.isEmpty()) {
            owner.orElseThrow().declined();
        } else if (description.samePlaces(fitting.get(), fitting.get())) {
            owner.orElseThrow().settled();
        } else {
            description = fitting.get();
            owner.orElseThrow().moved(description);
        }
    }

    @Override
    public void failed(int code, Optional<Response> response) {
        second = Optional.empty();
        if (over) {
            return;
        }
        if (code == 491 && glares < ATTEMPTS) {
            glares++;
            pause.set(leg.context().out().in(leg.glarePause()), () -> leg.gate().whenFree(job));
        } else {
            owner.orElseThrow().declined();
        }
    }

    @Override
    public void lost() {
        abandon();
    }
}
