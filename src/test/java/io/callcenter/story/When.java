package io.callcenter.story;

import io.callcenter.core.Caller;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Pause;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The "when" words of a story: deeds of callers, agents, announcements and operators. */
final class When {
    private When() {}

    /** Something that somebody does. */
    interface Deed {
        /** The signals that it makes. */
        List<Signal> in(Scene scene);
    }

    static Arrival callArrives(String call) {
        return new Arrival(call, "F", new Caller("1", "Bob", "sip:1@h"), MediaOffer.AUDIO, "", Optional.empty());
    }

    static Arrival chatArrives(String call) {
        return new Arrival(call, "F", new Caller("1", "Bob", "sip:1@h"), MediaOffer.CHAT, "", Optional.empty());
    }

    /** A call arrives. */
    record Arrival(String call, String flow, Caller caller, MediaOffer media, String param, Optional<AgentId> agent)
            implements Deed {
        Arrival in(String flowId) {
            return new Arrival(call, flowId, caller, media, param, agent);
        }

        Arrival from(String user, String display) {
            return new Arrival(call, flow, new Caller(user, display, "sip:" + user + "@h"), media, param, agent);
        }

        Arrival fromUri(String uri) {
            return new Arrival(call, flow, new Caller("", "", uri), media, param, agent);
        }

        Arrival offering(MediaOffer offer) {
            return new Arrival(call, flow, caller, offer, param, agent);
        }

        Arrival with(String value) {
            return new Arrival(call, flow, caller, media, value, agent);
        }

        /** That agent makes the call. */
        Arrival by(String id) {
            return new Arrival(call, flow, caller, media, param, Optional.of(new AgentId(id)));
        }

        @Override
        public List<Signal> in(Scene scene) {
            Signal.CallArrived arrived = new Signal.CallArrived(
                    new CallId(call), scene.nextSequence(), new FlowId(flow), caller, media, param);
            return List.of(agent.map(arrived::by).orElse(arrived));
        }
    }

    /** Picks up and is joined. */
    static Deed agentAnswers(String call) {
        return scene -> joined(scene, call, scene.wires().agent(call));
    }

    /** Picks up; the caller is not joined yet. */
    static Deed agentPicksUp(String call) {
        return scene ->
                List.of(new Signal.LegAnswered(new CallId(call), scene.wires().agent(call), scene.now()));
    }

    /** Is joined to the caller. */
    static Deed agentIsJoined(String call) {
        return scene -> scene.wires().connected(call, scene.wires().agent(call), scene.now());
    }

    static Deed agentRings(String call) {
        return scene ->
                List.of(new Signal.LegProgress(new CallId(call), scene.wires().agent(call), 180));
    }

    static Deed agentRefuses(String call) {
        return agentRefuses(call, 486);
    }

    static Deed agentRefuses(String call, int code) {
        return scene -> refused(scene, call, scene.wires().agent(call), code);
    }

    static Deed agentDoesNotAnswer(String call) {
        return agentRefuses(call, 408);
    }

    /** Hangs up after picking up, before they are joined. */
    static Deed agentLeavesUnjoined(String call) {
        return notJoined(call, false, 487, true);
    }

    static Deed callerCannotBeJoined(String call, boolean hearsRight) {
        return notJoined(call, true, 488, hearsRight);
    }

    /** It answered, but the caller's phone did not take its media. */
    static Deed announcementCannotBeJoined(String call) {
        return scene -> {
            LegId leg = scene.wires().announcement(call);
            scene.wires().failed(call, leg, false);
            return List.of(new Signal.LegNotJoined(new CallId(call), leg, true, 488, false, scene.now()));
        };
    }

    static Deed agentHangsUp(String call) {
        return rightEnds(call, Signal.EndedBy.PEER);
    }

    static Deed announcementAnswers(String call) {
        return scene -> joined(scene, call, scene.wires().announcement(call));
    }

    static Deed announcementRefuses(String call, int code) {
        return scene -> refused(scene, call, scene.wires().announcement(call), code);
    }

    static Deed announcementEnds(String call) {
        return rightEnds(call, Signal.EndedBy.PEER);
    }

    static Deed rightEnds(String call, Signal.EndedBy by) {
        return scene -> {
            LegId right = scene.wires().right(call);
            scene.wires().rightEnded(call);
            return List.of(new Signal.LegEnded(new CallId(call), right, by, scene.now()));
        };
    }

    /** The agent's leg falls without our order. */
    static Deed agentLegIsLost(String call) {
        return scene -> {
            LegId leg = scene.wires().agent(call);
            scene.wires().failed(call, leg, true);
            return List.of(new Signal.LegDropped(new CallId(call), leg));
        };
    }

    /** The announcement's leg falls without our order. */
    static Deed announcementLegIsLost(String call) {
        return scene -> {
            LegId leg = scene.wires().announcement(call);
            scene.wires().failed(call, leg, true);
            return List.of(new Signal.LegDropped(new CallId(call), leg));
        };
    }

    /** The music answers just before it is given up because an agent comes: the two cross. */
    static Deed logsInAsTheMusicAnswers(String call, String agent) {
        return scene -> {
            LegId leg = scene.wires().announcement(call);
            scene.wires().crosses(leg);
            return List.of(
                    new Signal.AgentLogin(new AgentId(agent), true),
                    new Signal.LegAnswered(new CallId(call), leg, scene.now()),
                    new Signal.LegConnected(new CallId(call), leg, scene.now()),
                    new Signal.LegEnded(new CallId(call), leg, Signal.EndedBy.US, scene.now()));
        };
    }

    static Deed callerHangsUp(String call) {
        return callerGoes(call, Signal.Gone.BYE);
    }

    static Deed callerCancels(String call) {
        return callerGoes(call, Signal.Gone.CANCEL);
    }

    static Deed callerGoes(String call, Signal.Gone how) {
        return scene -> {
            scene.wires().forget(call);
            return List.of(
                    new Signal.CallerGone(new CallId(call), how, scene.now()),
                    new Signal.CallEnded(new CallId(call), "CALLER_GONE", scene.now()));
        };
    }

    static Deed callEnds(String call, String cause) {
        return scene -> {
            scene.wires().forget(call);
            return List.of(new Signal.CallEnded(new CallId(call), cause, scene.now()));
        };
    }

    static Deed logsIn(String agent) {
        return scene -> List.of(new Signal.AgentLogin(new AgentId(agent), true));
    }

    static Deed logsOut(String agent) {
        return scene -> List.of(new Signal.AgentLogin(new AgentId(agent), false));
    }

    static Deed pauses(String agent, String reason) {
        return signal(new Signal.PauseAgent(new AgentId(agent), reason, Pause.By.AGENT));
    }

    static Deed isReady(String agent) {
        return signal(new Signal.AgentReady(new AgentId(agent)));
    }

    static Deed wrapUpEndsIn(String agent, double seconds) {
        return signal(new Signal.EndWrapUp(new AgentId(agent), Given.seconds(seconds)));
    }

    static Deed operatorGives(String call, String agent) {
        return signal(new Signal.DispatchToAgent(new CallId(call), new AgentId(agent)));
    }

    static Deed operatorReleases(String agent) {
        return signal(new Signal.ReleaseAgent(new AgentId(agent), "stuck"));
    }

    static Deed operatorHangsUp(String call) {
        return signal(new Signal.HangUp(new CallId(call), "closing time"));
    }

    static Deed dispatchingIs(boolean on) {
        return signal(new Signal.InternalDispatching(Optional.of(on)));
    }

    static Deed statisticsAreReset() {
        return signal(new Signal.ResetStatistics());
    }

    /** The agent who talks to the caller asks by REFER for that name of ours. */
    static Deed refers(String call, String name) {
        return refers(call, named(name));
    }

    static Deed refers(String call, TransferTarget target) {
        return scene -> List.of(new Signal.Referred(
                new CallId(call), scene.wires().right(call), target, "", "<sip:X@agents>", scene.now()));
    }

    /** The same, and that dialog is to be replaced. */
    static Deed attends(String call, TransferTarget target, String replaces) {
        return scene -> List.of(new Signal.Referred(
                new CallId(call), scene.wires().right(call), target, replaces, "<sip:X@agents>", scene.now()));
    }

    /** The same, and the dialog to be replaced is of that call of ours. */
    static Deed merges(String call, String other, boolean asCaller) {
        return scene -> List.of(new Signal.Referred(
                new CallId(call),
                scene.wires().right(call),
                named("B"),
                "1@x;to-tag=a;from-tag=b",
                "",
                Optional.of(new Signal.Replaced(new CallId(other), asCaller)),
                scene.now()));
    }

    static TransferTarget named(String name) {
        return new TransferTarget(TransferTarget.Kind.ANY, name, "sip:" + name + "@center", "", 404);
    }

    static TransferTarget outside(String uri) {
        return new TransferTarget(TransferTarget.Kind.ANY, "", uri, uri, 0);
    }

    /** The agent resumes the talk with the caller. */
    static Deed takesBack(String call) {
        return scene ->
                List.of(new Signal.TakenBack(new CallId(call), scene.wires().right(call), scene.now()));
    }

    /** The agent who waits while the caller hears music resumes the talk. */
    static Deed takesBackFromMusic(String call) {
        return scene ->
                List.of(new Signal.TakenBack(new CallId(call), scene.wires().aside(call), scene.now()));
    }

    /** The caller is with the agent again who waited aside, and the music ends. */
    static Deed callerIsBack(String call) {
        return scene -> {
            LegId music = scene.wires().right(call);
            LegId agent = scene.wires().aside(call);
            scene.wires().returned(call);
            return List.of(
                    new Signal.LegReturned(new CallId(call), agent, scene.now()),
                    new Signal.LegEnded(new CallId(call), music, Signal.EndedBy.US, scene.now()));
        };
    }

    /** The agent who waits aside is gone, or cannot take the caller back. */
    static Deed asideEnds(String call, Signal.EndedBy by) {
        return scene -> {
            LegId agent = scene.wires().aside(call);
            scene.wires().asideEnded(call);
            return List.of(new Signal.LegEnded(new CallId(call), agent, by, scene.now()));
        };
    }

    /** The queue announcement of the flow that they are transferred to takes the caller. */
    static Deed musicAnswers(String call) {
        return scene -> joined(scene, call, scene.wires().music(call));
    }

    static Deed musicRefuses(String call, int code) {
        return scene -> refused(scene, call, scene.wires().music(call), code);
    }

    static Deed outsideAnswers(String call) {
        return scene -> joined(scene, call, scene.wires().outside(call));
    }

    static Deed outsideRefuses(String call, int code) {
        return scene -> refused(scene, call, scene.wires().outside(call), code);
    }

    static Deed operatorTransfers(String call, TransferTarget target) {
        return signal(new Signal.Transfer(new CallId(call), target, Optional.empty()));
    }

    static Deed signal(Signal signal) {
        return scene -> List.of(signal);
    }

    private static Deed notJoined(String call, boolean byCaller, int code, boolean hearsRight) {
        return scene -> {
            LegId leg = scene.wires().agent(call);
            scene.wires().failed(call, leg, hearsRight);
            return List.of(new Signal.LegNotJoined(new CallId(call), leg, byCaller, code, hearsRight, scene.now()));
        };
    }

    private static List<Signal> joined(Scene scene, String call, LegId leg) {
        List<Signal> facts = new ArrayList<>();
        facts.add(new Signal.LegAnswered(new CallId(call), leg, scene.now()));
        facts.addAll(scene.wires().connected(call, leg, scene.now()));
        return facts;
    }

    private static List<Signal> refused(Scene scene, String call, LegId leg, int code) {
        scene.wires().failed(call, leg, true);
        return List.of(new Signal.LegRefused(new CallId(call), leg, code, scene.now()));
    }
}
