package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.MediaSlots;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A re-INVITE of one leg on its way to the leg's peer, with an offer or asking for one (docs/design/legs.md 3.8). */
final class InviteRelay implements InviteClient.Owner, InviteServer.Owner {
    private final CallContext context;
    private final Leg from;
    private final Leg to;
    private final SessionTimer.Wish wish;
    private final InviteServer server;
    private final Optional<Sdp> offer;
    private final CallDeadlines.Deadline limit;
    private Optional<InviteClient> client = Optional.empty();

    InviteRelay(CallContext context, Leg from, Leg to, Request request, InviteServer server) {
        this.context = context;
        this.from = from;
        this.to = to;
        this.wish = SessionTimer.Wish.of(request);
        this.server = server;
        this.offer = Bodies.sdp(request.body());
        this.limit = context.deadlines().create();
    }

    void start() {
        server.ownedBy(this);
        limit.set(context.out().in(context.settings().setupTimeout()), this::late);
        client = Optional.of(to.reinvite(offer.map(to.sdp()::offer), this));
        if (offer.isEmpty()) {
            // Who takes this up after a crash must know that a 2xx to it is an offer.
            context.saves().soon();
        }
    }

    @Override
    public void progress(Response response) {}

    @Override
    public void answered(Response response) {
        limit.clear();
        Optional<Sdp> theirs = Bodies.sdp(response.body());
        if (offer.isPresent()) {
            answer(theirs);
        } else {
            pass(theirs);
        }
    }

    /** The peer has answered the relayed offer. */
    private void answer(Optional<Sdp> theirs) {
        SdpSide.Offer sent = client().offer().orElseThrow();
        client().ack(Body.NONE);
        theirs.ifPresent(answer -> to.sdp().accepted(sent, answer));
        if (!server.open()) {
            context.diverged(to);
        } else if (theirs.isEmpty()) {
            server.refuse(from.reply(488));
        } else {
            String text = from.sdp().answer(offer.orElseThrow(), sent.mapBack(theirs.get()));
            accept(text, ack -> {});
            context.joined(from, to);
        }
        context.saves().soon();
    }

    /** The peer offers: it gets its ACK when the answer has come in the ACK of the one who asked. */
    private void pass(Optional<Sdp> theirs) {
        if (!server.open() || theirs.isEmpty()) {
            client().ackKeeping();
            if (server.open()) {
                server.refuse(from.reply(488));
            }
            return;
        }
        SdpSide.Offer sent = from.sdp().offer(theirs.get());
        accept(sent.text(), ack -> complete(sent, theirs.get(), ack));
    }

    private void complete(SdpSide.Offer sent, Sdp theirs, Request ack) {
        Optional<Sdp> given =
                Bodies.sdp(ack.body()).or(() -> from.sdp().received().map(last -> fitted(sent, last)));
        given.ifPresent(answer -> from.sdp().accepted(sent, answer));
        if (client().state() != InviteClient.State.ANSWERED) {
            return;
        }
        if (given.isEmpty()) {
            client().ackWithoutJoining();
            return;
        }
        client().ack(Body.sdp(to.sdp().answer(theirs, sent.mapBack(given.get()))));
        context.joined(from, to);
        context.saves().soon();
    }

    private static Sdp fitted(SdpSide.Offer sent, Sdp last) {
        List<Integer> same =
                IntStream.range(0, sent.sent().media().size()).boxed().toList();
        return MediaSlots.mapBack(sent.sent(), same, last);
    }

    private void accept(String text, java.util.function.Consumer<Request> acked) {
        server.accept(
                from.acceptance(wish, Body.sdp(text)),
                acked,
                () -> context.ending().silent(from));
    }

    @Override
    public void failed(int code, Optional<Response> response) {
        limit.clear();
        if (server.open()) {
            server.refuse(from.reply(Refusals.relayed("INVITE", code)));
        }
        if (Refusals.endsDialog(code, response)) {
            context.ending().dead(to);
        }
    }

    /** The peer leaves: whoever asked has none now. */
    @Override
    public void lost() {
        limit.clear();
        if (server.open()) {
            server.refuse(from.reply(491));
        }
    }

    @Override
    public void cancelled(Request cancel) {
        client().cancel(Ending.reason(cancel));
    }

    @Override
    public void abandoned() {
        limit.clear();
        client().cancel("");
    }

    private void late() {
        server.refuse(from.reply(500));
        client().cancel("");
    }

    private InviteClient client() {
        return client.orElseThrow();
    }
}
