package io.callcenter.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Gives waiting calls to agents, on the event that makes it possible: an agent gets the best call for him, a call never overtakes one that
 * is before it (docs/design/behaviour.md 5, B28).
 */
final class Dispatcher {
    private final Centre centre;
    private boolean on;

    Dispatcher(Centre centre) {
        this.centre = centre;
        this.on = centre.policy().internalDispatching();
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
    Optional<Seat> immediate(Call call, Instant now) {
        settle(now);
        Flow flow = call.flow().row();
        if (!on || !flow.agentAnnouncement().isEmpty()) {
            return Optional.empty();
        }
        return centre.roster().best(flow.skill(), call);
    }

    /** Compares the agents and the calls that changed with the others. */
    void settle(Instant now) {
        while (true) {
            Optional<Seat> seat = centre.roster().nextChanged();
            if (seat.isPresent()) {
                offerAll(seat.get(), now);
                continue;
            }
            Optional<Call> call = centre.line().nextChanged();
            if (call.isEmpty()) {
                return;
            }
            seek(call.get(), now);
        }
    }

    /** Compares everybody with everything, longest idle agent first. */
    void matchAll(Instant now) {
        while (on) {
            Optional<Place> next = centre.line().wanted().stream()
                    .flatMap(wanted -> centre.roster().group(wanted.skill()).takers(wanted.media()).stream()
                            .filter(place -> best(place.seat()).isPresent())
                            .limit(1))
                    .min(Comparator.comparingLong(Place::idle));
            if (next.isEmpty() || !offer(next.get().seat(), now)) {
                return;
            }
        }
    }

    /** Binds them, and rings the agent. */
    void give(Call call, Seat seat, boolean rotate, Instant now, String why) {
        give(call, seat, rotate, now, why, Effect.TransferNote.NONE);
    }

    /** The same because a command moved the call. */
    void give(Call call, Seat seat, boolean rotate, Instant now, String why, Effect.TransferNote transfer) {
        centre.line().leave(call);
        call.alarms.cancel(CallTimer.ON_HOLD);
        boolean fromQueue = call.state() == CallState.QUEUED;
        boolean announced = fromQueue && !call.flow().row().agentAnnouncement().isEmpty();
        centre.bindings().bind(call, seat, rotate, now);
        centre.transitions().to(call, announced ? CallState.PREAGENT : CallState.TOAGENT, now, why, transfer);
        centre.orders().ring(call, seat, now);
        centre.music().agentRings(call, now);
    }

    /** Whether a chat puts its agent behind the others: so they spread, unless one agent is to be filled first. */
    boolean rotates(Call call) {
        return call.media() == Media.CHAT && !centre.policy().fullLoad();
    }

    private void offerAll(Seat seat, Instant now) {
        boolean more = on;
        while (more) {
            more = offer(seat, now);
        }
    }

    private boolean offer(Seat seat, Instant now) {
        Optional<Call> call = best(seat);
        call.ifPresent(c -> {
            centre.outbox()
                    .sample(new Effect.Sample(
                            Effect.Measure.DISPATCHING, c.flow().row().id(), Records.between(seat.freeSince(), now)));
            give(c, seat, rotates(c), now, "first in line when " + seat.id() + " could take it");
        });
        return call.isPresent();
    }

    /** The call gets an agent unless the agent has a better call. */
    private void seek(Call call, Instant now) {
        while (on && call.state() == CallState.QUEUED && call.ready()) {
            Optional<Seat> seat = centre.roster().best(call.flow().row().skill(), call);
            if (seat.isEmpty() || !offer(seat.get(), now)) {
                return;
            }
        }
    }

    /** For a mixed agent who is free, audio comes before chats (B53). */
    private Optional<Call> best(Seat seat) {
        Optional<Call> audio = seat.takesAudio() ? first(seat, Media.AUDIO) : Optional.empty();
        return audio.isPresent() || !seat.takesChat() ? audio : first(seat, Media.CHAT);
    }

    private Optional<Call> first(Seat seat, Media media) {
        return seat.row().skills().stream()
                .flatMap(skill -> centre.line().first(skill, media, seat).stream())
                .min(Comparator.comparing(call -> call.key().orElseThrow()));
    }
}
