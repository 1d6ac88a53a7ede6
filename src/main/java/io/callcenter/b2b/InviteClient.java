package io.callcenter.b2b;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One INVITE of ours, first one or re-INVITE, from its sending to its last repeated 2xx (legs 1 and 3.3): provisional answers, the CANCEL rule,
 * the ACK that is owed, repeated and forked 2xx.
 */
final class InviteClient {
    /** Who wants to know how it goes. Each INVITE ends with one call of {@link #answered} or {@link #failed}. */
    interface Owner {
        /** A provisional answer above 100. */
        void progress(SipResponse response);

        /** The first 2xx: the ACK is owed from now on. */
        void answered(SipResponse response);

        /** A final refusal, or none at all: then there is no response and the code is ours (408, 503; 487 when a CANCEL stayed unheard). */
        void failed(int code, Optional<SipResponse> response);

        /** The leg leaves: nothing more is told. */
        void lost();
    }

    private static final Owner NOBODY = new Owner() {
        @Override
        public void progress(SipResponse response) {}

        @Override
        public void answered(SipResponse response) {}

        @Override
        public void failed(int code, Optional<SipResponse> response) {}

        @Override
        public void lost() {}
    };

    private static final Set<String> CREDENTIALS = Set.of("Authorization", "Proxy-Authorization");

    enum State {
        CALLING,
        PROCEEDING,
        ANSWERED,
        ACKED,
        FAILED
    }

    private final Leg leg;
    private final SipRequest request;
    private final Hop hop;
    private final Optional<SdpSide.Offer> offer;
    private final Deadlines.Deadline end;
    /** A proxy forks to some; each answers once. A peer that makes up tags is not answered for ever. */
    private static final int MOST_FORKS = 32;

    private final Map<String, SipRequest> forks = new LinkedHashMap<>();
    private Owner owner;
    private State state;
    private Instant settled = Instant.MIN;
    private boolean lost;
    private final Map<String, Body> shown = new LinkedHashMap<>();
    private Optional<String> cancelWanted = Optional.empty();
    private Optional<SipResponse> ok = Optional.empty();
    private Optional<SipRequest> ack = Optional.empty();

    InviteClient(Leg leg, SipRequest request, Optional<SdpSide.Offer> offer, Owner owner, State state) {
        this.leg = leg;
        this.request = request;
        this.hop = leg.dialog().hop();
        this.offer = offer;
        this.owner = owner;
        this.state = state;
        this.end = leg.room().deadlines().create();
    }

    /** One of a former process: its transaction is lost, so an open one counts as over, but may still be answered. */
    InviteClient(Leg leg, SavedLegs.Invite saved, boolean toCancel) {
        this(leg, saved.request(), Optional.empty(), NOBODY, state(saved, toCancel));
        this.settled =
                saved.progress() == SavedLegs.Progress.OPEN ? leg.room().turn().now() : saved.at();
        this.lost = true;
        this.ok = saved.ok();
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
        if (state == State.FAILED || forgettable(leg.room().turn().now())) {
            return Optional.empty();
        }
        SavedLegs.Progress progress = open()
                ? SavedLegs.Progress.OPEN
                : state == State.ANSWERED ? SavedLegs.Progress.ANSWERED : SavedLegs.Progress.ACKED;
        Instant at = settled.equals(Instant.MIN) ? leg.room().turn().now() : settled;
        return Optional.of(new SavedLegs.Invite(request, progress, ok, ack, at));
    }

    SipRequest request() {
        return request;
    }

    Owner owner() {
        return owner;
    }

    State state() {
        return state;
    }

    /** No final response yet. */
    boolean open() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    /** Our offer in it, if it had one. */
    Optional<SdpSide.Offer> offer() {
        return offer;
    }

    /** The 2xx that answered it. */
    Optional<SipResponse> ok() {
        return ok;
    }

    /** Sends it. */
    void send() {
        leg.room().turn().order(new SipOrder.Send(request, hop));
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
        return over && settled.plus(Deadlines.T64).isBefore(now);
    }

    /** The CANCEL rule (legs 3.3): at once after a provisional answer, else with the first one (RFC 3261 §9.1). */
    void cancel(String reason) {
        if (state == State.PROCEEDING && cancelWanted.isEmpty()) {
            sendCancel(reason);
        }
        if (open() && cancelWanted.isEmpty()) {
            cancelWanted = Optional.of(reason);
        }
    }

    /** Ends the transaction where nothing else does (legs 5: CANCEL to final response). */
    void abort() {
        if (open()) {
            if (!lost) {
                leg.room().turn().order(new SipOrder.EndTransaction(request.branch()));
            }
            failed(487, Optional.empty());
        }
    }

    /** Acknowledges the 2xx with that body. */
    void ack(Body body) {
        acknowledge(body);
        leg.gate().to(Gate.State.FREE);
        if (!leg.left()) {
            leg.probe().start();
        }
    }

    /** Acknowledges the 2xx for the sake of the protocol: an offer in it is refused as a whole (legs 2, S7). */
    void ackWithoutJoining() {
        ack(refusal(leg.dialog(), ok.orElseThrow()));
    }

    /** Acknowledges an offer that nobody takes so that the session stays what it is. */
    void ackKeeping() {
        ack(keeping(ok.orElseThrow()));
    }

    private Body keeping(SipResponse answer) {
        Optional<Sdp> theirs = offered() ? Optional.empty() : Bodies.sdp(answer.body());
        Optional<String> same = theirs.flatMap(leg.sdp()::answerAgain);
        return same.map(Body::sdp).orElseGet(() -> refusal(leg.dialog(), answer));
    }

    /** Whether the offer was ours. */
    private boolean offered() {
        return !request.body().isEmpty();
    }

    void response(SipEvent.ResponseIn in) {
        SipResponse response = in.response();
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

    private void provisional(SipResponse response) {
        if (!open()) {
            return;
        }
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            cancelWanted.ifPresent(this::sendCancel);
        }
        if (response.code() > 100) {
            if (shown.size() < MOST_FORKS && Bodies.sdp(response.body()).isPresent()) {
                shown.putIfAbsent(response.to().tag(), response.body());
            }
            leg.early(response);
            owner.progress(response);
        }
    }

    private void success(SipResponse response) {
        if (open()) {
            state = State.ANSWERED;
            SipResponse whole = whole(response);
            ok = Optional.of(whole);
            end.clear();
            leg.gate().to(Gate.State.ACK_OWED);
            leg.answered(this, whole);
            leg.timer().granted(whole);
            owner.answered(whole);
        } else if (isOurs(response)) {
            ack.ifPresent(this::repeat);
        } else {
            fork(response);
        }
    }

    /** A 2xx without SDP says what an earlier response with its tag has shown, which was answer or offer already (RFC 3261 §13.2.1). */
    private SipResponse whole(SipResponse response) {
        Body earlier = shown.get(response.to().tag());
        return earlier == null || Bodies.text(response.body()).isPresent() ? response : response.with(earlier);
    }

    private boolean isOurs(SipResponse response) {
        return ok.filter(first -> first.to().tag().equals(response.to().tag())).isPresent();
    }

    /** A 2xx of another branch downstream, or one that comes after the transaction was over: ACK and BYE, once (legs 3.2). */
    private void fork(SipResponse response) {
        Turn turn = leg.room().turn();
        String tag = response.to().tag();
        if (forks.containsKey(tag)) {
            repeat(forks.get(tag));
            return;
        }
        if (forks.size() >= MOST_FORKS) {
            return;
        }
        boolean known = leg.dialog().remote().tag().equals(tag);
        Dialog dialog = known ? leg.dialog() : leg.dialog().fork(response);
        SipRequest acknowledgement = ackIn(dialog, known ? keeping(response) : refusal(dialog, response));
        forks.put(tag, acknowledgement);
        repeat(acknowledgement);
        if (known) {
            leg.answeredTooLate();
        } else {
            turn.order(new SipOrder.Send(leg.request(dialog, "BYE"), dialog.hop()));
        }
    }

    private void refused(SipEvent.ResponseIn in) {
        SipResponse response = in.response();
        if (!in.matched()) {
            SipRequest lost = new SipRequest(
                    "ACK",
                    request.uri(),
                    request.callId(),
                    request.from(),
                    request.to().withTag(response.to().tag()),
                    request.cseq(),
                    request.branch(),
                    "",
                    request.routes(),
                    List.of(),
                    request.maxForwards(),
                    Headers.NONE,
                    Body.NONE);
            leg.room().turn().order(new SipOrder.SendAck(lost, hop));
        }
        if (open()) {
            failed(response.code(), Optional.of(response));
        }
    }

    private void failed(int code, Optional<SipResponse> response) {
        state = State.FAILED;
        settled = leg.room().turn().now();
        end.clear();
        leg.gate().to(Gate.State.FREE);
        if (response.filter(challenge -> leg.invitesAgain(this, challenge)).isEmpty()) {
            owner.failed(code, response);
        }
    }

    private void sendCancel(String reason) {
        cancelWanted = Optional.of(reason);
        leg.room().turn().order(new SipOrder.Cancel(request, hop, reason));
        end.set(leg.room().turn().in(Deadlines.T64), this::abort);
    }

    private void acknowledge(Body body) {
        state = State.ACKED;
        settled = leg.room().turn().now();
        SipRequest made = ackIn(leg.dialog(), body);
        ack = Optional.of(made);
        repeat(made);
    }

    private SipRequest ackIn(Dialog dialog, Body body) {
        String branch = leg.room().names().branch();
        SipRequest bare = dialog.ack(request.cseq(), branch, leg.room().product(), body);
        Headers headers = bare.headers();
        for (Headers.Field field : request.headers().fields()) {
            if (CREDENTIALS.contains(field.name())) { // RFC 3261 §13.2.2.4
                headers = headers.with(field.name(), field.value());
            }
        }
        boolean same = headers.equals(bare.headers());
        return same || !leg.room().settings().credentials().mayBeCarriedBy(bare)
                ? bare
                : dialog.ack(request.cseq(), branch, headers, body);
    }

    private void repeat(SipRequest made) {
        leg.room().turn().order(new SipOrder.SendAck(made, leg.dialog().hop()));
    }

    /** What an ACK carries that joins nothing: the offer of the 2xx refused, or nothing where the offer was ours. */
    private Body refusal(Dialog dialog, SipResponse response) {
        Optional<Sdp> theirs = offered() ? Optional.empty() : Bodies.sdp(response.body());
        boolean same = dialog == leg.dialog();
        return theirs.map(sdp ->
                        Body.sdp(same ? leg.sdp().reject(sdp) : leg.freshSdp().reject(sdp)))
                .orElse(Body.NONE);
    }
}
