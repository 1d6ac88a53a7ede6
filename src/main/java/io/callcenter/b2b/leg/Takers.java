package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.Identity;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** INVITEs that want an agent's place (RFC 3891; docs/design/legs.md 3.12): one at a time, and the contact center decides. */
final class Takers {
    /** So long the contact center may take to decide. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int UNDECIDED = 480;

    private final CallContext context;

    Takers(CallContext context) {
        this.context = context;
    }

    /** Takes up an INVITE outside of dialogs that names a dialog of this call; says whether it was one. */
    boolean take(SipEvent.RequestIn in) {
        Request request = in.request();
        Optional<TakerLeg> before = of(request);
        if (before.isPresent()) {
            again(before.get(), in);
            return true;
        }
        if (!request.is(Methods.INVITE) || !request.has(HeaderName.REPLACES)) {
            return false;
        }
        Optional<DialogName> name = request.first(HeaderName.REPLACES).flatMap(DialogName::read);
        Optional<UacLeg> agent = name.flatMap(this::named);
        int refusal = refusal(request, name, agent);
        if (refusal > 0) {
            refuse(in, refusal);
        } else {
            ask(in, agent.orElseThrow());
        }
        return true;
    }

    private Optional<TakerLeg> of(Request request) {
        return takers().stream()
                .filter(taker -> taker.dialog().callId().equals(request.callId().text()))
                .filter(taker ->
                        taker.dialog().remote().tag().equals(request.from().tag()))
                .findFirst();
    }

    private List<TakerLeg> takers() {
        return context.legs().stream()
                .filter(TakerLeg.class::isInstance)
                .map(TakerLeg.class::cast)
                .toList();
    }

    private static void again(TakerLeg taker, SipEvent.RequestIn in) {
        boolean invite = in.request().is(Methods.INVITE);
        if (invite && taker.asking().isRepeatedBy(in.request())) {
            taker.asking().repeatIn(in.transaction());
        } else if (!in.request().is(Methods.ACK)) {
            taker.respond(in.transaction(), invite ? 482 : 481);
        }
    }

    private Optional<UacLeg> named(DialogName name) {
        return context.legs().stream()
                .filter(UacLeg.class::isInstance)
                .map(UacLeg.class::cast)
                .filter(leg -> leg.dialog().callId().equals(name.callId()))
                .filter(leg -> name.is(
                        leg.dialog().local().tag().text(),
                        leg.dialog().remote().tag().text()))
                .findFirst();
    }

    private int refusal(Request request, Optional<DialogName> name, Optional<UacLeg> agent) {
        if (agent.isEmpty()) {
            return 481;
        } else if (agent.get().left() || isBeingTaken()) {
            return 603;
        } else if (agent.get().aside()) {
            return 491;
        }
        boolean talks = context.currentLeg().equals(agent)
                && agent.get().isAgent()
                && context.caller().confirmed();
        if (!talks) {
            return 481;
        } else if (name.orElseThrow().earlyOnly()) {
            return 486;
        } else if (Bodies.sdp(request.body()).isEmpty()) {
            return 488;
        }
        String callId = request.callId().text();
        boolean merged =
                context.legs().stream().anyMatch(leg -> leg.dialog().callId().equals(callId));
        return merged ? 482 : 0;
    }

    private boolean isBeingTaken() {
        return takers().stream().anyMatch(TakerLeg::waits)
                || context.setups().stream().anyMatch(Taking.class::isInstance);
    }

    private void refuse(SipEvent.RequestIn in, int code) {
        String callId = in.request().callId().text();
        Tag ours = new Tag(context.names().tag(callId));
        context.out().order(new SipOrder.Respond(in.transaction(), context.answered(Draft.response(code, ours))));
        String theirs = TakerLeg.remoteName(in.request().from().tag().text());
        boolean kept =
                context.legs().stream().anyMatch(leg -> leg.dialog().callId().equals(callId));
        if (!kept) {
            context.out().order(new SipOrder.Unbind(callId, theirs));
        }
    }

    private void ask(SipEvent.RequestIn in, UacLeg agent) {
        Request invite = in.request();
        LegId id = new LegId(agent.id() + "-t" + (context.out().seq() + 1));
        TakerLeg taker = new TakerLeg(context, id, in.transaction(), invite, in.hop());
        context.add(taker);
        taker.waits(LONGEST, UNDECIDED);
        taker.asking().ownedBy(new Waiting(taker));
        LegSettings settings = context.settings();
        Identity identity = Identity.of(
                invite.from(),
                Identity.asserted(invite, settings.trust(), in.hop().remoteHost()),
                invite.values(HeaderName.PRIVACY).stream()
                        .map(FieldValue::toString)
                        .toList(),
                settings.trust().hides());
        context.out().takeAsked(agent.id(), id, invite, identity, in.hop());
        context.saves().soon();
    }

    /** What the contact center has decided; whoever has gone meanwhile is told of as refused. */
    void decided(CallOrder.Take order) {
        Optional<TakerLeg> taker = takers().stream()
                .filter(waiting -> waiting.id().equals(order.leg()) && waiting.waits())
                .findFirst();
        if (order.code() >= 300) {
            taker.ifPresent(refused -> refused.refuse(order.code()));
            return;
        }
        if (!context.isNew(order.leg())) {
            return;
        }
        if (taker.isEmpty() || !hasPlace()) {
            taker.ifPresent(refused -> refused.refuse(491));
            context.out().refused(order.leg(), taker.isPresent() ? 491 : 487, List.of());
            context.saves().soon();
            return;
        }
        Taking setup = new Taking(context, connection(order, taker.get()), taker.get());
        context.add(setup);
        setup.begin();
    }

    private boolean hasPlace() {
        return context.setups().isEmpty()
                && context.takingBack().isEmpty()
                && context.caller().confirmed();
    }

    /** Whoever waits is refused: the call is over. */
    void giveUp(int code) {
        takers().stream().filter(TakerLeg::waits).forEach(taker -> taker.refuse(code));
    }

    /** An order that would have set up that leg. */
    private static CallOrder.Connect connection(CallOrder.Take order, TakerLeg taker) {
        Dialog dialog = taker.dialog();
        CallOrder.Target target = new CallOrder.Target(dialog.state().target().toString(), Optional.of(dialog.hop()));
        return new CallOrder.Connect(order.call(), order.leg(), order.as(), target, "", List.of(), Optional.empty());
    }

    /** They may give up before anybody has decided. */
    private record Waiting(TakerLeg taker) implements InviteServer.Owner {
        @Override
        public void cancelled(Request cancel) {
            taker.refuse(487);
        }

        @Override
        public void abandoned() {}
    }
}
