package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Lets callers in, or says why not (docs/design/behaviour.md 2). */
final class Admission {
    private static final Reply BAD_FROM = new Reply.NotAdmitted(-2);
    private static final Reply NO_FLOW = new Reply.NotAdmitted(-3);
    private static final Reply NO_AGENTS = new Reply.NotAdmitted(-4);
    private static final Reply NO_SDP = new Reply.NotAdmitted(-6);
    private static final Reply BAD_MEDIA = new Reply.NotAdmitted(-7);

    private final Centre centre;
    private final Map<CallId, Call> calls;
    private final Steps steps;

    Admission(Centre centre, Map<CallId, Call> calls, Steps steps) {
        this.centre = centre;
        this.calls = calls;
        this.steps = steps;
    }

    /** Deviation: B05, a call is counted after all checks. */
    Reply arrive(Signal.CallArrived arrived, Instant now) {
        if (calls.containsKey(arrived.call())) {
            return new Reply.Done();
        }
        if (arrived.caller().uri().isBlank()) {
            return BAD_FROM;
        }
        Optional<OpenFlow> found = centre.flows().find(arrived.flow());
        if (found.isEmpty()) {
            return NO_FLOW;
        }
        OpenFlow flow = found.get();
        if (centre.isClosed(flow)) {
            return NO_AGENTS;
        }
        if (arrived.media() == MediaOffer.NO_SDP) {
            return NO_SDP;
        }
        if (arrived.media() == MediaOffer.UNSUPPORTED) {
            return BAD_MEDIA;
        }
        admit(arrived, flow, now);
        return new Reply.Done();
    }

    private void admit(Signal.CallArrived arrived, OpenFlow flow, Instant now) {
        Media media = arrived.media() == MediaOffer.CHAT ? Media.CHAT : Media.AUDIO;
        String name = arrived.caller().nameWith(flow.row().prefix());
        Call call = new Call(
                new Call.Birth(
                        arrived.call(), arrived.sequence(), arrived.caller(), name, arrived.param(), media, flow, now),
                centre.deadlines());
        flow.figures.arrived.add();
        centre.total().arrived.add();
        centre.intervals().arrived(call, now);
        calls.put(call.id(), call);
        flow.calls.put(call.id(), call);
        centre.transitions().ongoing(call, 1);
        steps.admitted(call, now);
    }
}
