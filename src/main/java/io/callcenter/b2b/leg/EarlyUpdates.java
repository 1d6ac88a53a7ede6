package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Offers between an unanswered caller and the one target whose reliable answer they have acknowledged (RFC 3311 §5): relayed as UPDATE in either early
 * dialog, one at a time. Whoever does not take UPDATE is not asked.
 */
final class EarlyUpdates {
    private final CallerLeg caller;
    private final UacLeg leg;
    private final EarlyDialogs.Face face;
    private final Dialog towardCaller;
    private final Dialog towardTarget;
    private Optional<Open> open = Optional.empty();
    private boolean changed;
    private boolean over;

    /** An offer whose sender waits: how to answer it, with what where it is not taken, and with what where it cannot be taken now. */
    private record Open(Consumer<Draft> sender, Draft refusal, Draft notNow) {}

    /**
     * @param face what the caller has acknowledged
     * @param towardTarget the early dialog of that answer
     */
    EarlyUpdates(CallerLeg caller, UacLeg leg, EarlyDialogs.Face face, Dialog towardTarget) {
        this.caller = caller;
        this.leg = leg;
        this.face = face;
        this.towardTarget = towardTarget;
        this.towardCaller = caller.dialog().under(new Tag(face.tag()));
    }

    EarlyDialogs.Face face() {
        return face;
    }

    /** Whether it is with the target's dialog of that tag. */
    boolean with(Tag tag) {
        return towardTarget.remote().tag().equals(tag);
    }

    /** Whether an offer was taken, so that the descriptions of the first answer no longer hold. */
    boolean changed() {
        return changed;
    }

    /** Relays an offer of the caller; says whether it could be. The answer to their request is given later. */
    boolean fromCaller(Request request, Sdp offer, Consumer<Draft> respond) {
        boolean theirs = request.to().tag().text().equals(face.tag());
        if (!theirs || busy() || !towardTarget.updates()) {
            return false;
        }
        SdpSide.Offer sent = leg.sdp().offer(offer);
        Open waiting = new Open(respond, caller.earlyReply(request, 488), later(caller.earlyReply(request, 500)));
        relay(leg, towardTarget, sent, waiting, answer -> {
            leg.sdp().accepted(sent, answer);
            String text = face.sdp().answer(offer, sent.mapBack(answer));
            return caller.earlyReply(request, 200).with(Body.sdp(text));
        });
        return true;
    }

    /** Relays an offer of the target. */
    boolean fromTarget(Sdp offer, Consumer<Draft> respond) {
        if (busy() || !towardCaller.updates()) {
            return false;
        }
        SdpSide.Offer sent = face.sdp().offer(offer);
        Open waiting = new Open(respond, leg.reply(488), later(leg.reply(500)));
        relay(caller, towardCaller, sent, waiting, answer -> {
            face.sdp().accepted(sent, answer);
            return leg.acceptance().with(Body.sdp(leg.sdp().answer(offer, sent.mapBack(answer))));
        });
        return true;
    }

    private boolean busy() {
        return over || open.isPresent();
    }

    private interface Taken {
        /** The peer has answered: what the sender of the offer gets. */
        Draft by(Sdp answer);
    }

    private static Draft later(Draft refusal) {
        return refusal.with(HeaderName.RETRY_AFTER, "2");
    }

    private void relay(Leg to, Dialog in, SdpSide.Offer sent, Open waiting, Taken taken) {
        open = Optional.of(waiting);
        Draft update = to.request(in, Methods.UPDATE).with(HeaderName.ALLOW, Screening.ALLOW);
        to.ask(in, update.with(Body.sdp(sent.text())), (code, response) -> {
            Optional<Sdp> answer = code < 300 ? answer(response, sent) : Optional.empty();
            if (over) {
                answer.ifPresent(late -> to.context().diverged(to));
            } else {
                Optional<Draft> reply = answer.map(taken::by);
                changed |= reply.isPresent();
                open = Optional.empty();
                waiting.sender().accept(reply.orElse(waiting.refusal()));
            }
        });
    }

    private static Optional<Sdp> answer(Optional<Response> response, SdpSide.Offer sent) {
        return response.flatMap(r -> Bodies.sdp(r.body())).filter(sent.sent()::fits);
    }

    /** The target is answered, or gone: an offer that is still open is refused for now. */
    void close() {
        over = true;
        open.ifPresent(waiting -> waiting.sender().accept(waiting.notNow()));
        open = Optional.empty();
        caller.dialog().continueAfter(towardCaller.state().cseq());
    }
}
