package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SetupRules;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Provisional answers to the caller that they acknowledge by PRACK (RFC 3262): one at a time, repeated until then; what happens meanwhile is told
 * afterwards, as its latest state. Without a PRACK for 64*T1 the caller is given up.
 */
final class ReliableProvisional {
    /** The option tag. */
    static final String TAG = "100rel";

    /** Leaves room below 2^31 for all that follow. */
    private static final int MOST = Integer.MAX_VALUE - 1_000_000;

    private final CallerLeg leg;
    private final boolean required;
    private final boolean supported;
    private final CallDeadlines.Deadline repetition;
    private final CallDeadlines.Deadline wait;
    private final List<Runnable> whenShown = new ArrayList<>();
    private Optional<Draft> open = Optional.empty();
    private Optional<Draft> next = Optional.empty();
    private long number;

    private ReliableProvisional(CallerLeg leg, boolean required, boolean supported) {
        this.leg = leg;
        this.required = required;
        this.supported = supported;
        this.repetition = leg.context().deadlines().create();
        this.wait = leg.context().deadlines().create();
    }

    /** For a caller who wants or knows them, as far as they are switched on. */
    static ReliableProvisional of(CallerLeg leg, Request invite) {
        SetupRules rules = leg.context().settings().rules();
        boolean required = rules.knowsReliable() && invite.lists(HeaderName.REQUIRE, TAG);
        boolean known = rules.reliable() == SetupRules.Reliable.SUPPORTED && invite.lists(HeaderName.SUPPORTED, TAG);
        return new ReliableProvisional(leg, required, known);
    }

    /** For a caller who gets no more provisional answers. */
    static ReliableProvisional none(CallerLeg leg) {
        return new ReliableProvisional(leg, false, false);
    }

    /** Whether the caller takes no others. */
    boolean required() {
        return required;
    }

    /** Whether one was sent that is not acknowledged. */
    boolean waits() {
        return open.isPresent();
    }

    /** Whether one is to be sent so, with a session description or without. */
    boolean wanted(boolean described) {
        return required || supported && described;
    }

    /** Sends it, as soon as the one before is acknowledged. */
    void send(Draft plain) {
        if (open.isPresent()) {
            next = Optional.of(
                    next.filter(former -> plain.body().isEmpty() && former.tag().equals(plain.tag()))
                            .map(former -> plain.with(former.body()))
                            .orElse(plain));
            return;
        }
        number = number == 0 ? leg.context().names().random(MOST) + 1L : number + 1;
        Draft whole = plain.with(HeaderName.REQUIRE, TAG).with(HeaderName.RSEQ, String.valueOf(number));
        open = Optional.of(whole);
        wait.set(leg.context().out().in(CallDeadlines.T64), this::silent);
        repeat(whole, CallDeadlines.T1);
    }

    private void repeat(Draft whole, Duration pause) {
        leg.first().provisional(whole);
        repetition.set(leg.context().out().in(pause), () -> repeat(whole, pause.multipliedBy(2)));
    }

    private void silent() {
        leg.context().ending().callerGone(CallEvent.How.NO_ACK, "", 504);
    }

    /** Does that once no session description waits for its PRACK: that one would be the answer, and the 2xx must not overtake it (RFC 3262 §3). */
    void whenShown(Runnable what) {
        if (describes()) {
            whenShown.add(what);
        } else {
            what.run();
        }
    }

    /** Whether the one that waits for its PRACK has a session description. */
    boolean describes() {
        return open.filter(response -> !response.body().isEmpty()).isPresent();
    }

    /** Whether that PRACK is for the one that waits for it. */
    boolean isFor(Request prack) {
        String wanted = number + " " + leg.first().number() + " INVITE";
        return open.isPresent()
                && prack.first(HeaderName.RACK)
                        .map(value -> value.strip().replaceAll("\\s+", " "))
                        .filter(wanted::equals)
                        .isPresent();
    }

    /** It was acknowledged. */
    void acknowledged() {
        open = Optional.empty();
        repetition.clear();
        wait.clear();
        List<Runnable> waiting = List.copyOf(whenShown);
        whenShown.clear();
        waiting.forEach(Runnable::run);
        Optional<Draft> latest = next;
        next = Optional.empty();
        latest.ifPresent(this::send);
    }

    /** A final answer goes out: a PRACK that is under way is still answered. */
    void stop() {
        repetition.clear();
        wait.clear();
        next = Optional.empty();
        whenShown.clear();
    }
}
