package io.callcenter.phone;

import io.callcenter.b2b.SipEvent.RequestIn;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.util.Optional;

/** A call of a phone, made or taken: what happens inside its dialog. Lives on the lane. */
public abstract sealed class PhoneCall permits IncomingCall, OutgoingCall {
    final Wire wire;
    final PhoneDialog dialog;
    private Optional<Repeater> unacknowledged = Optional.empty();
    private Optional<Party> party = Optional.empty();
    private boolean over;

    /** A call in that dialog. */
    PhoneCall(Wire wire, PhoneDialog dialog) {
        this.wire = wire;
        this.dialog = dialog;
    }

    /** Ends the call in the way that fits its state (RFC 3261 §15). A second time nothing happens. */
    abstract void hangUp();

    /** What to do with the first ACK to a 2xx of ours. */
    abstract void acknowledged(String sdp);

    /** Who hears of the call; set before anything can happen. */
    final void use(Party user) {
        party = Optional.of(user);
    }

    /** Who hears of the call. */
    final Party party() {
        return party.orElseThrow();
    }

    /** Whether nothing more happens in it. */
    public final boolean over() {
        return over;
    }

    /** Nothing more happens in it. */
    final void finish() {
        over = true;
        stopRepeating();
    }

    /** A request inside the dialog. */
    final void request(RequestIn in) {
        Request request = in.request();
        if (request.is(Methods.ACK)) {
            stopRepeating().ifPresent(ignored -> acknowledged(request.body().text()));
        } else if (!dialog.inOrder(request.cseq().number())) {
            respond(in, 500);
        } else {
            inOrder(in, request);
        }
    }

    private void inOrder(RequestIn in, Request request) {
        switch (request.method().text()) {
            case "BYE" -> gone(in);
            case "INVITE" -> change(in, request);
            case "UPDATE" -> update(in, request);
            case "OPTIONS", "INFO", "MESSAGE" -> respond(in, 200);
            default -> respond(in, 405);
        }
    }

    private void gone(RequestIn in) {
        respond(in, 200);
        if (!over) {
            finish();
            party().ended();
        }
    }

    private void change(RequestIn in, Request request) {
        if (over) {
            respond(in, 481);
        } else if (unacknowledged.isPresent()) {
            // Its last INVITE is not finished (RFC 3261 §14.2).
            respond(in, 491);
        } else {
            Optional<String> body = party().offered(request.body().text());
            body.ifPresentOrElse(text -> accept(in, request, text), () -> respond(in, 488));
        }
    }

    private void accept(RequestIn in, Request request, String sdp) {
        dialog.refresh(request);
        repeat(in.transaction(), dialog.response(200, Body.sdp(sdp)));
    }

    private void update(RequestIn in, Request request) {
        dialog.refresh(request);
        Optional<String> body = request.body().isEmpty()
                ? Optional.of("")
                : party().offered(request.body().text());
        Body answer = body.filter(text -> !text.isEmpty()).map(Body::sdp).orElse(Body.NONE);
        respond(in.transaction(), dialog.response(body.isPresent() ? 200 : 488, answer));
    }

    /** Sends a 2xx to an INVITE again and again until its ACK has come (RFC 3261 §13.3.1.4). */
    final void repeat(String transaction, Draft accepted) {
        unacknowledged = Optional.of(new Repeater(wire.lane(), () -> respond(transaction, accepted), this::deserted));
    }

    /** No ACK came. */
    private void deserted() {
        unacknowledged = Optional.empty();
        if (!over) {
            bye();
            party().ended();
        }
    }

    private Optional<Repeater> stopRepeating() {
        Optional<Repeater> was = unacknowledged;
        was.ifPresent(Repeater::stop);
        unacknowledged = Optional.empty();
        return was;
    }

    /** Sends BYE; the call is over. */
    final void bye() {
        finish();
        wire.stack().carryOut(new SipOrder.Send(dialog.request(Methods.BYE, Body.NONE), dialog.hop()));
    }

    final void respond(String transaction, Draft response) {
        wire.stack().carryOut(new SipOrder.Respond(transaction, response));
    }

    private void respond(RequestIn in, int code) {
        respond(in.transaction(), dialog.response(code, Body.NONE));
    }
}
