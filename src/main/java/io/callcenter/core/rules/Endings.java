package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Ends calls: the common work of docs/design/behaviour.md 3.4, once for each call. */
final class Endings {
    private static final int CALLER_GONE = 487;

    private final Map<CallId, Call> calls;
    private final CenterState center;

    Endings(Map<CallId, Call> calls, CenterState center) {
        this.calls = calls;
        this.center = center;
    }

    /** The call is over; its legs are somebody else's business. */
    void end(Call call, CallEnd ended, Instant now) {
        EndKind finish = ended.finish();
        center.cdrs().last(call, finish, ended.at());
        sample(call, finish, ended.at());
        center.intervals().ended(call, finish, ended.at(), now);
        log(call, ended);
        center.waiting().leave(call);
        call.alarms.cancelAll();
        center.codes().over(call, now);
        boolean wrapsUp = finish.talked()
                && finish != EndKind.TALK_MERGED
                && !call.lends(); // they go on talking in the other call
        center.transitions().end(call, finish.reason(), now);
        center.bindings().release(call, wrapsUp ? Bindings.After.WRAP_UP : Bindings.After.NOTHING, now);
        call.transfer().ifPresent(transfer -> cutShort(call, transfer, now));
        call.maker().ifPresent(liveAgent -> center.bindings().consulted(liveAgent, call.id(), now));
        calls.remove(call.id());
        call.flow().calls.remove(call.id());
        center.flows().forgetIfDone(call.flow());
        center.effects().forget(new Effect.ForgetCall(call.id()));
    }

    /** As {@link #end}, and hangs up on all sides. */
    void hangUp(Call call, CallEnd ended, Instant now) {
        center.orders().end(call, ended.finish().reason());
        end(call, ended, now);
    }

    /** The call has ended before its transfer: nobody is to blame, and the legs tell whoever asked for it. */
    private void cutShort(Call call, Transfer transfer, Instant now) {
        transfer.goal()
                .seat()
                .ifPresent(liveAgent -> center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now));
        transfer.own().ifPresent(own -> center.orders().tell(own, LegId.CALLER, CALLER_GONE));
        call.transferIsOver();
        transfer.goal().flow().ifPresent(flow -> center.flows().expectNoMore(flow, call.id()));
        center.transfers().count(transfer, "ended");
    }

    private void log(Call call, CallEnd ended) {
        Instant established = call.established().orElse(ended.at());
        center.effects()
                .log(new Effect.LogCall(
                        call.id(),
                        call.flow().row().id(),
                        call.birth.caller(),
                        call.agent().map(LiveAgent::id),
                        CdrWriter.between(call.birth.received(), established),
                        CdrWriter.between(established, ended.at()),
                        call.rejections(),
                        ended.finish().reason(),
                        ended.why()));
    }

    /** A talk to somebody outside is no work of the flow. */
    void sample(Call call, EndKind finish, Instant at) {
        if (call.state() == CallState.OUTSIDE) {
            return;
        }
        Duration waited = CdrWriter.between(call.received(), call.established().orElse(at));
        Figures flow = call.flow().figures;
        flow.wait.add(waited);
        center.total().wait.add(waited);
        if (call.established().isEmpty()) {
            measure(call, Effect.Measure.WAITING, waited);
        }
        if (finish == EndKind.ABANDONED) {
            flow.abandoned.add();
            center.total().abandoned.add();
        }
        if (finish.talked()) {
            Duration talked = CdrWriter.between(call.established().orElse(at), at);
            flow.talk.add(talked);
            call.agent().ifPresent(liveAgent -> liveAgent.talk.add(talked));
            measure(call, Effect.Measure.TALKING, talked);
        }
    }

    void measure(Call call, Effect.Measure measure, Duration value) {
        center.effects().sample(new Effect.Sample(measure, call.flow().row().id(), value));
    }
}
