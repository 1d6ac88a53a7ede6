package io.callcenter.b2b.leg;

import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import java.time.Duration;
import java.util.Optional;

/** An UPDATE with an offer on its way to the leg's peer: as UPDATE where the peer takes it, else as re-INVITE (docs/design/legs.md 3.8). */
final class UpdateRelay implements InviteClient.Owner {
    /** Below the 64*T1 after which the sender gives its UPDATE up. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CallContext context;
    private final Leg from;
    private final Leg to;
    private final SipEvent.RequestIn in;
    private final Sdp offer;
    private final CallDeadlines.Deadline limit;
    private Optional<InviteClient> client = Optional.empty();
    private boolean open = true;

    UpdateRelay(CallContext context, Leg from, Leg to, SipEvent.RequestIn in, Sdp offer) {
        this.context = context;
        this.from = from;
        this.to = to;
        this.in = in;
        this.offer = offer;
        this.limit = context.deadlines().create();
    }

    void start() {
        from.gate().to(InviteGate.State.IN);
        SdpSide.Offer sent = to.sdp().offer(offer);
        if (to.dialog().updates()) {
            to.gate().to(InviteGate.State.OUT);
            Draft update = to.timer().asking(to.request(to.dialog(), Methods.UPDATE));
            to.ask(to.dialog(), update.with(Body.sdp(sent.text())), (code, response) -> {
                to.gate().to(InviteGate.State.FREE);
                updated(sent, code, response);
            });
        } else {
            limit.set(context.out().in(LIMIT), this::late);
            client = Optional.of(to.reinvite(Optional.of(sent), this));
        }
    }

    private void updated(SdpSide.Offer sent, int code, Optional<Response> response) {
        if (code < 300 && response.isPresent()) {
            to.updated(response.get());
            taken(sent, Bodies.sdp(response.get().body()));
        } else {
            failed(code, response);
        }
    }

    private void taken(SdpSide.Offer sent, Optional<Sdp> theirs) {
        theirs.ifPresent(answer -> to.sdp().accepted(sent, answer));
        if (!open) {
            context.diverged(to);
        } else if (theirs.isEmpty()) {
            respond(from.reply(488));
        } else {
            String text = from.sdp().answer(offer, sent.mapBack(theirs.get()));
            respond(from.acceptance(SessionTimer.Wish.of(in.request()), Body.sdp(text)));
            context.joined(from, to);
        }
        context.saves().soon();
    }

    private void respond(Draft response) {
        open = false;
        limit.clear();
        from.respond(in.transaction(), response);
        from.gate().to(InviteGate.State.FREE);
    }

    private void late() {
        respond(from.reply(500).with(HeaderName.RETRY_AFTER, "10"));
        client.ifPresent(c -> c.cancel(""));
    }

    @Override
    public void progress(Response response) {}

    @Override
    public void answered(Response response) {
        InviteClient asked = client.orElseThrow();
        asked.ack(Body.NONE);
        taken(asked.offer().orElseThrow(), Bodies.sdp(response.body()));
    }

    @Override
    public void failed(int code, Optional<Response> response) {
        if (open) {
            respond(from.reply(Refusals.relayed("UPDATE", code)));
        }
        if (Refusals.endsDialog(code, response)) {
            context.ending().dead(to);
        }
    }

    @Override
    public void lost() {
        if (open) {
            respond(from.reply(491));
        }
    }
}
