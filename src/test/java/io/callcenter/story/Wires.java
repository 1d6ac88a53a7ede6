package io.callcenter.story;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What legs do to the orders of a story: knows who is being set up and whom the caller hears, and turns deeds into facts. */
final class Wires {
    private static final class Line {
        final List<Effect.Connect> pending = new ArrayList<>();
        Optional<Effect.Connect> right = Optional.empty();
        Optional<Effect.Connect> aside = Optional.empty();
        Optional<LegId> handed = Optional.empty();
    }

    private final Set<LegId> crossing = new HashSet<>();
    private final Map<CallId, Line> lines = new LinkedHashMap<>();

    /** Takes one order; what follows at once, as a leg given up, comes back as facts. */
    List<Signal> order(Effect effect) {
        if (effect instanceof Effect.Connect connect) {
            line(connect.call()).pending.add(connect);
        } else if (effect instanceof Effect.Drop drop) {
            line(drop.call()).pending.removeIf(leg -> leg.leg().equals(drop.leg()));
            return crossing.contains(drop.leg()) ? List.of() : List.of(new Signal.LegDropped(drop.call(), drop.leg()));
        } else if (effect instanceof Effect.Take take && take.code() == 200) {
            line(take.call()).pending.add(leg(take.call().value(), take.leg(), take.as()));
        } else if (effect instanceof Effect.Hand hand) {
            line(hand.to()).handed = Optional.of(hand.as());
        } else if (effect instanceof Effect.End || effect instanceof Effect.Refuse) {
            lines.remove(effect.about().orElseThrow());
        }
        return List.of();
    }

    /** The next order to drop that leg comes too late. */
    void crosses(LegId leg) {
        crossing.add(leg);
    }

    LegId agent(String call) {
        return pending(call, Effect.Purpose.AGENT).leg();
    }

    LegId announcement(String call) {
        return pending(call, Effect.Purpose.ANNOUNCEMENT).leg();
    }

    /** The queue announcement of the flow that the caller is transferred to. */
    LegId music(String call) {
        return pending(call, Effect.Purpose.MUSIC).leg();
    }

    LegId outside(String call) {
        return pending(call, Effect.Purpose.OUTSIDE).leg();
    }

    LegId right(String call) {
        return line(new CallId(call))
                .right
                .orElseThrow(() -> new AssertionError(call + " hears nobody"))
                .leg();
    }

    /** Whom the caller hears, if anybody. */
    Optional<LegId> rightOf(String call) {
        return line(new CallId(call)).right.map(Effect.Connect::leg);
    }

    /** The first leg of the call that is being set up. */
    Optional<LegId> pendingIn(String call) {
        return line(new CallId(call)).pending.stream().findFirst().map(Effect.Connect::leg);
    }

    /** The agent who waits while the caller hears music. */
    LegId aside(String call) {
        return line(new CallId(call))
                .aside
                .orElseThrow(() -> new AssertionError("nobody waits aside in " + call))
                .leg();
    }

    /** The leg that came from another call, and is joined to the caller now. */
    Optional<LegId> handed(String call) {
        Line line = line(new CallId(call));
        line.right = line.handed.map(leg -> leg(call, leg, Effect.Purpose.AGENT));
        return line.handed;
    }

    /** A leg whose peer has come by themselves. */
    private static Effect.Connect leg(String call, LegId leg, Effect.Purpose as) {
        return new Effect.Connect(
                new CallId(call),
                leg,
                as,
                "sip:came@agents",
                "",
                new io.callcenter.ids.FlowId("F"),
                Optional.empty(),
                "",
                io.callcenter.core.CallState.TRANSFERRING,
                "");
    }

    /** The caller is with the agent again who waited aside. */
    void returned(String call) {
        Line line = line(new CallId(call));
        line.right = line.aside;
        line.aside = Optional.empty();
    }

    /** The agent aside is gone. */
    void asideEnded(String call) {
        line(new CallId(call)).aside = Optional.empty();
    }

    /** Picked up and joined: an agent whom music takes the caller from waits aside; whoever else there was is ended by us. */
    List<Signal> connected(String call, LegId leg, Instant at) {
        CallId id = new CallId(call);
        Line line = line(id);
        List<Signal> facts = new ArrayList<>();
        facts.add(new Signal.LegConnected(id, leg, at));
        Effect.Connect joined = take(line, leg);
        boolean waits = joined.purpose() == Effect.Purpose.ANNOUNCEMENT
                && line.right
                        .filter(old -> old.purpose() == Effect.Purpose.AGENT)
                        .isPresent();
        if (waits) {
            line.aside = line.right;
        } else {
            line.right.ifPresent(old -> facts.add(new Signal.LegEnded(id, old.leg(), Signal.EndedBy.US, at)));
        }
        line.right = Optional.of(joined);
        if (joined.purpose() == Effect.Purpose.AGENT || joined.purpose() == Effect.Purpose.OUTSIDE) {
            line.pending.forEach(other -> facts.add(new Signal.LegDropped(id, other.leg())));
            line.pending.clear();
            line.aside.ifPresent(old -> facts.add(new Signal.LegEnded(id, old.leg(), Signal.EndedBy.US, at)));
            line.aside = Optional.empty();
        }
        return facts;
    }

    /** Gone before it was joined. */
    void failed(String call, LegId leg, boolean hearsRight) {
        Line line = line(new CallId(call));
        take(line, leg);
        if (!hearsRight) {
            line.right = Optional.empty();
        }
    }

    void rightEnded(String call) {
        line(new CallId(call)).right = Optional.empty();
    }

    void forget(String call) {
        lines.remove(new CallId(call));
    }

    private Effect.Connect pending(String call, Effect.Purpose purpose) {
        return line(new CallId(call)).pending.stream()
                .filter(leg -> leg.purpose() == purpose)
                .findFirst()
                .orElseThrow(() -> new AssertionError(call + " has no leg to " + purpose + " in the making"));
    }

    private static Effect.Connect take(Line line, LegId leg) {
        Effect.Connect found = line.pending.stream()
                .filter(other -> other.leg().equals(leg))
                .findFirst()
                .orElseThrow();
        line.pending.remove(found);
        return found;
    }

    private Line line(CallId call) {
        return lines.computeIfAbsent(call, any -> new Line());
    }
}
