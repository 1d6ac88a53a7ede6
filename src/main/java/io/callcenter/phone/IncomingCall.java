package io.callcenter.phone;

import io.callcenter.b2b.SipEvent.CancelIn;
import io.callcenter.b2b.SipEvent.RequestIn;
import io.callcenter.message.Body;
import io.callcenter.message.Request;

/** A call that a phone is offered. */
public final class IncomingCall extends PhoneCall {
    private final String transaction;
    private final Request invite;
    private Step step = Step.OFFERED;
    private boolean hangUpWanted;

    private enum Step {
        OFFERED,
        ACCEPTED,
        ACKNOWLEDGED
    }

    /** The call of an INVITE. */
    IncomingCall(Wire wire, RequestIn in) {
        super(wire, PhoneDialog.of(wire, in.request(), in.hop()));
        this.transaction = in.transaction();
        this.invite = in.request();
    }

    /** Who is dialled: the user part of the Request-URI. */
    public String dialled() {
        return invite.uri().user();
    }

    /** Who calls: the user part of the From URI. */
    public String caller() {
        return invite.from().uri().user();
    }

    /** The session description of the INVITE; empty = the caller asks for an offer. */
    public String offer() {
        return invite.body().text();
    }

    /** The INVITE's first header of that name; empty = none. */
    public String header(String name) {
        return invite.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> field.value().toString())
                .findFirst()
                .orElse("");
    }

    /** Answers 180. */
    public void ring() {
        if (step == Step.OFFERED && !over()) {
            respond(transaction, dialog.response(180, Body.NONE));
        }
    }

    /** Picks up, with an answer or an offer. Without effect once the call is over or picked up. */
    public void accept(String sdp) {
        if (step == Step.OFFERED && !over()) {
            step = Step.ACCEPTED;
            repeat(transaction, dialog.response(200, Body.sdp(sdp)));
        }
    }

    /** Refuses; without effect once the call is over or picked up. */
    public void refuse(int code) {
        if (step == Step.OFFERED && !over()) {
            finish();
            respond(transaction, dialog.response(code, Body.NONE));
        }
    }

    /** The caller's side takes the INVITE back: 200 to the CANCEL, 487 unless it comes too late. */
    void cancel(CancelIn in) {
        respond(in.transaction(), dialog.response(200, Body.NONE));
        if (step == Step.OFFERED && !over()) {
            refuse(487);
            party().cancelled();
        }
    }

    @Override
    void acknowledged(String sdp) {
        if (step == Step.ACCEPTED) {
            step = Step.ACKNOWLEDGED;
            party().acknowledged(sdp);
            if (hangUpWanted && !over()) {
                bye();
            }
        } else {
            party().acknowledged(sdp);
        }
    }

    @Override
    public void hangUp() {
        if (over()) {
            return;
        }
        switch (step) {
            case OFFERED -> refuse(480);
            // No request of the callee before the ACK (RFC 3261 §15).
            case ACCEPTED -> hangUpWanted = true;
            case ACKNOWLEDGED -> bye();
        }
    }
}
