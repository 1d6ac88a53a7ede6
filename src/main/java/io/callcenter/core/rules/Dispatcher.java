package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.Media;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Gives waiting calls to agents, on the event that makes it possible: an agent gets the best call for them, a call never overtakes one that
 * is before it (docs/design/behaviour.md 5, B28).
 */
final class Dispatcher {
    private final CenterState center;
    private boolean on;

    Dispatcher(CenterState center) {
        this.center = center;
        this.on = center.policy().internalDispatching();
    }

    boolean isOn() {
        return on;
    }

    void turn(boolean to, Instant now) {
        boolean before = on;
        on = to;
        if (on && !before) {
            matchAll(now);
        }
    }

    /** The best agent for a call that is not in the queue, once all who wait have had their turn. */
    Optional<LiveAgent> immediate(Call call, Instant now) {
        settle(now);
        Flow flow = call.flow().row();
        if (!on || !flow.agentAnnouncement().isEmpty()) {
            return Optional.empty();
        }
        return center.roster().best(flow.skill(), call);
    }

    /** Compares the agents and the calls that changed with the others. */
    void settle(Instant now) {
        while (true) {
            Optional<LiveAgent> seat = center.roster().nextChanged();
            if (seat.isPresent()) {
                offerAll(seat.get(), now);
                continue;
            }
            Optional<Call> call = center.waiting().nextChanged();
            if (call.isEmpty()) {
                return;
            }
            seek(call.get(), now);
        }
    }

    /** Compares everybody with everything, longest idle agent first. */
    void matchAll(Instant now) {
        while (on) {
            Optional<AgentRank> next = center.waiting().wanted().stream()
                    .flatMap(wanted -> center.roster().group(wanted.skill()).takers(wanted.media()).stream()
                            .filter(rank -> best(rank.liveAgent()).isPresent())
                            .limit(1))
                    .min(Comparator.comparingLong(AgentRank::idle));
            if (next.isEmpty() || !offer(next.get().liveAgent(), now)) {
                return;
            }
        }
    }

    /** Binds them, and rings the agent. */
    void give(Call call, LiveAgent liveAgent, boolean rotate, Instant now, String why) {
        give(call, liveAgent, rotate, now, why, Effect.TransferNote.NONE);
    }

    /** The same because a command moved the call. */
    void give(Call call, LiveAgent liveAgent, boolean rotate, Instant now, String why, Effect.TransferNote transfer) {
        center.waiting().leave(call);
        call.alarms.cancel(CallTimer.ON_HOLD);
        boolean fromQueue = call.state() == CallState.QUEUED;
        boolean announced = fromQueue && !call.flow().row().agentAnnouncement().isEmpty();
        center.bindings().bind(call, liveAgent, rotate, now);
        center.transitions().to(call, announced ? CallState.PREAGENT : CallState.TOAGENT, now, why, transfer);
        center.orders().ring(call, liveAgent, now);
        center.music().agentRings(call, now);
    }

    /** Whether a chat puts its agent behind the others: so they spread, unless one agent is to be filled first. */
    boolean rotates(Call call) {
        return call.media() == Media.CHAT && !center.policy().fullLoad();
    }

    private void offerAll(LiveAgent liveAgent, Instant now) {
        boolean more = on;
        while (more) {
            more = offer(liveAgent, now);
        }
    }

    private boolean offer(LiveAgent liveAgent, Instant now) {
        Optional<Call> call = best(liveAgent);
        call.ifPresent(c -> {
            center.effects()
                    .sample(new Effect.Sample(
                            Effect.Measure.DISPATCHING,
                            c.flow().row().id(),
                            CdrWriter.between(liveAgent.freeSince(), now)));
            give(c, liveAgent, rotates(c), now, "first in line when " + liveAgent.id() + " could take it");
        });
        return call.isPresent();
    }

    /** The call gets an agent unless the agent has a better call. */
    private void seek(Call call, Instant now) {
        while (on && call.state() == CallState.QUEUED && call.ready()) {
            Optional<LiveAgent> seat = center.roster().best(call.flow().row().skill(), call);
            if (seat.isEmpty() || !offer(seat.get(), now)) {
                return;
            }
        }
    }

    /** For a mixed agent who is free, audio comes before chats (B53). */
    private Optional<Call> best(LiveAgent liveAgent) {
        Optional<Call> audio = liveAgent.takesAudio() ? first(liveAgent, Media.AUDIO) : Optional.empty();
        return audio.isPresent() || !liveAgent.takesChat() ? audio : first(liveAgent, Media.CHAT);
    }

    private Optional<Call> first(LiveAgent liveAgent, Media media) {
        return liveAgent.row().skills().stream()
                .flatMap(skill -> center.waiting().first(skill, media, liveAgent).stream())
                .min(Comparator.comparing(call -> call.key().orElseThrow()));
    }
}
