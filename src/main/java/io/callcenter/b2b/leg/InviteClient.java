package io.callcenter.b2b.leg;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One INVITE of ours, first one or re-INVITE, from its sending to its last repeated 2xx (docs/design/legs.md 1 and 3.3): provisional answers, the
 * CANCEL rule, the ACK that is owed, repeated and forked 2xx.
 */
final class InviteClient {
    /** Who wants to know how it goes. Each INVITE ends with one call of {@link #answered} or {@link #failed}. */
    interface Owner {
        /** A provisional answer above 100. */
        void progress(Response response);

        /** The first 2xx: the ACK is owed from now on. */
        void answered(Response response);

        /** A final refusal, or none at all: then there is no response and the code is ours (408, 503; 487 when a CANCEL stayed unheard). */
        void failed(int code, Optional<Response> response);

        /** The leg leaves: nothing more is told. */
        void lost();
    }

    private static final Owner NOBODY = new Owner() {
        @Override
        public void progress(Response response) {}

        @Override
        public void answered(Response response) {}

        @Override
        public void failed(int code, Optional<Response> response) {}

        @Override
        public void lost() {}
    };

    enum State {
        CALLING,
        PROCEEDING,
        ANSWERED,
        ACKED,
        FAILED
    }

    private final Leg leg;
    /** Without its body. */
    private final OutgoingRequest request;

    private final boolean offered;
    private final Hop hop;
    private final Optional<SdpSide.Offer> offer;
    private final CallDeadlines.Deadline end;
    /** A proxy forks to some; each answers once. A peer that makes up tags is not answered for ever. */
    private static final int MOST_FORKS = 32;

    private final Map<String, OutgoingRequest> forks = new LinkedHashMap<>();
    private Owner owner;
    private State state;
    private Instant settled = Instant.MIN;
    private boolean lost;
    private final Map<Tag, Body> shown = new LinkedHashMap<>();
    private Optional<String> cancelWanted = Optional.empty();
    /** To tag of the 2xx that answered it. */
    private Optional<Tag> tag = Optional.empty();

    private Optional<Sdp> theirs = Optional.empty();
    private Optional<OutgoingRequest> ack = Optional.empty();

    /** {@code request}: without a body, which is the offer. */
    InviteClient(Leg leg, OutgoingRequest request, Optional<SdpSide.Offer> offer, Owner owner) {
        this(leg, request, offer, offer.isPresent(), owner, State.CALLING);
    }

    private InviteClient(
            Leg leg,
            OutgoingRequest request,
            Optional<SdpSide.Offer> offer,
            boolean offered,
            Owner owner,
            State state) {
        this.leg = leg;
        this.request = request;
        this.offered = offered;
        this.hop = leg.dialog().hop();
        this.offer = offer;
        this.owner = owner;
        this.state = state;
        this.end = leg.context().deadlines().create();
    }

    /** One of a former process: its transaction is lost, so an open one counts as over, but may still be answered. */
    InviteClient(Leg leg, SavedLegs.Invite saved, boolean toCancel) {
        this(leg, saved.request(), Optional.empty(), saved.offered(), NOBODY, state(saved, toCancel));
        this.settled = saved.progress() == SavedLegs.Progress.OPEN
                ? leg.context().out().now()
                : saved.at();
        this.lost = true;
        this.tag = saved.tag().map(Tag::new);
        this.theirs = saved.offer().flatMap(Sdp::parse);
        this.ack = saved.ack();
    }

    private static State state(SavedLegs.Invite saved, boolean toCancel) {
        return switch (saved.progress()) {
            case OPEN -> toCancel ? State.PROCEEDING : State.FAILED;
            case ANSWERED -> State.ANSWERED;
            case ACKED -> State.ACKED;
        };
    }

    /** What is saved of it; nothing when no more can come. */
    Optional<SavedLegs.Invite> saved() {
        if (state == State.FAILED || forgettable(leg.context().out().now())) {
            return Optional.empty();
        }
        SavedLegs.Progress progress = open()
                ? SavedLegs.Progress.OPEN
                : state == State.ANSWERED ? SavedLegs.Progress.ANSWERED : SavedLegs.Progress.ACKED;
        Instant at = settled.equals(Instant.MIN) ? leg.context().out().now() : settled;
        Optional<String> theirOffer = theirs.map(sdp -> sdp.text("-"));
        return Optional.of(new SavedLegs.Invite(request, offered, progress, tag.map(Tag::text), theirOffer, ack, at));
    }

    /** What is kept of it when the call is over; empty while it is open, or a refusal without a transaction may come that is acknowledged here. */
    Optional<EndedLeg.Invited> ended() {
        boolean acknowledgedHere = state == State.FAILED
                && lost
                && !forgettable(leg.context().out().now());
        return state == State.ACKED || state == State.FAILED && !acknowledgedHere
                ? Optional.of(new EndedLeg.Invited(request.branch(), offered, tag, ack))
                : Optional.empty();
    }

    /** The request without its body. */
    OutgoingRequest request() {
        return request;
    }

    Owner owner() {
        return owner;
    }

    State state() {
        return state;
    }

    /** Whether its peer was told that it may answer with reliable provisional answers. */
    boolean takesReliable() {
        return request.draft().values(HeaderName.SUPPORTED).stream()
                .anyMatch(value -> value.toString().contains(ReliableProvisional.TAG));
    }

    /** Whether it is to be canceled. */
    boolean cancelled() {
        return cancelWanted.isPresent();
    }

    /** No final response yet. */
    boolean open() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    /** Our offer in it, if it had one. */
    Optional<SdpSide.Offer> offer() {
        return offer;
    }

    /** Whether it had an offer, also where that is no longer known. */
    boolean offered() {
        return offered;
    }

    /** The offer in the 2xx that answered it, where it had none itself. */
    Optional<Sdp> offerInAnswer() {
        return theirs;
    }

    /** Sends it. */
    void send() {
        Body body = offer.map(o -> Body.sdp(o.text())).orElse(Body.NONE);
        OutgoingRequest whole =
                new OutgoingRequest(request.branch(), request.draft().with(body));
        leg.context().out().order(new SipOrder.Send(whole, hop));
    }

    /** From now on somebody else is told. */
    void handTo(Owner next) {
        Owner former = owner;
        owner = next;
        former.lost();
    }

    /** Whether no repeated 2xx can come any more. */
    boolean forgettable(Instant now) {
        boolean over = state == State.FAILED || state == State.ACKED;
        return over && settled.plus(CallDeadlines.T64).isBefore(now);
    }

    /** The CANCEL rule (docs/design/legs.md 3.3): at once after a provisional answer, else with the first one (RFC 3261 §9.1). */
    void cancel(String reason) {
        if (state == State.PROCEEDING && cancelWanted.isEmpty()) {
            sendCancel(reason);
        }
        if (open() && cancelWanted.isEmpty()) {
            cancelWanted = Optional.of(reason);
        }
    }

    /** Ends the transaction where nothing else does (docs/design/legs.md 5: CANCEL to final response). */
    void abort() {
        if (open()) {
            if (!lost) {
                leg.context().out().order(new SipOrder.EndTransaction(request.branch()));
                lost = true;
            }
            failed(487, Optional.empty());
        }
    }

    /** Acknowledges the 2xx with that body. */
    void ack(Body body) {
        acknowledge(body);
        leg.gate().to(InviteGate.State.FREE);
        if (!leg.left()) {
            leg.probe().start();
        }
    }

    /** Acknowledges the 2xx for the sake of the protocol: an offer in it is refused as a whole (docs/design/legs.md 2, S7). */
    void ackWithoutJoining() {
        ack(refusal(leg.dialog(), theirs));
    }

    /** Acknowledges an offer that nobody takes so that the session stays what it is. */
    void ackKeeping() {
        ack(keeping(theirs));
    }

    private Body keeping(Optional<Sdp> offers) {
        Optional<String> same = offers.flatMap(leg.sdp()::answerAgain);
        return same.map(Body::sdp).orElseGet(() -> refusal(leg.dialog(), offers));
    }

    /** What that 2xx offers: nothing, where the offer was ours. */
    private Optional<Sdp> offerOf(Response ok) {
        return offered ? Optional.empty() : Bodies.sdp(ok.body());
    }

    void response(SipEvent.ResponseIn in) {
        Response response = in.response();
        if (response.code() < 200) {
            provisional(response);
        } else if (response.code() < 300) {
            success(response);
        } else {
            refused(in);
        }
    }

    /** The transaction ended without a final response. */
    void unanswered(int code) {
        if (open()) {
            failed(code, Optional.empty());
        }
    }

    private void provisional(Response response) {
        if (!open()) {
            return;
        }
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            cancelWanted.ifPresent(this::sendCancel);
        }
        if (response.code() > 100) {
            if (!leg.early(this, response)) {
                return;
            }
            if (shown.size() < MOST_FORKS && Bodies.sdp(response.body()).isPresent()) {
                shown.putIfAbsent(response.to().tag(), response.body());
            }
            owner.progress(response);
        }
    }

    private void success(Response response) {
        if (isForeign(response)) {
            fork(response);
            if (open()) {
                failed(500, Optional.empty());
            }
        } else if (open()) {
            state = State.ANSWERED;
            tag = Optional.of(response.to().tag());
            Response whole = whole(response);
            theirs = offerOf(whole);
            end.clear();
            leg.gate().to(InviteGate.State.ACK_OWED);
            leg.answered(this, whole);
            leg.timer().granted(whole);
            owner.answered(whole);
        } else if (isOurs(response)) {
            ack.ifPresent(this::repeat);
        } else {
            fork(response);
        }
    }

    /**
     * A 2xx without SDP says what an earlier response with its tag has shown, which was answer or offer already (RFC 3261 §13.2.1); and so does every
     * one where that response was reliable (RFC 3262 §5).
     */
    private Response whole(Response response) {
        Body earlier = shown.get(response.to().tag());
        boolean saysItself = Bodies.text(response.body()).isPresent()
                && !leg.hasAnswered(response.to().tag());
        return earlier == null || saysItself ? response : response.with(earlier);
    }

    private boolean isOurs(Response response) {
        return tag.filter(response.to().tag()::equals).isPresent();
    }

    /** Whether it answers a request of a dialog under another tag than that dialog's, which no peer may do (RFC 3261 §8.2.6.2): it is another dialog's. */
    private boolean isForeign(Response response) {
        Tag asked = request.draft().addressing().to().tag();
        return !asked.isEmpty() && !asked.equals(response.to().tag());
    }

    /** A 2xx of another branch downstream, or one that comes after the transaction was over: ACK and BYE, once (docs/design/legs.md 3.2). */
    private void fork(Response response) {
        OutputBuilder out = leg.context().out();
        Tag other = response.to().tag();
        if (forks.containsKey(other.text())) {
            repeat(forks.get(other.text()));
            return;
        }
        if (forks.size() >= MOST_FORKS) {
            return;
        }
        boolean known = leg.dialog().remote().tag().equals(other);
        Dialog dialog = known ? leg.dialog() : leg.dialog().fork(response);
        Optional<Sdp> offers = offerOf(response);
        OutgoingRequest acknowledgement = ackIn(dialog, known ? keeping(offers) : refusal(dialog, offers));
        forks.put(other.text(), acknowledgement);
        repeat(acknowledgement);
        if (known) {
            leg.answeredTooLate();
        } else {
            OutgoingRequest bye = new OutgoingRequest(leg.context().names().branch(), leg.request(dialog, Methods.BYE));
            out.order(new SipOrder.Send(bye, dialog.hop()));
        }
    }

    private void refused(SipEvent.ResponseIn in) {
        Response response = in.response();
        if (!in.matched()) {
            leg.context().out().order(new SipOrder.SendAck(request.ackOf(response), hop));
        }
        if (open()) {
            failed(response.code(), Optional.of(response));
        }
    }

    private void failed(int code, Optional<Response> response) {
        state = State.FAILED;
        settled = leg.context().out().now();
        end.clear();
        leg.gate().to(InviteGate.State.FREE);
        if (response.filter(challenge -> leg.invitesAgain(this, challenge)).isEmpty()) {
            owner.failed(code, response);
        }
    }

    private void sendCancel(String reason) {
        cancelWanted = Optional.of(reason);
        leg.context().out().order(new SipOrder.Cancel(request, hop, reason));
        end.set(leg.context().out().in(CallDeadlines.T64), this::abort);
    }

    private void acknowledge(Body body) {
        state = State.ACKED;
        settled = leg.context().out().now();
        OutgoingRequest made = ackIn(leg.dialog(), body);
        ack = Optional.of(made);
        repeat(made);
    }

    private OutgoingRequest ackIn(Dialog dialog, Body body) {
        String branch = leg.context().names().branch();
        Draft bare = leg.context().said(dialog.ack(request.number())).with(body);
        Draft proven = bare;
        for (Field field : request.draft().fields()) {
            if (field.is(HeaderName.AUTHORIZATION) || field.is(HeaderName.PROXY_AUTHORIZATION)) { // RFC 3261 §13.2.2.4
                proven = proven.with(field);
            }
        }
        boolean may = proven != bare && leg.context().settings().credentials().mayBeCarriedBy(bare);
        return new OutgoingRequest(branch, may ? proven : bare);
    }

    private void repeat(OutgoingRequest made) {
        leg.context().out().order(new SipOrder.SendAck(made, leg.dialog().hop()));
    }

    /** What an ACK carries that joins nothing: the offer of the 2xx refused, or nothing where the offer was ours. */
    private Body refusal(Dialog dialog, Optional<Sdp> offers) {
        boolean same = dialog == leg.dialog();
        return offers.map(sdp ->
                        Body.sdp(same ? leg.sdp().reject(sdp) : leg.freshSdp().reject(sdp)))
                .orElse(Body.NONE);
    }
}
