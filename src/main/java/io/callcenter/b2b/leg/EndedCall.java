package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.ids.CallId;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a call that each peer knows to be over: as much as late and repeated messages need for 64*T1 (RFC 3261 §13.3.1.4), and nothing of what the
 * call was. One thread at a time.
 */
final class EndedCall {
    private final CallId call;
    private final LegSettings settings;
    private final FreshNames names;
    private final List<EndedLeg> legs;
    private final Instant end;
    private boolean gone;

    private EndedCall(CallContext context, List<EndedLeg> legs, Instant end) {
        this.call = context.call();
        this.settings = context.settings();
        this.names = context.names();
        this.legs = List.copyOf(legs);
        this.end = end;
    }

    /** What is kept of that call; empty while something is still to be done, or to be waited for, but the end of its legs' tombstones. */
    static Optional<EndedCall> of(CallContext context) {
        boolean waits = !context.ending().over()
                || !context.setups().isEmpty()
                || !context.saves().idle()
                || context.deadlines().count() != context.legs().size();
        if (waits) {
            return Optional.empty();
        }
        List<EndedLeg> legs = new ArrayList<>(context.legs().size());
        Instant end = Instant.MIN;
        for (Leg leg : context.legs()) {
            Optional<EndedLeg> ended = leg.ended();
            if (ended.isEmpty()) {
                return Optional.empty();
            }
            legs.add(ended.get());
            Instant due = leg.tombstone().orElseThrow();
            end = due.isAfter(end) ? due : end;
        }
        return legs.isEmpty() ? Optional.empty() : Optional.of(new EndedCall(context, legs, end));
    }

    /** When its messages are no longer expected; empty when that was. */
    Optional<Instant> nextDeadline() {
        return gone ? Optional.empty() : Optional.of(end);
    }

    boolean gone() {
        return gone;
    }

    /** Takes one input. Of orders only those count by which a leg of another call is on its way: nothing of it is kept. */
    LegOutput handle(LegInput input, Instant now) {
        List<SipOrder> orders = new ArrayList<>(2);
        if (gone) {
            return LegOutput.NOTHING;
        } else if (input instanceof SipEvent.RequestIn in) {
            request(in, orders);
        } else if (input instanceof SipEvent.CancelIn in) {
            boolean known = legs.stream().anyMatch(leg -> leg.began(in.inviteTransaction()));
            respond(
                    in.transaction(),
                    Draft.response(known ? 200 : 481),
                    legs.get(0).tag(),
                    orders);
        } else if (input instanceof SipEvent.ResponseIn in) {
            response(in, orders);
        } else if (input instanceof CallOrder order) {
            order(order, orders);
        } else if (input instanceof SipEvent.Wake && !now.isBefore(end)) {
            gone = true;
            legs.forEach(leg -> orders.addAll(leg.names()));
            orders.add(new SipOrder.Forget(call));
        }
        return orders.isEmpty() ? LegOutput.NOTHING : new LegOutput(orders, List.of());
    }

    private void order(CallOrder order, List<SipOrder> orders) {
        if (order instanceof CallOrder.Hand hand) {
            orders.add(new SipOrder.HandOver(hand.failed()));
        } else if (order instanceof CallOrder.Adopt adopt) {
            adopt.from().ifPresent(leg -> end(leg, adopt.done(), orders));
            orders.add(new SipOrder.HandOver(adopt.by().back(Optional.empty())));
        } else if (order instanceof CallOrder.GiveBack back) {
            back.from().ifPresent(leg -> end(leg, back.done(), orders));
        }
    }

    private void end(SavedLegs.Leg leg, CallOrder.Adopted done, List<SipOrder> orders) {
        orders.add(CallLegs.bye(leg, settings, names));
        orders.add(new SipOrder.HandOver(done));
    }

    private void request(SipEvent.RequestIn in, List<SipOrder> orders) {
        Request request = in.request();
        if (request.is(Methods.ACK)) {
            return;
        }
        Optional<EndedLeg> leg = leg(request.callId().text());
        if (request.to().tag().isEmpty()) {
            outside(in, leg.isPresent(), orders);
        } else if (leg.isEmpty()) {
            orders.add(new SipOrder.Respond(
                    in.transaction(), Draft.response(481, request.to().tag())));
        } else {
            boolean ends = leg.get().belongs(request) && request.is(Methods.BYE);
            respond(
                    in.transaction(),
                    Draft.response(ends ? 200 : 481),
                    leg.get().tag(),
                    orders);
        }
    }

    /** The caller's INVITE once more, or somebody who wants the place of a party of the call. */
    private void outside(SipEvent.RequestIn in, boolean known, List<SipOrder> orders) {
        Request request = in.request();
        if (!request.is(Methods.INVITE) || !request.has(HeaderName.REPLACES)) {
            int merged = request.is(Methods.INVITE) ? 482 : 481;
            int code = legs.stream()
                    .flatMap(leg -> leg.repeated(request).stream())
                    .findFirst()
                    .orElse(merged);
            respond(in.transaction(), Draft.response(code), legs.get(0).tag(), orders);
            return;
        }
        String callId = request.callId().text();
        Optional<DialogName> name = request.first(HeaderName.REPLACES).flatMap(DialogName::read);
        boolean ours = name.filter(dialog -> legs.stream().anyMatch(leg -> leg.isDialog(dialog)))
                .isPresent();
        respond(in.transaction(), Draft.response(ours ? 603 : 481), new Tag(names.tag(callId)), orders);
        if (!known) {
            String theirs = TakerLeg.remoteName(request.from().tag().text());
            orders.add(new SipOrder.Unbind(callId, theirs));
        }
    }

    private void response(SipEvent.ResponseIn in, List<SipOrder> orders) {
        int code = in.response().code();
        if (code < 200 || code >= 300 || !in.response().cseq().method().equals(Methods.INVITE)) {
            return;
        }
        legs.stream()
                .filter(leg -> leg.owns(in.branch()))
                .findFirst()
                .or(() -> leg(in.response().callId().text()))
                .ifPresent(leg -> leg.late(in, settings.product(), names, orders));
    }

    private Optional<EndedLeg> leg(String callId) {
        return legs.stream().filter(leg -> leg.callId().equals(callId)).findFirst();
    }

    private void respond(String transaction, Draft response, Tag tag, List<SipOrder> orders) {
        Draft whole = response.tagged(tag).with(HeaderName.SERVER, FieldValue.of(settings.product()));
        orders.add(new SipOrder.Respond(transaction, whole));
    }
}
