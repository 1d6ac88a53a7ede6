package io.callcenter.core.rules;

import io.callcenter.core.Media;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
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

    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final NextSteps steps;
    private final Consultations consultations;

    Admission(CenterState center, Map<CallId, Call> calls, NextSteps steps, Consultations consultations) {
        this.center = center;
        this.calls = calls;
        this.consultations = consultations;
        this.steps = steps;
    }

    /** Deviation: B05, a call is counted after all checks. */
    Reply arrive(Signal.CallArrived arrived, Instant now) {
        if (calls.containsKey(arrived.call())
                || consultations.find(arrived.call()).isPresent()) {
            return new Reply.Done();
        }
        if (arrived.caller().uri().isBlank()) {
            return BAD_FROM;
        }
        Optional<LiveAgent> agent =
                arrived.agent().flatMap(id -> center.roster().find(id)).filter(LiveAgent::loggedIn);
        agent.ifPresent(by -> center.probes().heard(by, now));
        Optional<OpenFlow> found = center.flows().find(arrived.flow());
        if (found.isEmpty()) {
            return agent.map(by -> consultations.arrive(arrived, by, now)).orElse(NO_FLOW);
        }
        OpenFlow flow = found.get();
        if (center.isClosed(flow)) {
            return NO_AGENTS;
        }
        if (arrived.media() == MediaOffer.NO_SDP) {
            return NO_SDP;
        }
        if (arrived.media() == MediaOffer.UNSUPPORTED) {
            return BAD_MEDIA;
        }
        admit(arrived, flow, agent, now);
        return new Reply.Done();
    }

    private void admit(Signal.CallArrived arrived, OpenFlow flow, Optional<LiveAgent> agent, Instant now) {
        Media media = arrived.media() == MediaOffer.CHAT ? Media.CHAT : Media.AUDIO;
        String name = arrived.caller().nameWith(flow.row().prefix());
        Call call = new Call(
                new Call.Birth(
                        arrived.call(), arrived.sequence(), arrived.caller(), name, arrived.param(), media, flow, now),
                center.deadlines());
        call.pass(center.transfers().bound(arrived.passed()));
        flow.figures.arrived.add();
        center.total().arrived.add();
        center.intervals().arrived(call, now);
        calls.put(call.id(), call);
        flow.calls.put(call.id(), call);
        center.transitions().ongoing(call, 1);
        agent.ifPresent(by -> {
            call.isMadeBy(by);
            center.bindings().consult(by, call.id(), now);
        });
        steps.admitted(call, now);
    }
}
