package io.callcenter.app;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SendableText;
import io.callcenter.core.PassedFields;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import java.util.Optional;
import java.util.function.Function;

/** Translates facts about a call's legs into signals for the contact center. */
public final class CallFacts {
    private final Arrivals arrivals;
    private final TransferTargets targets;
    private final Function<String, Optional<Signal.Replaced>> dialogs;
    private final Function<String, Optional<AgentId>> agents;

    /**
     * Keeps facts about calls that were never brought before the center away from it.
     *
     * @param dialogs the dialog of ours that a value of Replaces names
     * @param agents the agent who sends from that address
     */
    public CallFacts(
            Arrivals arrivals,
            TransferTargets targets,
            Function<String, Optional<Signal.Replaced>> dialogs,
            Function<String, Optional<AgentId>> agents) {
        this.arrivals = arrivals;
        this.targets = targets;
        this.dialogs = dialogs;
        this.agents = agents;
    }

    /** The same where callers are transferred to flows and agents by their names only. */
    public CallFacts(Arrivals arrivals) {
        this(arrivals, TransferTargets.INSIDE, replaces -> Optional.empty(), uri -> Optional.empty());
    }

    /** The signal for that fact; empty when the center need not know it. */
    public Optional<Signal> signal(CallEvent event) {
        if (event instanceof CallEvent.Arrived) {
            return Optional.empty();
        }
        if (event instanceof CallEvent.CallerGone e) {
            return arrivals.gone(e.call())
                    ? Optional.empty()
                    : Optional.of(new Signal.CallerGone(
                            e.call(), Signal.Gone.valueOf(e.how().name()), e.at()));
        }
        if (event instanceof CallEvent.CallEnded e) {
            return arrivals.gone(e.call())
                    ? Optional.empty()
                    : Optional.of(new Signal.CallEnded(e.call(), e.cause().name(), e.at()));
        }
        return Optional.of(ofLeg(event));
    }

    private Signal ofLeg(CallEvent event) {
        if (event instanceof CallEvent.Progress e) {
            return new Signal.LegProgress(e.call(), e.leg(), e.code());
        }
        if (event instanceof CallEvent.Answered e) {
            return new Signal.LegAnswered(e.call(), e.leg(), e.at());
        }
        if (event instanceof CallEvent.LateOfferRefused e) {
            return new Signal.LateOfferRefused(e.call(), e.leg());
        }
        if (event instanceof CallEvent.Connected e) {
            return new Signal.LegConnected(e.call(), e.leg(), e.at());
        }
        if (event instanceof CallEvent.Refused e) {
            return new Signal.LegRefused(e.call(), e.leg(), e.code(), e.at());
        }
        if (event instanceof CallEvent.ConnectFailed e) {
            boolean byCaller = e.side() == CallEvent.Side.CALLER;
            boolean hears = e.hears() == CallEvent.Hears.RIGHT;
            return new Signal.LegNotJoined(e.call(), e.leg(), byCaller, e.code(), hears, e.at());
        }
        if (event instanceof CallEvent.Dropped e) {
            return new Signal.LegDropped(e.call(), e.leg());
        }
        if (event instanceof CallEvent.LegEnded e) {
            Signal.EndedBy by = Signal.EndedBy.valueOf(e.by().name());
            return new Signal.LegEnded(e.call(), e.leg(), by, e.at());
        }
        if (event instanceof CallEvent.Referred e) {
            return new Signal.Referred(
                    e.call(),
                    e.leg(),
                    targets.ofAddress(e.target()),
                    e.replaces(),
                    e.referredBy(),
                    new PassedFields(e.passed().stream()
                            .map(field -> new PassedFields.Passed(
                                    field.name(), field.value().toString()))
                            .toList()),
                    Optional.empty(),
                    e.replaces().isEmpty() ? Optional.empty() : dialogs.apply(e.replaces()),
                    e.at());
        }
        if (event instanceof CallEvent.TakeAsked e) {
            return takeAsked(e);
        }
        if (event instanceof CallEvent.TakenBack e) {
            return new Signal.TakenBack(e.call(), e.leg(), e.at());
        }
        if (event instanceof CallEvent.Returned e) {
            return new Signal.LegReturned(e.call(), e.leg(), e.at());
        }
        throw new IllegalArgumentException("unknown fact " + event);
    }

    private Signal takeAsked(CallEvent.TakeAsked e) {
        Optional<AgentId> referrer = e.invite()
                .first(HeaderName.REFERRED_BY)
                .flatMap(NameAddress::read)
                .flatMap(party -> agents.apply(party.uri().toString()));
        return new Signal.TakeAsked(
                e.call(),
                e.leg(),
                e.taker(),
                agents.apply(e.identity().party().uri().toString()),
                referrer,
                SendableText.plain(e.identity().shownUri().toString()),
                e.at());
    }
}
