package io.callcenter.core;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out which of a call's legs a fact is about; facts about legs that the call has no longer change nothing. */
final class LegFacts {
    private static final Set<String> CUT = Set.of("LIMIT", "NO_LEGS");

    private final Centre centre;
    private final Map<CallId, Call> calls;
    private final AgentLegs agents;
    private final Announcements announcements;
    private final TransferRequests requests;
    private final Transfers transfers;
    private final Endings endings;

    LegFacts(
            Centre centre,
            Map<CallId, Call> calls,
            AgentLegs agents,
            Announcements announcements,
            TransferRequests requests,
            Transfers transfers,
            Endings endings) {
        this.centre = centre;
        this.calls = calls;
        this.agents = agents;
        this.announcements = announcements;
        this.requests = requests;
        this.transfers = transfers;
        this.endings = endings;
    }

    void referred(Signal.Referred fact, Instant now) {
        with(fact.call(), call -> requests.referred(call, fact, now));
    }

    void takenBack(Signal.TakenBack fact, Instant now) {
        with(fact.call(), call -> transfers.takenBack(call, fact.leg(), now));
    }

    /** The agent's phone has the offer and shows it: a refusal from now on is the agent's or the phone's, not one of the way to it. */
    void progress(Signal.LegProgress fact) {
        with(fact.call(), call -> {
            if (isAgent(call, fact.leg()) && fact.code() / 10 == 18) {
                call.legs.targetRings();
            }
        });
    }

    void answered(Signal.LegAnswered fact, Instant now) {
        with(fact.call(), call -> {
            if (isTransferred(call, fact.leg())) {
                transfers.answered(call, target(call), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.answered(call, target(call), fact.at(), now);
            }
        });
    }

    void lateOfferRefused(Signal.LateOfferRefused fact, Instant now) {
        with(fact.call(), call -> {
            boolean joined = call.legs.isRight(fact.leg())
                    && call.legs.right().orElseThrow().kind() == Leg.Kind.AGENT;
            if (isTransferred(call, fact.leg())) {
                call.transfer()
                        .flatMap(transfer -> transfer.goal().seat())
                        .ifPresent(seat -> agents.wantsOffers(call, seat, now));
            } else if (joined || isAgent(call, fact.leg())) {
                call.agent().ifPresent(seat -> agents.wantsOffers(call, seat, now));
            }
        });
    }

    void connected(Signal.LegConnected fact, Instant now) {
        with(fact.call(), call -> {
            if (isTransferred(call, fact.leg())) {
                transfers.connected(call, target(call), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.connected(call, target(call), fact.at(), now);
            } else if (call.legs.isTarget(fact.leg())) {
                announcements.connected(call);
            } else if (call.legs.isBeside(fact.leg())) {
                announcements.besideConnected(call);
            } else if (call.legs.isDropped(fact.leg())) {
                crossed(call, fact.at(), now);
            }
        });
    }

    void refused(Signal.LegRefused fact, Instant now) {
        with(fact.call(), call -> {
            if (isTransferred(call, fact.leg())) {
                transfers.refused(call, target(call), fact.code(), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.refused(call, target(call), fact.code(), fact.at(), now);
            } else if (call.legs.isTarget(fact.leg())) {
                announcements.failed(call, target(call), fact.code(), fact.at(), now);
            } else if (call.legs.isBeside(fact.leg())) {
                announcements.besideFailed(call, call.legs.beside().orElseThrow(), now);
            }
            call.legs.forgetDropped(fact.leg());
        });
    }

    void notJoined(Signal.LegNotJoined fact, Instant now) {
        with(fact.call(), call -> {
            boolean target = call.legs.isTarget(fact.leg());
            boolean beside = call.legs.isBeside(fact.leg());
            if ((target || beside) && !fact.hearsRight()) {
                rightIsLost(call, now);
            }
            if (isTransferred(call, fact.leg())) {
                transfers.notJoined(call, target(call), fact, now);
            } else if (isAgent(call, fact.leg())) {
                agents.notJoined(call, target(call), fact, now);
            } else if (target) {
                announcements.failed(call, target(call), fact.code(), fact.at(), now);
            } else if (beside) {
                announcements.besideFailed(call, call.legs.beside().orElseThrow(), now);
            }
            call.legs.forgetDropped(fact.leg());
        });
    }

    /** The caller hears nobody any more, and so their agent is gone who transfers them. */
    private void rightIsLost(Call call, Instant now) {
        boolean agentGoes = call.transfer().isPresent() && call.agent().isPresent();
        call.legs.rightGone();
        if (agentGoes) {
            transfers.left(call, now);
        }
    }

    void dropped(Signal.LegDropped fact, Instant now) {
        with(fact.call(), call -> gone(call, fact.leg(), now));
    }

    void ended(Signal.LegEnded fact, Instant now) {
        with(fact.call(), call -> {
            if (!call.legs.isRight(fact.leg())) {
                gone(call, fact.leg(), now);
                return;
            }
            Leg right = call.legs.right().orElseThrow();
            if (right.kind() == Leg.Kind.AGENT && call.transfer().isPresent()) {
                rightIsLost(call, now);
            } else if (right.kind() == Leg.Kind.OUTSIDE) {
                endings.hangUp(call, new Ended(Finish.ANSWERED, "the other party hung up", fact.at()), now);
            } else if (right.kind() == Leg.Kind.AGENT) {
                endings.hangUp(call, new Ended(Finish.ANSWERED, agentGone(fact.by()), fact.at()), now);
            } else {
                announcements.rightEnded(call, right, fact.by(), now);
            }
        });
    }

    /** Deviation: B01, B03, a caller who cancels has abandoned as one who hangs up. */
    void callerGone(Signal.CallerGone fact, Instant now) {
        with(fact.call(), call -> {
            boolean lost = fact.how() == Signal.Gone.NO_ACK || fact.how() == Signal.Gone.DEAD;
            Finish unanswered = lost ? Finish.FAILED : Finish.ABANDONED;
            Finish finish = call.established().isPresent() ? Finish.ANSWERED : unanswered;
            endings.end(call, new Ended(finish, callerGone(fact.how()), fact.at()), now);
        });
    }

    private static String callerGone(Signal.Gone how) {
        return switch (how) {
            case CANCEL -> "the caller canceled";
            case BYE -> "the caller hung up";
            case NO_ACK -> "the caller never acknowledged the answer";
            case EXPIRED -> "the caller's invitation expired";
            case DEAD -> "the caller's phone stopped responding";
        };
    }

    private static String agentGone(Signal.EndedBy by) {
        return switch (by) {
            case PEER -> "the agent hung up";
            case US -> "the agent's leg was given up";
            case DEAD -> "the agent's phone stopped responding";
            case RETURN_FAILED -> "the agent could not be joined again";
        };
    }

    /** Deviation: B13, a call that was cut for its length, or lost its legs, keeps its talk time. */
    void callEnded(Signal.CallEnded fact, Instant now) {
        with(fact.call(), call -> {
            boolean cut = CUT.contains(fact.cause()) && call.established().isPresent();
            endings.end(call, new Ended(cut ? Finish.ANSWERED : Finish.FAILED, cause(fact.cause()), fact.at()), now);
        });
    }

    private static String cause(String cause) {
        return switch (cause) {
            case "LIMIT" -> "the longest call duration was reached";
            case "NO_LEGS" -> "its legs were lost";
            case "SETUP_TIMEOUT" -> "the caller was not answered in time";
            case "NO_STORE" -> "the answer could not be saved";
            case "LOST" -> "it could not be resumed after a restart";
            default -> "its legs were ended";
        };
    }

    /** A leg that the call still waits for fell without a word about the call: the call is probably over. */
    private void gone(Call call, LegId leg, Instant now) {
        if (isTransferred(call, leg)) {
            transfers.vanished(call, now);
        } else if (isAgent(call, leg)) {
            call.legs.targetGone();
            centre.touched().call(call);
            agents.watch(call, now);
        } else if (call.legs.isTarget(leg)) {
            announcements.targetVanished(call, now);
        } else if (call.legs.isBeside(leg)) {
            call.legs.besideGone();
            centre.touched().call(call);
            centre.music().lost(call, now);
        }
        call.legs.forgetDropped(leg);
    }

    /** The legs have said all that they know: an agent or a target without a leg is not waited for. */
    void settle(Call call, Instant now) {
        if (call.transfer().isPresent()) {
            transfers.settle(call, now);
        } else if (call.agent().isPresent()
                && call.established().isEmpty()
                && call.legs.target().isEmpty()) {
            call.alarms.cancel(CallTimer.ORPHAN);
            agents.takenBack(call, now, "it was resumed while the agent's phone rang");
        }
    }

    /** A leg was joined just before it was given up: the caller is answered, and hears nothing once it is gone. */
    private void crossed(Call call, Instant at, Instant now) {
        if (call.legs.right().filter(leg -> leg.kind() == Leg.Kind.AGENT).isPresent()) {
            transfers.crossed(call, at, now);
            return;
        }
        call.legs.callerIsAnswered();
        centre.line().refresh(call);
        centre.touched().call(call);
        centre.music().agentRings(call, now);
    }

    private void with(CallId id, Consumer<Call> rule) {
        Call call = calls.get(id);
        if (call != null) {
            rule.accept(call);
        }
    }

    private static boolean isTransferred(Call call, LegId leg) {
        return call.transfer().isPresent() && call.legs.isTarget(leg);
    }

    private static boolean isAgent(Call call, LegId leg) {
        return call.legs.isTarget(leg) && target(call).kind() == Leg.Kind.AGENT;
    }

    private static Leg target(Call call) {
        return call.legs.target().orElseThrow();
    }
}
