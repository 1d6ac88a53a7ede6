package io.callcenter.core.rules;

import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out which of a call's legs a fact is about; facts about legs that the call has no longer change nothing. */
final class LegFacts {
    private static final Set<String> CUT = Set.of("LIMIT", "NO_LEGS");

    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final AgentLegs agents;
    private final Announcements announcements;
    private final TransferRequests requests;
    private final Transfers transfers;
    private final Moves moves;
    private final Endings endings;

    LegFacts(
            CenterState center,
            Map<CallId, Call> calls,
            AgentLegs agents,
            Announcements announcements,
            TransferRequests requests,
            Transfers transfers,
            Moves moves,
            Endings endings) {
        this.center = center;
        this.calls = calls;
        this.agents = agents;
        this.announcements = announcements;
        this.requests = requests;
        this.transfers = transfers;
        this.moves = moves;
        this.endings = endings;
    }

    void referred(Signal.Referred fact, Instant now) {
        if (fact.leg().equals(LegId.CALLER)) {
            requests.referredByCaller(fact, now);
        } else {
            with(fact.call(), call -> requests.referred(call, fact, now));
        }
    }

    /** Who wants a place in a call that is over is refused by its legs. */
    void takeAsked(Signal.TakeAsked fact, Instant now) {
        with(fact.call(), call -> requests.takeAsked(call, fact, now));
    }

    void takenBack(Signal.TakenBack fact, Instant now) {
        with(fact.call(), call -> transfers.takenBack(call, fact.leg(), now));
    }

    /** What the caller heard meanwhile is being ended by the legs themselves. */
    void returned(Signal.LegReturned fact) {
        with(fact.call(), call -> {
            if (call.legs.isAside(fact.leg())) {
                call.legs.returned();
                center.changes().call(call);
            }
        });
    }

    /** The agent's phone has the offer and shows it: a refusal from now on is the agent's or the phone's, not one of the way to it. */
    void progress(Signal.LegProgress fact) {
        with(fact.call(), call -> {
            if (isAgent(call, fact.leg()) && fact.code() / 10 == 18) {
                call.legs.nextRings();
            }
        });
    }

    void answered(Signal.LegAnswered fact, Instant now) {
        with(fact.call(), call -> {
            if (isTransferred(call, fact.leg())) {
                transfers.answered(call, nextLeg(call), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.answered(call, nextLeg(call), fact.at(), now);
            }
        });
    }

    void lateOfferRefused(Signal.LateOfferRefused fact, Instant now) {
        with(fact.call(), call -> {
            boolean joined = call.legs.isCurrent(fact.leg())
                    && call.legs.currentLeg().orElseThrow().kind() == OrderedLeg.Kind.AGENT;
            if (isTransferred(call, fact.leg())) {
                call.transfer()
                        .flatMap(transfer -> transfer.goal().seat())
                        .ifPresent(liveAgent -> agents.wantsOffers(call, liveAgent, now));
            } else if (joined || isAgent(call, fact.leg())) {
                call.agent().ifPresent(liveAgent -> agents.wantsOffers(call, liveAgent, now));
            }
        });
    }

    void connected(Signal.LegConnected fact, Instant now) {
        with(fact.call(), call -> {
            if (call.legs.isNext(fact.leg()) || call.legs.isFallback(fact.leg())) {
                moves.joined(call);
            }
            if (isTransferred(call, fact.leg())) {
                transfers.connected(call, nextLeg(call), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.connected(call, nextLeg(call), fact.at(), now);
            } else if (call.legs.isNext(fact.leg())) {
                announcements.connected(call);
            } else if (call.legs.isFallback(fact.leg())) {
                announcements.fallbackConnected(call);
            } else if (call.legs.isDropped(fact.leg())) {
                crossed(call, fact.leg(), fact.at(), now);
            }
        });
    }

    void refused(Signal.LegRefused fact, Instant now) {
        with(fact.call(), call -> {
            if (isTransferred(call, fact.leg())) {
                transfers.refused(call, nextLeg(call), fact.code(), fact.at(), now);
            } else if (isAgent(call, fact.leg())) {
                agents.refused(call, nextLeg(call), fact.code(), fact.at(), now);
            } else if (call.legs.isNext(fact.leg())) {
                announcements.failed(call, nextLeg(call), fact.code(), fact.at(), now);
            } else if (call.legs.isFallback(fact.leg())) {
                announcements.fallbackFailed(call, call.legs.fallbackLeg().orElseThrow(), now);
            }
            call.legs.forgetDropped(fact.leg());
        });
    }

    void notJoined(Signal.LegNotJoined fact, Instant now) {
        with(fact.call(), call -> {
            boolean next = call.legs.isNext(fact.leg());
            boolean fallback = call.legs.isFallback(fact.leg());
            if ((next || fallback) && !fact.hearsCurrent()) {
                rightIsLost(call, now);
            }
            if (isTransferred(call, fact.leg())) {
                transfers.notJoined(call, nextLeg(call), fact, now);
            } else if (isAgent(call, fact.leg())) {
                agents.notJoined(call, nextLeg(call), fact, now);
            } else if (next) {
                announcements.failed(call, nextLeg(call), fact.code(), fact.at(), now);
            } else if (fallback) {
                announcements.fallbackFailed(call, call.legs.fallbackLeg().orElseThrow(), now);
            }
            call.legs.forgetDropped(fact.leg());
        });
    }

    /** The caller hears nobody any more, and so their agent is gone who transfers them. */
    private void rightIsLost(Call call, Instant now) {
        boolean agentGoes = call.transfer().isPresent()
                && call.agent().isPresent()
                && call.legs.asideLeg().isEmpty();
        call.legs.currentGone();
        if (agentGoes) {
            transfers.left(call, now);
        }
    }

    void dropped(Signal.LegDropped fact, Instant now) {
        with(fact.call(), call -> gone(call, fact.leg(), now));
    }

    void ended(Signal.LegEnded fact, Instant now) {
        with(fact.call(), call -> {
            if (call.legs.isAside(fact.leg())) {
                transfers.asideLeft(call, fact.at(), now);
                return;
            }
            if (!call.legs.isCurrent(fact.leg())) {
                gone(call, fact.leg(), now);
                return;
            }
            OrderedLeg current = call.legs.currentLeg().orElseThrow();
            if (current.kind() == OrderedLeg.Kind.AGENT && call.transfer().isPresent()) {
                rightIsLost(call, now);
            } else if (fact.by() == Signal.EndedBy.NO_ACK && talks(current)) {
                transfers.neverThere(call, fact.at(), now);
            } else if (current.kind() == OrderedLeg.Kind.OUTSIDE) {
                endings.hangUp(call, new CallEnd(EndKind.ANSWERED, "the other party hung up", fact.at()), now);
            } else if (current.kind() == OrderedLeg.Kind.AGENT && fact.by() == Signal.EndedBy.RETURN_FAILED) {
                transfers.crossed(call, fact.at(), now);
            } else if (current.kind() == OrderedLeg.Kind.AGENT) {
                endings.hangUp(call, new CallEnd(EndKind.ANSWERED, agentGone(fact.by()), fact.at()), now);
            } else {
                announcements.currentEnded(call, current, fact.by(), now);
            }
        });
    }

    private static boolean talks(OrderedLeg leg) {
        return leg.kind() == OrderedLeg.Kind.AGENT || leg.kind() == OrderedLeg.Kind.OUTSIDE;
    }

    /** Deviation: B01, B03, a caller who cancels has abandoned as one who hangs up. */
    void callerGone(Signal.CallerGone fact, Instant now) {
        with(fact.call(), call -> {
            boolean lost = fact.how() == Signal.Gone.NO_ACK || fact.how() == Signal.Gone.DEAD;
            EndKind unanswered = lost ? EndKind.FAILED : EndKind.ABANDONED;
            EndKind finish = call.established().isPresent() ? EndKind.ANSWERED : unanswered;
            endings.end(call, new CallEnd(finish, callerGone(fact.how()), fact.at()), now);
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
            case US, RETURN_FAILED, NO_ACK -> "the agent's leg was given up";
            case DEAD -> "the agent's phone stopped responding";
        };
    }

    /** Deviation: B13, a call that was cut for its length, or lost its legs, keeps its talk time. */
    void callEnded(Signal.CallEnded fact, Instant now) {
        with(fact.call(), call -> {
            boolean cut = CUT.contains(fact.cause()) && call.established().isPresent();
            endings.end(
                    call, new CallEnd(cut ? EndKind.ANSWERED : EndKind.FAILED, cause(fact.cause()), fact.at()), now);
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
            call.legs.nextGone();
            center.changes().call(call);
            agents.watch(call, now);
        } else if (call.legs.isNext(leg)) {
            announcements.nextVanished(call, now);
        } else if (call.legs.isFallback(leg)) {
            call.legs.fallbackGone();
            center.changes().call(call);
            center.music().lost(call, now);
        }
        call.legs.forgetDropped(leg);
    }

    /** The legs have said all that they know: an agent or a target without a leg is not waited for. */
    void settle(Call call, Instant now) {
        if (call.transfer().isPresent()) {
            transfers.settle(call, now);
        } else if (call.agent().isPresent()
                && call.established().isEmpty()
                && call.legs.nextLeg().isEmpty()) {
            call.alarms.cancel(CallTimer.ORPHAN);
            agents.takenBack(call, now, "it was resumed while the agent's phone rang");
        }
    }

    /** A leg was joined just before it was given up: the caller is answered, and hears nothing once it is gone. */
    private void crossed(Call call, LegId leg, Instant at, Instant now) {
        transfers.joinedAfterAll(call, leg);
        if (call.legs.asideLeg().isPresent()) {
            return; // the end of the agent's leg says what follows
        }
        if (call.legs.isDroppedMusic(leg)) {
            call.legs.stepAside();
            if (call.legs.asideLeg().isPresent()) {
                center.changes().call(call);
                return;
            }
        }
        if (call.legs
                .currentLeg()
                .filter(heard -> heard.kind() == OrderedLeg.Kind.AGENT)
                .isPresent()) {
            transfers.crossed(call, at, now);
            return;
        }
        call.legs.callerIsAnswered();
        center.waiting().refresh(call);
        center.changes().call(call);
        center.music().agentRings(call, now);
    }

    private void with(CallId id, Consumer<Call> rule) {
        Call call = calls.get(id);
        if (call != null) {
            rule.accept(call);
        }
    }

    private static boolean isTransferred(Call call, LegId leg) {
        return call.transfer().isPresent() && call.legs.isNext(leg);
    }

    private static boolean isAgent(Call call, LegId leg) {
        return call.legs.isNext(leg) && nextLeg(call).kind() == OrderedLeg.Kind.AGENT;
    }

    private static OrderedLeg nextLeg(Call call) {
        return call.legs.nextLeg().orElseThrow();
    }
}
