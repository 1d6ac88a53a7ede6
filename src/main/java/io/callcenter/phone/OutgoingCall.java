package io.callcenter.phone;

import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Body;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;

/** A call that a phone makes: its INVITE carries the offer. */
public final class OutgoingCall extends PhoneCall {
    private final OutgoingRequest invite;
    private Step step = Step.CALLING;
    private boolean hangUpWanted;
    private boolean cancelled;

    private enum Step {
        CALLING,
        PROCEEDING,
        CONFIRMED,
        REFUSED
    }

    /** A call not yet dialled. */
    OutgoingCall(Wire wire, PhoneDialog dialog, String offer) {
        super(wire, dialog);
        this.invite = dialog.request(Methods.INVITE, Body.sdp(offer));
    }

    /** Sends the INVITE. */
    void dial() {
        wire.stack().carryOut(new SipOrder.Send(invite, dialog.hop()));
    }

    /** The name of its INVITE transaction. */
    String branch() {
        return invite.branch();
    }

    /** A response to one of our requests; only those to the INVITE matter. */
    void response(Response response) {
        if (!response.cseq().method().equals(Methods.INVITE)) {
            return;
        }
        if (response.code() < 200) {
            provisional(response.code());
        } else if (response.code() < 300) {
            success(response);
        } else {
            refusal(response.code());
        }
    }

    private void provisional(int code) {
        if (step == Step.CALLING) {
            step = Step.PROCEEDING;
            // No CANCEL before the first provisional response (RFC 3261 §9.1).
            cancelIfWanted();
        }
        if (code > 100 && step == Step.PROCEEDING) {
            party().progress(code);
        }
    }

    private void success(Response response) {
        boolean first = step == Step.CALLING || step == Step.PROCEEDING;
        if (first) {
            step = Step.CONFIRMED;
            dialog.learn(response);
        }
        // Repeated 2xx get the ACK again (RFC 3261 §13.2.2.4).
        wire.stack().carryOut(new SipOrder.SendAck(dialog.ack(invite.number()), dialog.hop()));
        if (first) {
            party().accepted(response.body().text());
            if (hangUpWanted && !over()) {
                bye();
            }
        }
    }

    /** A final refusal, a time-out (408) or a failed transport (503). */
    void refusal(int code) {
        if (step == Step.CALLING || step == Step.PROCEEDING) {
            step = Step.REFUSED;
            finish();
            party().refused(code);
        }
    }

    @Override
    void acknowledged(String sdp) {
        party().acknowledged(sdp);
    }

    @Override
    public void hangUp() {
        if (over() || step == Step.REFUSED) {
            return;
        }
        hangUpWanted = true;
        if (step == Step.CONFIRMED) {
            bye();
        } else if (step == Step.PROCEEDING) {
            cancelIfWanted();
        }
    }

    private void cancelIfWanted() {
        if (hangUpWanted && !cancelled) {
            cancelled = true;
            wire.stack().carryOut(new SipOrder.Cancel(invite, dialog.hop(), ""));
        }
    }
}
