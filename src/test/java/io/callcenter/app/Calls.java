package io.callcenter.app;

import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Flow;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A flow F, its agent ann, and calls to it. */
final class Calls {
    private Calls() {}

    static Signal arrival(String call) {
        Caller caller = new Caller("1", "Bob", "sip:1@h");
        return new Signal.CallArrived(new CallId(call), 1, new FlowId("F"), caller, MediaOffer.AUDIO, "");
    }

    /** Ann is logged in and takes audio, chats, or both. */
    static Provisioning rows(String audio, String chat) {
        Flow flow = new Flow(
                new FlowId("F"),
                256,
                "s",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:music@media",
                "",
                "");
        Agent ann = new Agent(new AgentId("ann"), audio, chat, 1, List.of("s"), true, Duration.ZERO, Optional.empty());
        return new Provisioning(List.of(flow), List.of(ann));
    }
}
