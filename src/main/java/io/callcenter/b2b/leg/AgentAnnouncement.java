package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import io.callcenter.message.Body;
import io.callcenter.message.Response;
import io.callcenter.message.SipUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent who hears an announcement before they are joined (docs/design/legs.md 3.5): their offer goes to the announcement, caller and current leg are not
 * touched; when it is over, or cannot be played, the switch begins.
 */
final class AgentAnnouncement extends Setup implements OfferRequest.Owner, Proposal.Owner {
    private final CallOrder.Target announcement;
    private final CallDeadlines.Deadline limit;
    private Optional<UacLeg> player = Optional.empty();
    private Optional<Proposal> theirs = Optional.empty();
    private Optional<Sdp> answer = Optional.empty();
    private Optional<OfferRequest> joining = Optional.empty();

    AgentAnnouncement(CallContext context, CallOrder.Connect order) {
        super(context, order);
        this.announcement = order.announcement().orElseThrow();
        this.limit = context.deadlines().create();
    }

    /** The announcement's own INVITE. */
    private final class Dialling implements InviteClient.Owner {
        @Override
        public void progress(Response response) {}

        @Override
        public void answered(Response response) {
            UacLeg leg = player.orElseThrow();
            SdpSide.Offer sent = leg.first().offer().orElseThrow();
            Optional<Sdp> given = Bodies.sdp(response.body()).filter(sent.sent()::fits);
            if (given.isEmpty()) {
                joinAtOnce();
                return;
            }
            leg.sdp().accepted(sent, given.get());
            answer = given.map(sent::mapBack);
            context().saves().waited(ok -> play());
        }

        @Override
        public void failed(int code, Optional<Response> response) {
            joinAtOnce();
        }

        @Override
        public void lost() {}
    }

    @Override
    Optional<Sdp> offer() {
        return instead();
    }

    @Override
    void picked(Response response) {
        theirs = Proposal.of(leg(), leg().first(), response);
        if (theirs.isEmpty()) {
            refused(488, List.of());
            return;
        }
        to(SavedLegs.Step.DIALLING);
        reportAnswer();
        context().saves().waited(ok -> {}); // at once; what waits is the announcement's own save, which comes later
        Optional<SipUri> uri = SipUri.read(announcement.uri());
        if (announcement.hop().filter(hop -> !hop.self()).isEmpty() || uri.isEmpty()) {
            joinAtOnce();
            return;
        }
        LegId id = new LegId(id().value() + "-p");
        UacLeg.Invitation invitation = context().invitation(order(), id, uri.get(), announcement.hop(), List.of());
        UacLeg leg = new UacLeg(context(), invitation, announcement.hop().orElseThrow());
        context().add(leg);
        player = Optional.of(leg);
        limit.set(context().out().in(LegSwitch.LIMIT), this::waitedEnough);
        leg.invite(invitation, theirs.map(Proposal::description), new Dialling());
    }

    /** Goes on with an announcement that played, or was over, in a former process. */
    void resume(UacLeg leg, Optional<UacLeg> playing, Instant until) {
        resume(leg, SavedLegs.Step.PLAYING);
        player = playing;
        if (playing.isPresent()) {
            limit.set(until, this::ended);
        } else {
            ended();
        }
    }

    @Override
    SavedLegs.Setup saved() {
        return new SavedLegs.Setup(order(), step(), "", since(), player.map(UacLeg::id), limit.due());
    }

    /** The announcement plays when its 2xx, and so the agent's, is on disk: before that a crash must leave nothing half there. */
    private void play() {
        if (over() || step() != SavedLegs.Step.DIALLING) {
            return;
        }
        to(SavedLegs.Step.PLAYING);
        player.orElseThrow().first().ack(Body.NONE);
        limit.set(context().out().in(context().settings().setupTimeout()), this::ended);
        theirs.orElseThrow().settle(answer.get(), this);
        context().saves().soon();
    }

    @Override
    public void settled() {}

    /** The agent's phone is elsewhere now, where the announcement is not heard: the caller is. */
    @Override
    public void moved(Sdp description) {
        ended();
    }

    @Override
    public void declined() {
        ended();
    }

    private void waitedEnough() {
        if (answer.isPresent()) {
            play();
        } else {
            joinAtOnce();
        }
    }

    /** The announcement is over: the agent is asked for a new offer, or their first one is still unanswered. */
    private void ended() {
        if (step() == SavedLegs.Step.DIALLING) {
            joinAtOnce();
            return;
        }
        to(SavedLegs.Step.JOINING);
        stopPlaying();
        theirs.ifPresent(Proposal::abandon);
        OfferRequest asking = new OfferRequest(context(), leg(), this);
        joining = Optional.of(asking);
        context().saves().soon();
        asking.start();
    }

    private void joinAtOnce() {
        if (!over()) {
            join(theirs.orElseThrow());
        }
    }

    @Override
    public void offered(Proposal proposal) {
        join(proposal);
    }

    private void join(Proposal proposal) {
        LegSwitch next = new LegSwitch(context(), order());
        theirs = Optional.empty();
        handOver(next);
        next.offered(proposal);
    }

    @Override
    public void refused(int code) {
        failed(CallEvent.Side.TARGET, code);
    }

    private void stopPlaying() {
        limit.clear();
        player.ifPresent(leg -> leg.leave(""));
    }

    @Override
    boolean involves(Leg other) {
        return has(other) || plays(other);
    }

    private boolean plays(Leg other) {
        return player.filter(leg -> leg == other).isPresent();
    }

    @Override
    void bye(Leg from) {
        if (!plays(from)) {
            super.bye(from);
        } else if (step() != SavedLegs.Step.JOINING) {
            ended();
        }
    }

    @Override
    void dead(Leg which) {
        if (plays(which)) {
            bye(which);
        } else {
            super.dead(which);
        }
    }

    @Override
    Optional<CallContext.Peer> peerFor(Leg other) {
        if (step() != SavedLegs.Step.PLAYING) {
            return Optional.empty();
        }
        if (has(other)) {
            return player.filter(leg -> !leg.left()).map(CallContext.Peer::of);
        }
        return plays(other) ? Optional.of(CallContext.Peer.of(leg())) : Optional.empty();
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        stopPlaying();
        joining.ifPresent(OfferRequest::abandon);
        theirs.ifPresent(Proposal::abandon);
    }
}
