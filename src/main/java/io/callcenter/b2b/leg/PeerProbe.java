package io.callcenter.b2b.leg;

import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import java.time.Instant;
import java.util.Optional;

/** Finds out whether a silent peer is still there (docs/design/legs.md 5): OPTIONS in the dialog; only 408, 481 and silence mean that it is not. */
final class PeerProbe {
    private final Leg leg;
    private final CallDeadlines.Deadline silence;
    private boolean running;
    private boolean asked;
    private Instant notBefore = Instant.MIN;

    PeerProbe(Leg leg) {
        this.leg = leg;
        this.silence = leg.context().deadlines().create();
    }

    /** The dialog is confirmed: from now on its silence counts. */
    void start() {
        running = true;
        heard();
    }

    /** After a restart the clocks of all calls start anew: not all at once. */
    void startAnew() {
        running = true;
        int span = (int) Math.max(1, leg.context().settings().probeAfter().toMillis());
        silence.set(leg.context().out().now().plusMillis(leg.context().names().random(span)), this::ask);
    }

    void stop() {
        running = false;
        silence.clear();
    }

    /** Anything that comes from the peer is life, also while a probe is under way. */
    void heard() {
        asked = false;
        if (running) {
            silence.set(leg.context().out().in(leg.context().settings().probeAfter()), this::ask);
        }
    }

    /**
     * The connection by which the peer was heard is closed: asks now, or when a fifth of the time of silence has passed since it was asked last. Some
     * close theirs after each message, and would be asked without end.
     */
    void linkGone() {
        if (!running || asked) {
            return;
        }
        if (leg.context().out().now().isBefore(notBefore)) {
            silence.set(notBefore, this::ask);
        } else {
            ask();
        }
    }

    private void ask() {
        silence.clear();
        asked = true;
        notBefore = leg.context().out().in(leg.context().settings().probeAfter().dividedBy(5));
        Draft options = leg.request(leg.dialog(), Methods.OPTIONS).with(HeaderName.ACCEPT, "application/sdp");
        leg.ask(leg.dialog(), options, this::answered);
    }

    private void answered(int code, Optional<Response> response) {
        // 500: the request could not even be made, so nobody can be asked. What was only too much for now (513) tells
        // nothing.
        boolean silent = response.isEmpty() && asked && (code == 408 || code == 503 || code == 500);
        boolean dead = silent || response.isPresent() && (code == 408 || code == 481);
        if (running && dead) {
            leg.context().ending().dead(leg);
        } else if (asked) {
            heard(); // it tells nothing: the peer is asked again
        }
    }
}
