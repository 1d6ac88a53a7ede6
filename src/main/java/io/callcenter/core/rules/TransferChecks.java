package io.callcenter.core.rules;

import io.callcenter.core.AgentSettings;
import io.callcenter.core.CallState;
import io.callcenter.core.Media;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Optional;

/** Who may transfer a caller, and to whom: the first check that fails answers. */
final class TransferChecks {
    private final CenterState center;

    TransferChecks(CenterState center) {
        this.center = center;
    }

    /**
     * What the agent who talks to the caller asks for by REFER, and a route may have changed.
     *
     * @param own whether it is the agent's own wish, which they must have the right to
     */
    Decision ofRefer(Call call, LegId leg, TransferTarget target, boolean own) {
        Optional<Decision> refusal = refusal(call, leg, own).or(() -> badTime(target));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Decision found = find(call, target);
        boolean out = found.goal().filter(TransferGoal::isOutside).isPresent();
        return own && out && right(call) == AgentSettings.Right.INSIDE ? notAllowed() : able(call, found);
    }

    private Optional<Decision> badTime(TransferTarget target) {
        boolean bad = center.policy().transfers().back() && target.back() == TransferTarget.BAD;
        return bad ? Optional.of(Decision.no(400, "Bad cc-back")) : Optional.empty();
    }

    /** What the announcement that a waiting caller hears asks for by REFER, and a route may have changed: it leads to flows only. */
    Decision ofAnnouncement(Call call, TransferTarget target, Instant now) {
        boolean waits = call.state() == CallState.WELCOME || call.state() == CallState.QUEUED;
        if (center.policy().transfers().scope() == TransferPolicy.Scope.OFF) {
            return Decision.no(405, "Transfers are off");
        } else if (!waits || call.legs.hasJustReferred(now)) {
            return Decision.no(491, "Transfer in progress");
        } else if (tooMany(call)) {
            return notAllowed();
        }
        Optional<Decision> bad = badTime(target);
        if (bad.isPresent()) {
            return bad.get();
        }
        Decision found = find(call, target);
        boolean elsewhere = found.goal().filter(goal -> goal.flow().isEmpty()).isPresent();
        return elsewhere ? notAllowed() : able(call, found);
    }

    /** Whether that leg is an announcement, and the caller hears it. */
    static boolean isHeard(Call call, LegId leg) {
        return call.legs.isCurrent(leg) && call.legs.currentLeg().orElseThrow().isAnnouncement();
    }

    /** The agent asks that the caller gets what a call has that they have made themselves: the place where it waits, or the agent who took it. */
    Decision ofMerge(Call call, LegId leg, Call consultation, boolean theirs) {
        Optional<Decision> refusal = refusal(call, leg, true);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean usable = waits(consultation)
                || hasAgent(consultation) && !consultation.agent().equals(call.agent());
        if (!theirs || consultation == call || !usable) {
            return Decision.no(603, "Call cannot be replaced");
        } else if (consultation.media() != call.media()) {
            return wrongMedium();
        }
        return hasAgent(consultation)
                ? Decision.yes(TransferGoal.of(consultation.agent().orElseThrow()))
                : able(call, Decision.yes(TransferGoal.of(consultation.flow())));
    }

    /** The same, and the call is one to a colleague by their number. */
    Decision ofMerge(Call call, LegId leg, Consultation consultation, boolean theirs) {
        Optional<Decision> refusal = refusal(call, leg, true);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean own = call.agent().filter(consultation.by()::equals).isPresent();
        if (!theirs || !own || consultation.lends()) {
            return Decision.no(603, "Call cannot be replaced");
        }
        return call.media() == Media.AUDIO ? Decision.yes(TransferGoal.of(consultation.to())) : wrongMedium();
    }

    /** Who may take the place of the agent who talks to the caller: an agent, whom that agent has told to, or whoever may call. */
    Decision ofTake(Call call, Signal.TakeAsked asked) {
        TransferPolicy.Replaces who = center.policy().transfers().replaces();
        if (who == TransferPolicy.Replaces.OFF) {
            return Decision.no(603, "Nobody's place can be taken");
        } else if (call.state() == CallState.TRANSFERRING) {
            return Decision.no(491, "Transfer in progress");
        } else if (!talks(call) || !call.legs.isCurrent(asked.leg())) {
            return Decision.no(481, "No agent talks there");
        }
        Optional<LiveAgent> seat = asked.sender().flatMap(center.roster()::find);
        boolean may = seat.isPresent() || isTold(call, asked) || who == TransferPolicy.Replaces.TRUSTED;
        if (!may || tooMany(call)) {
            return notAllowed();
        }
        if (seat.isPresent()) {
            return able(call, Decision.yes(TransferGoal.of(seat.get())));
        }
        return call.media() == Media.CHAT ? wrongMedium() : Decision.yes(TransferGoal.outside(asked.address()));
    }

    /** Whether the agent has told somebody outside to, to whom they may transfer the caller. */
    private boolean isTold(Call call, Signal.TakeAsked asked) {
        return asked.referrer().equals(call.agent().map(LiveAgent::id))
                && center.policy().transfers().scope() == TransferPolicy.Scope.OUTSIDE
                && right(call) == AgentSettings.Right.AS_ALL;
    }

    private static boolean waits(Call call) {
        return call.state() == CallState.QUEUED
                || call.state() == CallState.WELCOME
                || call.state() == CallState.DISSUADING1;
    }

    private static boolean hasAgent(Call call) {
        return talks(call) || rings(call);
    }

    /** Whether caller and agent are joined, and the agent does not go to another call. */
    static boolean talks(Call call) {
        return call.state() == CallState.TOAGENT
                && call.established().isPresent()
                && !call.lends()
                && call.legs
                        .currentLeg()
                        .filter(leg -> leg.kind() == OrderedLeg.Kind.AGENT)
                        .isPresent();
    }

    /** Whether an agent is being rung, or hears an announcement, for the caller. */
    static boolean rings(Call call) {
        boolean given = call.state() == CallState.TOAGENT || call.state() == CallState.PREAGENT;
        return given && call.established().isEmpty() && call.agent().isPresent();
    }

    private static AgentSettings.Right right(Call call) {
        return call.agent().orElseThrow().row().settings().transfer();
    }

    private Optional<Decision> refusal(Call call, LegId leg, boolean own) {
        if (center.policy().transfers().scope() == TransferPolicy.Scope.OFF) {
            return Optional.of(Decision.no(405, "Transfers are off"));
        }
        boolean talks = call.state() == CallState.TOAGENT && call.established().isPresent() && !call.lends();
        if (!talks || !call.legs.isCurrent(leg)) {
            return Optional.of(Decision.no(491, "Transfer in progress"));
        }
        boolean may = !tooMany(call) && !(own && right(call) == AgentSettings.Right.NONE);
        return may ? Optional.empty() : Optional.of(notAllowed());
    }

    /** What an operator asks for. */
    Decision ofCommand(Call call, TransferTarget target) {
        return tooMany(call) ? notAllowed() : able(call, find(call, target));
    }

    private boolean tooMany(Call call) {
        return call.transfers() >= center.policy().transfers().most();
    }

    private static Decision notAllowed() {
        return Decision.no(403, "Target not allowed");
    }

    /** A flow of that name, else an agent who is reached by it, else whose phone has the address, else the address itself. */
    private Decision find(Call call, TransferTarget target) {
        Optional<TransferGoal> goal =
                switch (target.kind()) {
                    case FLOW -> flow(target);
                    case AGENT -> agent(target);
                    case OUTSIDE -> Optional.empty();
                    case ANY -> flow(target).or(() -> agent(target)).or(() -> phone(target));
                };
        boolean mayBeOutside = target.kind() == TransferTarget.Kind.ANY || target.kind() == TransferTarget.Kind.OUTSIDE;
        if (goal.isPresent()) {
            return Decision.yes(goal.get());
        } else if (!mayBeOutside || target.outside().isEmpty() && target.refusal() == 404) {
            return Decision.no(404, "Target not found");
        } else if (target.outside().isEmpty()) {
            return notAllowed();
        }
        return call.media() == Media.CHAT ? wrongMedium() : Decision.yes(TransferGoal.outside(target.outside()));
    }

    private Optional<TransferGoal> flow(TransferTarget target) {
        return target.name().isBlank()
                ? Optional.empty()
                : center.flows().find(new FlowId(target.name())).map(TransferGoal::of);
    }

    private Optional<TransferGoal> agent(TransferTarget target) {
        return target.name().isBlank()
                ? Optional.empty()
                : center.roster()
                        .directory()
                        .reached(target.name(), center.roster())
                        .map(TransferGoal::of);
    }

    private Optional<TransferGoal> phone(TransferTarget target) {
        return center.roster().directory().at(target.uri()).map(TransferGoal::of);
    }

    /** Whether the target can take the caller now. Skills are not asked for. */
    private Decision able(Call call, Decision found) {
        Optional<TransferGoal> goal = found.goal();
        if (goal.flatMap(TransferGoal::seat).equals(call.agent())
                && call.agent().isPresent()) {
            return Decision.no(482, "Agent has the call");
        }
        if (goal.flatMap(TransferGoal::seat).filter(call::isMaker).isPresent()) {
            return Decision.no(482, "Agent makes the call");
        }
        Optional<OpenFlow> flow = goal.flatMap(TransferGoal::flow);
        if (flow.filter(to -> !center.plan().of(to.row().id()).transferIn()).isPresent()) {
            return notAllowed();
        }
        if (flow.filter(center::isClosed).isPresent()) {
            return Decision.no(480, "Nobody is logged in for the flow");
        }
        Optional<LiveAgent> seat = goal.flatMap(TransferGoal::seat);
        if (seat.isEmpty()) {
            return found;
        }
        if (!seat.get().loggedIn()) {
            return Decision.no(480, "Agent not logged in");
        }
        if (seat.get().phone.unreachable()) {
            return Decision.no(480, "Agent is not reachable");
        }
        if (seat.get().location(call.media()).isEmpty()) {
            return wrongMedium();
        }
        return seat.get().canTake(call.media()) ? found : Decision.no(486, "Agent is not free");
    }

    private static Decision wrongMedium() {
        return Decision.no(488, "Target does not take the call's medium");
    }
}
