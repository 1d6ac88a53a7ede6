package io.callcenter.b2b.leg;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Reasons;
import java.time.Duration;
import java.util.Optional;

/**
 * A transfer that a leg's peer has asked for (RFC 3515; docs/design/legs.md 3.10): the answer to its REFER, the NOTIFYs of the one subscription that
 * it makes, and the end of a leg whose peer has got rid of the caller. Each transfer that is taken has one last NOTIFY, unless the peer leaves first.
 */
final class Referral {
    /** A refusal that takes longer than this is told by NOTIFY. */
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** The peer may say BYE itself for so long after it has answered the last NOTIFY. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    /** So long the last NOTIFY may stay without an answer. */
    private static final Duration UNHEARD = Duration.ofSeconds(5);

    private static final FieldValue FRAGMENT = FieldValue.of("message/sipfrag;version=2.0");
    private static final String TRANSFERRED = "SIP;cause=200;text=\"transferred\"";
    private static final int EXPIRES = 180;

    private enum State {
        /** The REFER waits for its answer. */
        ASKED,
        /** It was answered with 202, how it ends is open. */
        TAKEN,
        /** Refused, or its end was told. */
        OVER
    }

    private final Leg leg;
    private final Optional<String> transaction;
    private final String event;
    private final String numbered;
    private final boolean silent;
    private final CallDeadlines.Deadline patience;
    private State state;
    private boolean muted;
    private boolean rang;
    private boolean toldWell;

    /**
     * @param transaction of the REFER
     * @param numbered what the peer may name it by in any case (RFC 3515 §2.4.6)
     * @param first whether it is the dialog's first, whose NOTIFYs have no number
     * @param silent whether the peer wants none (RFC 4488)
     */
    Referral(Leg leg, String transaction, String numbered, boolean first, boolean silent) {
        this(leg, Optional.of(transaction), first ? "refer" : numbered, numbered, silent, State.ASKED);
        patience.set(leg.context().out().in(ANSWER), this::take);
    }

    /** One that was taken in a former process. */
    Referral(Leg leg, SavedLegs.Referral saved) {
        this(leg, Optional.empty(), saved.event(), saved.event(), saved.silent(), State.TAKEN);
        expire();
    }

    private Referral(
            Leg leg, Optional<String> transaction, String event, String numbered, boolean silent, State state) {
        this.leg = leg;
        this.transaction = transaction;
        this.event = event;
        this.numbered = numbered;
        this.silent = silent;
        this.state = state;
        this.patience = leg.context().deadlines().create();
    }

    /**
     * What is saved of it: nothing before it is taken, or when its end was told and the peer has the caller; but a good end until the leg is over, since after a crash nobody knows whether
     * the peer has heard it.
     */
    Optional<SavedLegs.Referral> saved() {
        return taken() || leg.aside() || toldWell && !leg.left()
                ? Optional.of(new SavedLegs.Referral(event, silent, leg.aside()))
                : Optional.empty();
    }

    /** Neither refused nor ended. */
    boolean open() {
        return state != State.OVER;
    }

    /** Taken, and not ended. */
    boolean taken() {
        return state == State.TAKEN;
    }

    /** The contact center's answer; one that comes after {@link #ANSWER} is the end that is told. */
    void answer(int code) {
        boolean takes = code < 300;
        if (state == State.ASKED && takes) {
            take();
        } else if (state == State.ASKED) {
            state = State.OVER;
            patience.clear();
            respond(code);
        } else if (!takes) {
            tell(code);
        }
    }

    private void take() {
        patience.clear();
        respond(202);
        if (leg.left()) {
            state = State.OVER;
            return;
        }
        state = State.TAKEN;
        expire();
        notify("active;expires=" + EXPIRES, 100);
        leg.context().saves().soon();
    }

    /** The subscription does not last for ever, whoever has forgotten it. */
    private void expire() {
        patience.set(leg.context().out().in(Duration.ofSeconds(EXPIRES)), () -> tell(503));
    }

    private void respond(int code) {
        Draft response = leg.reply(code);
        boolean said = silent && code == 202;
        leg.respond(transaction.orElseThrow(), said ? response.with(HeaderName.REFER_SUB, "false") : response);
    }

    /** Whether its peer hears of it under that event. */
    boolean isSubscribedTo(String name) {
        return taken() && !silent && !muted && (event.equalsIgnoreCase(name) || name.equalsIgnoreCase(numbered));
    }

    /** The peer wants to hear of it for longer, or no more (RFC 6665 §4.2.1): it is told how things stand, and the transfer goes on. */
    void subscribe(String request, boolean ends) {
        leg.respond(
                request,
                leg.reply(200)
                        .with(HeaderName.CONTACT, "<" + leg.dialog().contact() + ">")
                        .with(HeaderName.EXPIRES, ends ? "0" : String.valueOf(EXPIRES)));
        int state = rang ? 180 : 100;
        if (ends) {
            notify("terminated;reason=timeout", state);
            muted = true;
        } else {
            expire();
            notify("active;expires=" + EXPIRES, state);
        }
    }

    /** The target said that it rings. */
    void rings() {
        if (taken() && !rang) {
            rang = true;
            notify("active;expires=" + EXPIRES, 180);
        }
    }

    /** How it ended. A leg that the caller has left ends with it. */
    void tell(int code) {
        end(code, code < 300 ? TRANSFERRED : "");
    }

    /** Ends it with that code, and the leg afterwards unless the caller is with it; that BYE carries the given reason. */
    void end(int code, String reason) {
        if (!open()) {
            return;
        }
        boolean asked = state == State.ASKED;
        state = State.OVER;
        patience.clear();
        toldWell = code < 300 && !asked && !leg.staysAfterTransfer();
        leg.context().saves().soon();
        if (asked) {
            respond(code < 300 ? 202 : code);
        }
        boolean told = !asked && notify("terminated;reason=noresource", code, () -> farewell(FAREWELL, reason));
        farewell(told ? UNHEARD : FAREWELL, reason);
    }

    private void farewell(Duration wait, String reason) {
        if (!leg.left() && !leg.staysAfterTransfer()) {
            patience.set(leg.context().out().in(wait), () -> leg.endAfterTransfer(reason));
        }
    }

    /** The leg ends, whoever ended it: nothing more is told. */
    void left() {
        muted = true;
        if (state != State.ASKED) {
            patience.clear();
        }
    }

    private void notify(String subscription, int code) {
        notify(subscription, code, () -> {});
    }

    /** Sends a NOTIFY, unless nobody wants it; whether it did. */
    private boolean notify(String subscription, int code, Runnable answered) {
        if (silent || muted || leg.left()) {
            return false;
        }
        String line = "SIP/2.0 " + code + " " + Reasons.phrase(code) + "\r\n";
        Draft request = leg.request(leg.dialog(), Methods.NOTIFY)
                .with(HeaderName.CONTACT, "<" + leg.dialog().contact() + ">")
                .with(HeaderName.EVENT, event)
                .with(HeaderName.SUBSCRIPTION_STATE, subscription)
                .with(Body.of(FRAGMENT, line));
        leg.ask(leg.dialog(), request, (answer, response) -> {
            muted |= answer >= 300;
            answered.run();
        });
        return true;
    }
}
