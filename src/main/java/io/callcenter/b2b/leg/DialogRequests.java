package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.util.Optional;

/** What the peers of a call's legs ask inside their dialogs (docs/design/legs.md 3.7, 3.8): answered here or relayed to the leg's peer. */
final class DialogRequests {
    private static final int LONGEST_PAUSE = 11;

    private final CallContext context;

    DialogRequests(CallContext context) {
        this.context = context;
    }

    /** A request with a To tag that belongs to this leg by its Call-ID. */
    void handle(Leg leg, SipEvent.RequestIn in) {
        Request request = in.request();
        if (request.is(Methods.ACK)) {
            leg.heard(in.hop());
            leg.acknowledged(request);
            return;
        }
        if (!belongs(leg, request)) {
            leg.respond(in.transaction(), 481);
            return;
        }
        leg.heard(in.hop());
        Optional<Draft> refusal = refusal(leg, request);
        if (refusal.isPresent()) {
            leg.respond(in.transaction(), leg.reply(refusal.get()));
        } else if (request.is(Methods.BYE)) {
            bye(leg, in);
        } else if (request.is(Methods.PRACK)) {
            prack(leg, in);
        } else if (leg.left()) {
            leg.respond(in.transaction(), 481);
        } else if (leg.served(request).isPresent()) {
            leg.served(request).get().repeatIn(in.transaction());
        } else if (!leg.dialog().newer(request.cseq())) {
            leg.respond(in.transaction(), 500);
        } else {
            inside(leg, in);
        }
    }

    private Optional<Draft> refusal(Leg leg, Request request) {
        boolean transfers = leg instanceof UacLeg ours && ours.transfers();
        if (transfers && request.is(Methods.REFER)) {
            return ReferRequest.refusal(request);
        }
        boolean joins = request.is(Methods.REFER) && leg instanceof CallerLeg caller && caller.mayJoin(request);
        return joins || transfers && EventRequests.isOne(request)
                ? Optional.empty()
                : Screening.refusal(request, context.settings().rules());
    }

    private void prack(Leg leg, SipEvent.RequestIn in) {
        if (leg instanceof CallerLeg caller) {
            caller.acknowledgesProvisional(in);
        } else {
            leg.respond(in.transaction(), 481);
        }
    }

    private boolean belongs(Leg leg, Request request) {
        Dialog dialog = leg.dialog();
        if (leg instanceof CallerLeg caller) {
            return caller.hasTag(request.to().tag().text())
                    && request.from().tag().equals(dialog.remote().tag());
        }
        Tag theirs = dialog.remote().tag();
        return request.to().tag().equals(dialog.local().tag())
                && (theirs.isEmpty() || request.from().tag().equals(theirs));
    }

    private void inside(Leg leg, SipEvent.RequestIn in) {
        switch (in.request().method().text()) {
            case "INVITE" -> invite(leg, in);
            case "UPDATE" -> update(leg, in);
            case "OPTIONS" -> leg.respond(in.transaction(), leg.reply(200).with(leg.capabilities()));
            case "REFER" -> refer(leg, in);
            case "SUBSCRIBE", "NOTIFY" -> EventRequests.answer((UacLeg) leg, in);
            default -> text(leg, in);
        }
    }

    /** BYE gets its 200 at once, never after the peer's answer. */
    private void bye(Leg leg, SipEvent.RequestIn in) {
        leg.dialog().newer(in.request().cseq());
        if (leg.left()) {
            leg.respond(in.transaction(), 200);
            leg.byeCrossed(in.request().from().tag());
            return;
        }
        if (leg == context.caller() && !context.caller().answered()) {
            leg.respond(in.transaction(), 200);
            context.ending().callerGone(CallEvent.How.CANCEL, Ending.reason(in.request()), 487);
            return;
        }
        leg.server().ifPresent(InviteServer::abandon);
        leg.respond(in.transaction(), 200);
        leg.leftByPeer(in.request().from().tag());
        if (leg == context.caller()) {
            context.ending().callerGone(CallEvent.How.BYE, Ending.reason(in.request()));
            return;
        }
        if (context.currentLeg().filter(r -> r == leg).isPresent()) {
            context.ending().currentEnded(CallEvent.By.PEER);
        } else if (context.aside().filter(aside -> aside == leg).isPresent()) {
            context.ending().asideEnded((UacLeg) leg, CallEvent.By.PEER);
        } else {
            context.setups().stream().filter(s -> s.involves(leg)).findFirst().ifPresent(s -> s.bye(leg));
        }
    }

    private void invite(Leg leg, SipEvent.RequestIn in) {
        Optional<Sdp> offer = Bodies.sdp(in.request().body());
        Optional<Draft> refusal = refusal(leg, offer);
        if (refusal.isPresent()) {
            leg.respond(in.transaction(), refusal.get());
            return;
        }
        leg.dialog().refresh(in.request());
        offer.ifPresent(theirs -> resumes(leg, theirs));
        InviteServer server = new InviteServer(leg, in.transaction(), in.request());
        leg.gate().to(InviteGate.State.IN);
        leg.serve(server);
        Optional<Leg> peer = reachable(leg);
        if (peer.isPresent()) {
            new InviteRelay(context, leg, peer.get(), in.request(), server).start();
        } else if (offer.filter(leg.sdp()::refresh).isPresent()) {
            String body = leg.sdp().answerAgain(offer.get()).orElseThrow();
            server.accept(
                    leg.acceptance(SessionTimer.Wish.of(in.request()), Body.sdp(body)),
                    ack -> {},
                    () -> context.ending().silent(leg));
        } else {
            server.refuse(leg.reply(491));
        }
    }

    private void refer(Leg leg, SipEvent.RequestIn in) {
        if (leg instanceof CallerLeg caller) {
            join(caller, in);
        } else {
            refer((UacLeg) leg, in);
        }
    }

    /** A caller who has called somebody for a caller of theirs, and wants the two joined, once at a time. */
    private void join(CallerLeg caller, SipEvent.RequestIn in) {
        if (context.ending().over() || caller.referral().filter(Referral::open).isPresent()) {
            caller.respond(in.transaction(), 491);
        } else {
            caller.refer(in.transaction(), in.request());
        }
    }

    /** An agent who talks to the caller, or what the caller hears, may transfer them, once at a time; an INVITE of theirs that is open does not stand in the way. */
    private void refer(UacLeg leg, SipEvent.RequestIn in) {
        boolean talks =
                context.currentLeg().filter(r -> r == leg && leg.isConfirmed()).isPresent()
                        && context.caller().confirmed()
                        && !context.ending().over()
                        && context.setups().stream().noneMatch(Setup::talks)
                        && leg.referral().filter(Referral::open).isEmpty();
        if (talks) {
            leg.refer(in.transaction(), in.request());
        } else {
            leg.respond(in.transaction(), 491);
        }
    }

    /** Who has asked for a transfer and resumes the session before the target was joined wants the caller back. */
    private void resumes(Leg leg, Sdp offer) {
        Optional<UacLeg> asked = context.transferor().filter(transferor -> transferor == leg);
        boolean undecided = asked.isPresent()
                && context.setups().stream().anyMatch(Setup::transfers)
                && context.setups().stream().noneMatch(Setup::asksCaller);
        if (undecided && leg.sdp().received().filter(Sdp::holds).isPresent() && !offer.holds()) {
            context.setups().forEach(Setup::dropped);
            context.out().takenBack(asked.get().id());
        }
    }

    private void update(Leg leg, SipEvent.RequestIn in) {
        Optional<Sdp> offer = Bodies.sdp(in.request().body());
        boolean relayed = offer.isPresent()
                && early(leg)
                && context.setups().stream()
                        .anyMatch(s -> s.relaysEarly(
                                leg, in.request(), offer.get(), reply -> leg.respond(in.transaction(), reply)));
        if (relayed) {
            return;
        }
        Optional<Draft> refusal = offer.isEmpty() ? Optional.empty() : refusal(leg, offer);
        if (refusal.isPresent()) {
            leg.respond(in.transaction(), refusal.get());
            return;
        }
        leg.dialog().refresh(in.request());
        offer.ifPresent(theirs -> resumes(leg, theirs));
        Optional<Leg> peer = reachable(leg);
        if (offer.isEmpty()) {
            leg.respond(
                    in.transaction(),
                    early(leg) ? leg.acceptance() : leg.acceptance(SessionTimer.Wish.of(in.request()), Body.NONE));
            context.saves().soon();
        } else if (peer.isPresent()) {
            new UpdateRelay(context, leg, peer.get(), in, offer.get()).start();
        } else if (leg.sdp().refresh(offer.get())) {
            String body = leg.sdp().answerAgain(offer.get()).orElseThrow();
            leg.respond(in.transaction(), leg.acceptance(SessionTimer.Wish.of(in.request()), Body.sdp(body)));
        } else {
            leg.respond(in.transaction(), 491);
        }
    }

    /** The peer, when it can be asked now. */
    private Optional<Leg> reachable(Leg leg) {
        return context.peerFor(leg)
                .map(CallContext.Peer::leg)
                .filter(peer -> peer.gate().free());
    }

    /** Why an offer, or the wish for one, cannot be taken from that leg at all now. */
    private Optional<Draft> refusal(Leg leg, Optional<Sdp> offer) {
        if (early(leg) || leg.gate().state() == InviteGate.State.IN) {
            return Optional.of(notNow(leg));
        }
        if (!leg.gate().free()) {
            return Optional.of(leg.reply(491));
        }
        return Optional.empty();
    }

    private boolean early(Leg leg) {
        return setup(leg).filter(s -> !s.answered()).isPresent()
                || leg == context.caller() && !context.caller().answered();
    }

    private Optional<Setup> setup(Leg leg) {
        return context.setups().stream().filter(s -> s.involves(leg)).findFirst();
    }

    private void text(Leg leg, SipEvent.RequestIn in) {
        boolean early = setup(leg).isPresent()
                || context.currentLeg().filter(r -> r == leg).isPresent()
                        && !context.caller().confirmed();
        if (early && context.peerFor(leg).isEmpty()) {
            leg.respond(in.transaction(), notNow(leg));
        } else {
            leg.texts().relay(in);
        }
    }

    private Draft notNow(Leg leg) {
        String pause = String.valueOf(context.names().random(LONGEST_PAUSE));
        return leg.reply(500).with(HeaderName.RETRY_AFTER, pause);
    }
}
