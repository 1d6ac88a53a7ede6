package io.callcenter.core.rules;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of agents from which those whom they talk to go to a caller of theirs (docs/call-states.md). Such a call is over when the caller is joined to them; it
 * goes on as before when that fails.
 */
final class Lenders {
    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final Consultations consultations;
    private final Endings endings;

    Lenders(CenterState center, Map<CallId, Call> calls, Consultations consultations, Endings endings) {
        this.center = center;
        this.calls = calls;
        this.consultations = consultations;
        this.endings = endings;
    }

    /** Lets whom the caller of that call talks to come over; they may come back. */
    void lend(Call from, Call to, Instant now) {
        from.lend(true);
        center.orders().hand(to, from, now);
        to.borrowFrom(Optional.of(from.id()));
    }

    void lend(Consultation from, Call to, Instant now) {
        from.lend(true);
        center.orders().hand(to, from, now);
        to.borrowFrom(Optional.of(from.id()));
    }

    /** They have come over for good, or the caller waits for them alone. */
    void joined(Call call, Transfer transfer, Instant now) {
        Optional<CallId> lender = call.lender();
        call.borrowFrom(Optional.empty());
        lender.map(calls::get).ifPresent(from -> {
            String why = "agent " + from.agent().map(LiveAgent::id).orElse(null) + " went to call " + call.id();
            over(from, transfer, new CallEnd(EndKind.TALK_MERGED, why, now), now);
        });
        lender.flatMap(consultations::find)
                .ifPresent(from -> consultations.merged(from, transfer.own().isPresent(), now));
    }

    /** They talk on to the agent, unless one of the two has gone. */
    void goesOn(Call call) {
        call.lender().map(calls::get).ifPresent(from -> from.lend(false));
        call.lender().flatMap(consultations::find).ifPresent(from -> from.lend(false));
        call.borrowFrom(Optional.empty());
    }

    /** The transfer was given up, but the caller had been joined just then: nobody comes back. */
    void crossed(Call call, LegId leg) {
        Optional<CallId> lender = call.lenderOf(leg);
        lender.map(calls::get)
                .ifPresent(from ->
                        from.legs.currentLeg().ifPresent(gone -> center.orders().drop(from, gone.id())));
        lender.flatMap(consultations::find).ifPresent(center.orders()::drop);
    }

    /** The agent's own call is over; their leg in it stays until they are told how the transfer ended, where they have asked for it there. */
    void over(Call consultation, Transfer transfer, CallEnd ended, Instant now) {
        if (transfer.own().isPresent()) {
            center.orders().dropNext(consultation);
            endings.end(consultation, ended, now);
        } else {
            endings.hangUp(consultation, ended, now);
        }
    }
}
