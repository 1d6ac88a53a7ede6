package io.callcenter.b2b.leg;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One leg of a call: its dialog, its INVITE gate, its session descriptions, its open transactions, and its leaving (docs/design/legs.md 1). What the
 * messages mean for the call is the business of others; a leg that leaves does what SIP demands of it and bothers nobody.
 */
abstract class Leg {
    /** Gets a final response's code and the response, or a code of ours without a response. */
    interface Reply extends BiConsumer<Integer, Optional<Response>> {}

    /** Well below the hundred numbers that {@link Restoring} leaves out. */
    private static final int SAVED_EACH = 40;

    private final CallContext context;
    private final InviteGate gate;
    private final Map<String, InviteClient> invites = new LinkedHashMap<>();
    private final Map<String, Reply> asked = new LinkedHashMap<>();
    private final CallDeadlines.Deadline tombstone;
    private final PeerProbe probe;
    private final SessionTimer timer;
    private final TextMessages texts;
    private Dialog dialog;
    private SdpSide sdp;
    private Optional<InviteServer> server = Optional.empty();
    private boolean left;
    private boolean byeSent;
    private boolean finished;
    private Tag goneTag = Tag.NONE;
    private int unsaved;

    Leg(CallContext context, Dialog dialog, SdpSide sdp, InviteGate.State gate) {
        this.context = context;
        this.dialog = dialog;
        this.sdp = sdp;
        this.gate = new InviteGate(context.out(), gate);
        this.tombstone = context.deadlines().create();
        this.probe = new PeerProbe(this);
        this.timer = new SessionTimer(this);
        this.texts = new TextMessages(this);
    }

    /** What remains to be done when the leg is given up, by us or by its BYE. */
    abstract void farewell(String reason, boolean byPeer);

    /** The 2xx to one of our INVITEs. */
    abstract void answered(InviteClient client, Response response);

    /** How long to wait after 491, by who owns the Call-ID (RFC 3261 §14.1). */
    abstract Duration glarePause();

    /** The names by which the component finds it: they are given up with it. */
    abstract List<SipOrder.Unbind> names();

    /** Who a peer challenges by refusing a request of this leg, after that many answers to it. */
    abstract Credentials.Asked asked(int answers);

    /** Whether an INVITE that was refused so is sent once more, in which case its owner need not know. */
    boolean invitesAgain(InviteClient refused, Response refusal) {
        return false;
    }

    /** Whether it goes on when a transfer that its peer asked for has ended. */
    abstract boolean staysAfterTransfer();

    /** It ends because a transfer that its peer asked for has. */
    abstract void endAfterTransfer(String reason);

    /** Whether its peer waits in it for the end of the transfer, and is not with whom they talked to. */
    boolean aside() {
        return false;
    }

    /** Whether its peer has begun it with the INVITE of that transaction. */
    boolean began(String transaction) {
        return false;
    }

    /** What its peer may send, as an Allow value. */
    String allow() {
        return Screening.ALLOW;
    }

    /** What an OPTIONS of its peer is told. */
    List<Field> capabilities() {
        return Screening.CAPABILITIES;
    }

    /** A provisional answer, which may make an early dialog; says whether it counts. */
    boolean early(InviteClient client, Response response) {
        return true;
    }

    /** Whether the peer has answered our offer for good before its 2xx with that tag. */
    boolean hasAnswered(Tag tag) {
        return false;
    }

    /** The peer took an offer of ours whose transaction was over already. */
    void answeredTooLate() {}

    /** An ACK came that belongs to a 2xx of ours. */
    void acknowledged(Request ack) {
        server.ifPresent(s -> s.ack(ack));
    }

    final CallContext context() {
        return context;
    }

    final Dialog dialog() {
        return dialog;
    }

    final InviteGate gate() {
        return gate;
    }

    final SdpSide sdp() {
        return sdp;
    }

    final TextMessages texts() {
        return texts;
    }

    final PeerProbe probe() {
        return probe;
    }

    final SessionTimer timer() {
        return timer;
    }

    /** The face that is kept when one of several becomes the dialog. */
    final void become(Dialog chosen, SdpSide chosenSdp) {
        dialog = chosen;
        sdp = chosenSdp;
    }

    /** Session descriptions for a dialog that exists only to be ended. */
    final SdpSide freshSdp() {
        return new SdpSide(context.origin(dialog.hop()));
    }

    /** Whether it is no longer part of the call. */
    final boolean left() {
        return left;
    }

    /** The INVITE of the peer that waits for our final response or for its ACK. */
    final Optional<InviteServer> server() {
        return server.filter(s -> s.open() || s.awaitsAck());
    }

    /** The last INVITE of the peer, if that is the one. */
    final Optional<InviteServer> served(Request again) {
        return server.filter(s -> s.isRepeatedBy(again));
    }

    final void serve(InviteServer next) {
        server = Optional.of(next);
    }

    /** Sends an INVITE of ours that was made for this leg, with that offer. */
    final InviteClient invite(Draft bare, Optional<SdpSide.Offer> offer, InviteClient.Owner owner) {
        OutgoingRequest request = new OutgoingRequest(context.names().branch(), bare);
        InviteClient client = new InviteClient(this, request, offer, owner);
        invites.values().removeIf(old -> old.forgettable(context.out().now()));
        invites.put(request.branch(), client);
        client.send();
        return client;
    }

    /** Sends a re-INVITE; the gate must be free. An offer is in it or asked for. */
    final InviteClient reinvite(Optional<SdpSide.Offer> offer, InviteClient.Owner owner) {
        gate.to(InviteGate.State.OUT);
        count();
        Draft request = request(dialog, Methods.INVITE).with(HeaderName.ALLOW, allow());
        return invite(timer.asking(request), offer, owner);
    }

    /** Sends a request that is no INVITE in that dialog of this leg; where it is challenged, once more with the answer. */
    final void ask(Dialog in, Draft draft, Reply reply) {
        ask(in, draft, 0, reply);
    }

    private void ask(Dialog in, Draft draft, int answers, Reply reply) {
        count();
        OutgoingRequest request = new OutgoingRequest(context.names().branch(), draft);
        asked.put(request.branch(), (code, response) -> {
            Optional<Credentials.Answer> proof =
                    response.flatMap(r -> context.settings().credentials().answer(asked(answers), r, draft));
            if (proof.isPresent()) {
                ask(in, in.again(draft, proof.get().field()), answers + 1, reply);
            } else {
                reply.accept(code, response);
            }
        });
        context.out().order(new SipOrder.Send(request, in.hop()));
    }

    /** After some requests the leg is saved, lest a crash makes a CSeq appear twice. */
    private void count() {
        unsaved = (unsaved + 1) % SAVED_EACH;
        if (unsaved == 0) {
            context.saves().soon();
        }
    }

    /** A request of ours in that dialog of this leg. */
    final Draft request(Dialog in, Token method) {
        return context.said(in.request(method));
    }

    /** A response of ours in this dialog. */
    final Draft reply(int code) {
        return reply(Draft.response(code));
    }

    /** That response in this dialog. */
    final Draft reply(Draft response) {
        return context.answered(response.tagged(dialog.local().tag()));
    }

    /** A 2xx of ours to that INVITE or UPDATE inside the dialog: it refreshes the peer's target and the session. */
    final Draft acceptance(SessionTimer.Wish wish, Body body) {
        Draft ok = timer.grant(wish, acceptance());
        timer.run();
        return ok.with(body);
    }

    /** A 2xx of ours to a request of a leg whose first INVITE is not answered yet: there is no session to refresh. */
    final Draft acceptance() {
        return OwnFields.from(reply(200).with(HeaderName.ALLOW, allow()), dialog.contact());
    }

    final void respond(String transaction, Draft response) {
        context.out().order(new SipOrder.Respond(transaction, response));
    }

    final void respond(String transaction, int code) {
        respond(transaction, reply(code));
    }

    /** The 2xx to an UPDATE of ours: it refreshes the peer's target and the session. */
    final void updated(Response ok) {
        dialog.refresh(ok);
        timer.granted(ok);
    }

    /** A message came from the peer. */
    final void heard(Hop source) {
        dialog.heardFrom(source);
        probe.heard();
    }

    /** Whether its peer lives is to be found out at once, where that was its connection. */
    final void linkGone(SipEvent.LinkGone gone) {
        if (gone.carried(dialog.hop())) {
            probe.linkGone();
        }
    }

    final boolean owns(String branch) {
        return invites.containsKey(branch) || asked.containsKey(branch);
    }

    final void response(SipEvent.ResponseIn in) {
        heard(in.hop());
        InviteClient invite = invites.get(in.branch());
        boolean ofInvite = in.response().cseq().method().equals(Methods.INVITE);
        if (ofInvite && invite == null) {
            late(in.response());
        } else if (ofInvite) {
            invite.response(in);
        } else if (in.response().code() >= 200 && asked.containsKey(in.branch())) {
            asked.remove(in.branch()).accept(in.response().code(), Optional.of(in.response()));
        }
    }

    /** A 2xx to an INVITE so old that it is forgotten, or one that was never saved: its ACK stops the repetition; an unknown dialog is ended. */
    private void late(Response response) {
        if (response.code() < 200 || response.code() >= 300) {
            return;
        }
        boolean fresh = dialog.remote().tag().isEmpty();
        if (fresh) {
            dialog.established(response);
        }
        boolean ours = dialog.remote().tag().equals(response.to().tag());
        Dialog in = ours ? dialog : dialog.fork(response);
        Draft ack = context.said(in.ack(response.cseq().number()));
        context.out()
                .order(new SipOrder.SendAck(new OutgoingRequest(context.names().branch(), ack), in.hop()));
        if (fresh || !ours) {
            OutgoingRequest bye = new OutgoingRequest(context.names().branch(), request(in, Methods.BYE));
            context.out().order(new SipOrder.Send(bye, in.hop()));
        } else {
            answeredTooLate();
        }
    }

    final void unanswered(String branch, int code) {
        InviteClient invite = invites.get(branch);
        if (invite != null) {
            invite.unanswered(code);
        } else if (asked.containsKey(branch)) {
            asked.remove(branch).accept(code, Optional.empty());
        }
    }

    /** A request of ours never left: a first INVITE is refused by nobody; inside a dialog only a peer that cannot be reached is lost. */
    final void unsent(String branch, SipEvent.Why why) {
        InviteClient invite = invites.get(branch);
        boolean first = invite != null && invite.request().begins();
        unanswered(branch, first ? Refusals.unsent(why) : Refusals.unsentInside(why));
    }

    /** Gives the leg up from our side. */
    final void leave(String reason) {
        if (!left) {
            prepareLeaving();
            farewell(reason, false);
        }
    }

    /** The peer has said BYE, which was answered. */
    final void leftByPeer(Tag tag) {
        if (!left) {
            prepareLeaving();
            byeSent = true;
            goneTag = tag;
            farewell("", true);
        }
    }

    /** It has left in a former process, or for another call: only its late messages are still answered. */
    final void leftBefore() {
        prepareLeaving();
        byeSent = true;
        finished();
    }

    /** The peer's BYE for a leg that leaves already: ours is no longer needed. */
    final void byeCrossed(Tag tag) {
        byeSent = true;
        goneTag = tag;
        server().ifPresent(InviteServer::stop);
        finished();
    }

    /** Takes up an INVITE of a former process. */
    final void resumed(InviteClient client) {
        invites.put(client.request().branch(), client);
    }

    /** The INVITE of ours with that branch. */
    final Optional<InviteClient> invited(String branch) {
        return Optional.ofNullable(invites.get(branch));
    }

    final List<SavedLegs.Invite> savedInvites() {
        List<SavedLegs.Invite> saved = new ArrayList<>(2);
        for (InviteClient client : invites.values()) {
            client.saved().ifPresent(saved::add);
        }
        return saved;
    }

    /** Nothing of it needs to be saved any more. */
    final boolean isFinished() {
        return finished;
    }

    /** Says BYE, unless the peer or we did. */
    final void bye(String reason) {
        if (byeSent) {
            finished();
            return;
        }
        byeSent = true;
        Draft bye = request(dialog, Methods.BYE);
        ask(dialog, reason.isEmpty() ? bye : bye.with(HeaderName.REASON, reason), (code, response) -> finished());
    }

    /** Nothing more is to be sent: from now on it is only remembered, for repeated and late messages. */
    final void finished() {
        finished = true;
        tombstone.set(context.out().in(CallDeadlines.T64), this::gone);
    }

    /** When it is no longer remembered. */
    final Optional<Instant> tombstone() {
        return tombstone.due();
    }

    /** The INVITE with which its peer began it. */
    Optional<EndedLeg.First> opening() {
        return Optional.empty();
    }

    /** What is kept of it when the call is over; empty while something is open. */
    Optional<EndedLeg> ended() {
        boolean open = !finished || !asked.isEmpty() || server().isPresent();
        List<EndedLeg.Invited> kept = new ArrayList<>(invites.size());
        for (InviteClient client : invites.values()) {
            Optional<EndedLeg.Invited> invited = client.ended();
            open |= invited.isEmpty();
            if (!client.forgettable(context.out().now())) {
                invited.ifPresent(kept::add);
            }
        }
        boolean offers = kept.stream()
                .anyMatch(invite -> !invite.offered() && invite.ack().isEmpty());
        Optional<SdpSide> side = offers ? Optional.of(sdp) : Optional.empty();
        return open ? Optional.empty() : Optional.of(new EndedLeg(dialog, side, names(), opening(), kept));
    }

    private void prepareLeaving() {
        left = true;
        probe.stop();
        timer.stop();
        texts.stop();
        server().ifPresent(InviteServer::abandon);
        tombstone.set(context.out().in(CallDeadlines.T64.multipliedBy(4)), this::gone);
        List.copyOf(invites.values()).forEach(client -> client.handTo(new Leaving(client)));
    }

    /** The INVITEs that are acknowledged late, and the end of what was open. */
    private final class Leaving implements InviteClient.Owner {
        private final InviteClient client;

        Leaving(InviteClient client) {
            this.client = client;
        }

        @Override
        public void progress(Response response) {}

        @Override
        public void answered(Response response) {
            client.ackWithoutJoining();
            boolean other = !goneTag.isEmpty() && !goneTag.equals(response.to().tag());
            byeSent &= !other;
            bye("");
        }

        @Override
        public void failed(int code, Optional<Response> response) {
            if (!byeSent) {
                finished();
            }
        }

        @Override
        public void lost() {}
    }

    /** Its dialog goes on as another leg of the call. */
    final void forgotten() {
        tombstone.clear();
        asked.clear();
    }

    private void gone() {
        invites.values().forEach(InviteClient::abort);
        List.copyOf(asked.values()).forEach(reply -> reply.accept(408, Optional.empty()));
        asked.clear();
        names().forEach(context.out()::order);
        tombstone.clear();
        context.forget(this);
    }

    /** The offers that nobody takes are answered so that the session stays what it is. */
    final void keepSession() {
        invites.values().stream()
                .filter(client -> client.state() == InviteClient.State.ANSWERED)
                .forEach(InviteClient::ackKeeping);
    }

    /** Our INVITEs that were answered and not acknowledged. */
    final void settleDebts() {
        invites.values().stream()
                .filter(client -> client.state() == InviteClient.State.ANSWERED)
                .forEach(InviteClient::ackWithoutJoining);
    }
}
