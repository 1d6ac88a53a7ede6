package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A leg that we set up: agent or announcement; its Call-ID is ours (docs/design/legs.md 1), unless it is a {@link TakerLeg}. */
class UacLeg extends Leg {
    private final LegId id;
    /** A proxy forks to some; a peer that makes up tags gets no more. */
    private static final int MOST_EARLY = 32;

    private static final CSeq FIRST = new CSeq(1, Methods.INVITE);

    private final Map<String, Dialog> early = new LinkedHashMap<>();
    private Optional<InviteClient> first = Optional.empty();
    /** For which the first INVITE was answered, and how often. */
    private Optional<String> realm = Optional.empty();

    private Optional<CallOrder.Purpose> joinedAs = Optional.empty();
    private Optional<Referral> referral = Optional.empty();
    private boolean referredBefore;
    private boolean aside;
    private boolean informing;
    private boolean lent;
    private Optional<InviteClient> holding = Optional.empty();
    private int answers;
    private final LateOffers lateOffers = new LateOffers(this);
    private final ReliableAnswers reliable = new ReliableAnswers(this);

    /**
     * What the INVITE of a new leg says.
     *
     * @param from the caller as the target shall see them, without tag
     */
    record Invitation(LegId id, SipUri target, NameAddress from, List<Field> fields, int maxForwards) {}

    UacLeg(CallContext context, Invitation invitation, Hop hop) {
        this(
                context,
                invitation.id(),
                dialog(context, invitation, hop),
                new SdpSide(context.origin(hop)),
                InviteGate.State.OUT);
        context.out()
                .order(new SipOrder.Bind(
                        dialog().callId(), dialog().local().tag().text()));
    }

    /** A leg of a former process. */
    static UacLeg restored(CallContext context, SavedLegs.Leg saved) {
        return of(context, saved, Restoring.dialog(saved.dialog()), SdpSide.of(saved.descriptions()));
    }

    /** A leg that another call of this process has handed over. */
    static UacLeg handedOver(CallContext context, SavedLegs.Leg saved) {
        return of(context, saved, new Dialog(saved.dialog()), SdpSide.handedOver(saved.descriptions()));
    }

    private static UacLeg of(CallContext context, SavedLegs.Leg saved, Dialog dialog, SdpSide sdp) {
        return saved.taker()
                .<UacLeg>map(taker -> new TakerLeg(context, saved, taker, dialog, sdp))
                .orElseGet(() -> new UacLeg(context, saved, dialog, sdp));
    }

    UacLeg(CallContext context, SavedLegs.Leg saved, Dialog dialog, SdpSide sdp) {
        this(context, saved.id(), dialog, sdp, gate(saved));
        realm = saved.realm();
        joinedAs = saved.joinedAs();
        referral = saved.referral().map(open -> new Referral(this, open));
        referredBefore = true;
        aside = saved.referral().filter(SavedLegs.Referral::aside).isPresent();
        for (SavedLegs.Invite invite : saved.invites()) {
            InviteClient client = new InviteClient(this, invite, !saved.confirmed());
            resumed(client);
            if (invite.request().begins()) {
                first = Optional.of(client);
            }
        }
        context.out()
                .order(new SipOrder.Bind(
                        dialog().callId(), dialog().local().tag().text()));
    }

    UacLeg(CallContext context, LegId id, Dialog dialog, SdpSide sdp, InviteGate.State gate) {
        super(context, dialog, sdp, gate);
        this.id = id;
    }

    private static InviteGate.State gate(SavedLegs.Leg saved) {
        if (saved.invites().stream().anyMatch(i -> i.progress() == SavedLegs.Progress.ANSWERED)) {
            return InviteGate.State.ACK_OWED;
        }
        if (saved.confirmed()) {
            return InviteGate.State.FREE;
        }
        return saved.taker().isPresent() ? InviteGate.State.IN : InviteGate.State.OUT;
    }

    /** Whether its first INVITE was acknowledged. */
    boolean isConfirmed() {
        return first.isEmpty() || first().state() == InviteClient.State.ACKED;
    }

    /** What only a leg has whose peer has called us. */
    Optional<SavedLegs.Taker> taker() {
        return Optional.empty();
    }

    final SavedLegs.Leg saved() {
        return new SavedLegs.Leg(
                id,
                dialog().state(),
                sdp().saved(),
                savedInvites(),
                isConfirmed(),
                left(),
                realm,
                joinedAs,
                referral.flatMap(Referral::saved),
                taker(),
                lent);
    }

    private static Dialog dialog(CallContext context, Invitation invitation, Hop hop) {
        String callId = context.names().callId();
        SipUri uri = invitation.target();
        return new Dialog(new SavedLegs.Dialog(
                callId,
                Contacts.uri(invitation.id().value(), uri, hop),
                invitation.from().withTag(new Tag(context.names().tag(callId))),
                NameAddress.of(Display.NONE, uri, Tag.NONE),
                1,
                -1,
                List.of(),
                uri,
                hop,
                false,
                Optional.empty()));
    }

    LegId id() {
        return id;
    }

    /** The caller was joined to it. */
    void joined(CallOrder.Purpose as) {
        joinedAs = Optional.of(as);
    }

    /** Whether the caller was joined to it as to an agent. */
    boolean isAgent() {
        return joinedAs.filter(as -> as == CallOrder.Purpose.AGENT).isPresent();
    }

    /** Whether the caller was joined to it as to somebody who talks. */
    boolean talks() {
        return joinedAs.filter(CallOrder.Purpose::talks).isPresent();
    }

    /** Whether its peer may ask for a transfer, now or later. */
    boolean transfers() {
        return joinedAs.filter(context().settings().rules()::mayTransfer).isPresent();
    }

    /** The transfer that its peer asked for last. */
    Optional<Referral> referral() {
        return referral;
    }

    /** Its peer asks for a transfer: a first one is known by its event alone, later ones by the number of their REFER too (RFC 3515 §2.4.6). */
    void refer(String transaction, Request request) {
        ReferRequest asked =
                ReferRequest.of(request, context().settings().rules().passed());
        String numbered = "refer;id=" + request.cseq().number();
        referral = Optional.of(new Referral(this, transaction, numbered, !referredBefore, asked.silent()));
        referredBefore = true;
        context().out().referred(id, asked);
    }

    /** Tells its peer something by INFO, unless it has refused that before, or the last one is not answered yet. */
    void inform(String type, String body) {
        boolean current = context().currentLeg().filter(leg -> leg == this).isPresent();
        if (!current || left() || informing) {
            return;
        }
        informing = true;
        Draft info = request(dialog(), Methods.INFO).with(Body.of(FieldValue.of(type), body));
        ask(dialog(), info, (code, response) -> informing = code >= 300);
    }

    /** Whether its peer has asked for a transfer that was taken and has not ended. */
    boolean refers() {
        return referral.filter(Referral::taken).isPresent();
    }

    /** Whether its peer has asked for a transfer that is under way while the caller hears music. */
    @Override
    boolean aside() {
        return aside;
    }

    @Override
    boolean staysAfterTransfer() {
        return aside || context().currentLeg().filter(right -> right == this).isPresent();
    }

    @Override
    void endAfterTransfer(String reason) {
        leave(reason);
    }

    /** The caller hears music until the target of the transfer is joined: the peer is put on hold, unless it has done so itself. */
    void stepAside() {
        aside = true;
        if (sdp().received().filter(Sdp::holds).isEmpty()) {
            gate().whenFree(this::hold);
        }
    }

    private void hold() {
        if (aside && !left()) {
            holding = sdp().onHold().map(offer -> reinvite(Optional.of(offer), new Holding()));
        }
    }

    /** Whether it has gone over to another call of which that is not on disk. */
    boolean lent() {
        return lent;
    }

    void lent(boolean still) {
        lent = still;
    }

    /** It is no longer aside: the caller has come back, or has gone to the target. */
    void stepBack() {
        aside = false;
    }

    /** The re-INVITE that puts the peer on hold; how it ends changes nothing. */
    private final class Holding implements InviteClient.Owner {
        @Override
        public void progress(Response response) {}

        @Override
        public void answered(Response response) {
            InviteClient client = holding.orElseThrow();
            Bodies.sdp(response.body())
                    .ifPresent(answer -> sdp().accepted(client.offer().orElseThrow(), answer));
            client.ack(Body.NONE);
        }

        @Override
        public void failed(int code, Optional<Response> response) {}

        @Override
        public void lost() {}
    }

    /** The call goes on without it, or ends: a transfer that is under way has failed, and its peer is told first. */
    void depart(String reason) {
        Optional<Referral> open = referral.filter(Referral::open).filter(asked -> !left());
        if (open.isPresent()) {
            open.get().end(487, reason);
        } else {
            leave(reason);
        }
    }

    @Override
    String allow() {
        return transfers() ? Screening.ALLOW_TRANSFERS : Screening.ALLOW;
    }

    @Override
    List<Field> capabilities() {
        return transfers() ? Screening.agentCapabilities(context().settings().rules()) : Screening.CAPABILITIES;
    }

    /** Whether its peer takes INVITEs without an offer. */
    LateOffers lateOffers() {
        return lateOffers;
    }

    /** Our first INVITE in it. */
    InviteClient first() {
        return first.orElseThrow();
    }

    /** Our first INVITE, when its 2xx waits for our ACK. */
    Optional<InviteClient> answeredFirst() {
        return first.filter(client -> client.state() == InviteClient.State.ANSWERED);
    }

    /** Sends the first INVITE, with an offer or without. */
    void invite(Invitation invitation, Optional<Sdp> foreign, InviteClient.Owner owner) {
        Optional<SdpSide.Offer> offer = foreign.map(sdp()::offer);
        Addressing addressing =
                new Addressing(dialog().local(), dialog().remote(), new SipCallId(dialog().callId()), FIRST);
        Draft request = Draft.request(invitation.target(), addressing)
                .with(HeaderName.MAX_FORWARDS, Integer.toString(invitation.maxForwards()));
        for (String route : context().settings().firstRoutes()) {
            request = request.with(HeaderName.ROUTE, route);
        }
        request = OwnFields.from(request, dialog().contact()).with(invitation.fields());
        lateOffers.asked();
        first = Optional.of(invite(knowing(request, offer), offer, owner));
    }

    @Override
    Credentials.Asked asked(int before) {
        return new Credentials.Asked(Credentials.Role.DIALOG, realm, before);
    }

    /** The first INVITE with credentials, where the target or a proxy asks for some that we have; with an offer, where it wants one. */
    @Override
    boolean invitesAgain(InviteClient refused, Response refusal) {
        boolean ours = !left() && first.filter(f -> f == refused).isPresent();
        return ours && (invitesWithProof(refused, refusal) || invitesWithOffer(refused, refusal));
    }

    private boolean invitesWithOffer(InviteClient refused, Response refusal) {
        Optional<Sdp> offer = refused.offered() ? Optional.empty() : lateOffers.after(refusal.code());
        offer.ifPresent(sdp -> {
            forgetEarly();
            inviteAgain(dialog().again(refused.request().draft()), Optional.of(sdp().offer(sdp)), refused.owner());
        });
        return offer.isPresent();
    }

    private boolean invitesWithProof(InviteClient refused, Response refusal) {
        Credentials.Asked who = new Credentials.Asked(Credentials.Role.FIRST_INVITE, realm, answers);
        Optional<Credentials.Answer> answer = context()
                .settings()
                .credentials()
                .answer(who, refusal, refused.request().draft());
        answer.ifPresent(proof -> {
            realm = Optional.of(proof.realm());
            answers++;
            forgetEarly();
            inviteAgain(dialog().again(refused.request().draft(), proof.field()), refused.offer(), refused.owner());
        });
        return answer.isPresent();
    }

    private void inviteAgain(Draft bare, Optional<SdpSide.Offer> offer, InviteClient.Owner owner) {
        gate().to(InviteGate.State.OUT);
        lateOffers.asked();
        first = Optional.of(invite(knowing(bare, offer), offer, owner));
        context().saves().soon();
    }

    /** That INVITE, saying that reliable provisional answers are known, where none of them can be an offer (RFC 3262 §5). */
    private Draft knowing(Draft request, Optional<SdpSide.Offer> offer) {
        boolean said = request.values(HeaderName.SUPPORTED).stream()
                .anyMatch(value -> value.toString().equals(ReliableProvisional.TAG));
        boolean known = offer.isPresent() && context().settings().rules().knowsReliable();
        return known && !said ? request.with(HeaderName.SUPPORTED, ReliableProvisional.TAG) : request;
    }

    /** The early dialogs are over, or one of them has become the dialog: their numbers are taken. */
    private void forgetEarly() {
        early.values().forEach(e -> dialog().continueAfter(e.state().cseq()));
        early.clear();
        reliable.forget();
    }

    /** The dialog for a request before the target has answered: only when there is exactly one (docs/design/legs.md 3.8). */
    Optional<Dialog> onlyEarlyDialog() {
        return early.size() == 1 ? early.values().stream().findFirst() : Optional.empty();
    }

    @Override
    boolean early(InviteClient client, Response response) {
        lateOffers.progress(response.code());
        boolean room = early.size() < MOST_EARLY;
        if (room
                && !response.to().tag().isEmpty()
                && first.filter(InviteClient::open).isPresent()) {
            early.computeIfAbsent(response.to().tag().text(), tag -> dialog().fork(response));
        }
        Optional<Dialog> in = Optional.ofNullable(early.get(response.to().tag().text()));
        return reliable.take(client, response, in);
    }

    @Override
    boolean hasAnswered(Tag tag) {
        return reliable.haveDescribed(tag);
    }

    @Override
    void answered(InviteClient client, Response response) {
        if (first.filter(f -> f == client).isPresent()) {
            dialog().established(response);
            forgetEarly();
        } else {
            dialog().refresh(response);
        }
        if (client.offered() && !left()) {
            lateOffers.answered();
        }
    }

    /** Our Call-ID: 2.1 to 4 s in steps of 10 ms. */
    @Override
    Duration glarePause() {
        return Duration.ofMillis(2100 + 10L * context().names().random(191));
    }

    @Override
    void farewell(String reason, boolean byPeer) {
        referral.ifPresent(Referral::left);
        server().ifPresent(InviteServer::stop);
        switch (first.map(InviteClient::state).orElse(InviteClient.State.ACKED)) {
            case CALLING, PROCEEDING -> first().cancel(reason);
            case FAILED -> finished();
            default -> {
                settleDebts();
                bye(reason);
            }
        }
    }

    @Override
    List<SipOrder.Unbind> names() {
        return List.of(
                new SipOrder.Unbind(dialog().callId(), dialog().local().tag().text()));
    }
}
