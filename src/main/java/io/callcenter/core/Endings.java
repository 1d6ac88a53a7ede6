package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Ends calls: the common work of docs/design/behaviour.md 3.4, once for each call. */
final class Endings {
    private final Map<CallId, Call> calls;
    private final Centre centre;

    Endings(Map<CallId, Call> calls, Centre centre) {
        this.calls = calls;
        this.centre = centre;
    }

    /** The call is over; its legs are somebody else's business. */
    void end(Call call, Ended ended, Instant now) {
        Finish finish = ended.finish();
        centre.records().last(call, finish, ended.at());
        sample(call, finish, ended.at());
        centre.intervals().ended(call, finish, ended.at(), now);
        log(call, ended);
        centre.line().leave(call);
        call.alarms.cancelAll();
        centre.codes().over(call, now);
        boolean talked = finish.talked();
        centre.transitions().end(call, finish.reason(), now);
        centre.bindings().release(call, talked ? Bindings.After.WRAP_UP : Bindings.After.NOTHING, now);
        call.transfer().ifPresent(transfer -> cutShort(call, transfer, now));
        calls.remove(call.id());
        call.flow().calls.remove(call.id());
        centre.flows().forgetIfDone(call.flow());
        centre.outbox().forget(new Effect.ForgetCall(call.id()));
    }

    /** As {@link #end}, and hangs up on all sides. */
    void hangUp(Call call, Ended ended, Instant now) {
        centre.orders().end(call, ended.finish().reason());
        end(call, ended, now);
    }

    /** The call has ended before its transfer: nobody is to blame, and the legs tell whoever asked for it. */
    private void cutShort(Call call, Transfer transfer, Instant now) {
        transfer.goal().seat().ifPresent(seat -> centre.bindings().release(call, seat, Bindings.After.NOTHING, now));
        call.transferIsOver();
        transfer.goal().flow().ifPresent(flow -> centre.flows().expectNoMore(flow, call.id()));
        centre.transfers().count(transfer, "ended");
    }

    private void log(Call call, Ended ended) {
        Instant established = call.established().orElse(ended.at());
        centre.outbox()
                .log(new Effect.LogCall(
                        call.id(),
                        call.flow().row().id(),
                        call.birth.caller(),
                        call.agent().map(Seat::id),
                        Records.between(call.birth.received(), established),
                        Records.between(established, ended.at()),
                        call.rejections(),
                        ended.finish().reason(),
                        ended.why()));
    }

    /** A talk to somebody outside is no work of the flow. */
    void sample(Call call, Finish finish, Instant at) {
        if (call.state() == CallState.OUTSIDE) {
            return;
        }
        Duration waited = Records.between(call.received(), call.established().orElse(at));
        Figures flow = call.flow().figures;
        flow.wait.add(waited);
        centre.total().wait.add(waited);
        if (call.established().isEmpty()) {
            measure(call, Effect.Measure.WAITING, waited);
        }
        if (finish == Finish.ABANDONED) {
            flow.abandoned.add();
            centre.total().abandoned.add();
        }
        if (finish.talked()) {
            Duration talked = Records.between(call.established().orElse(at), at);
            flow.talk.add(talked);
            call.agent().ifPresent(seat -> seat.talk.add(talked));
            measure(call, Effect.Measure.TALKING, talked);
        }
    }

    void measure(Call call, Effect.Measure measure, Duration value) {
        centre.outbox().sample(new Effect.Sample(measure, call.flow().row().id(), value));
    }
}
