package io.callcenter.demo;

import io.callcenter.demo.Sighting.Admitted;
import io.callcenter.demo.Sighting.AgentDone;
import io.callcenter.demo.Sighting.CallerLeft;
import io.callcenter.demo.Sighting.CallerReleased;
import io.callcenter.demo.Sighting.Declined;
import io.callcenter.demo.Sighting.Dialled;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Listened;
import io.callcenter.demo.Sighting.PickedUp;
import io.callcenter.demo.Sighting.Rings;
import io.callcenter.demo.Sighting.TurnedAway;
import io.callcenter.demo.Sighting.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call as its phones saw it, from their sightings in order. */
final class SeenCall {
    private final String caller;
    private final List<SeenOffer> offers = new ArrayList<>();
    private final List<Listened> listened = new ArrayList<>();
    private Optional<Dialled> dialled = Optional.empty();
    private Optional<Instant> sign = Optional.empty();
    private Optional<Instant> admitted = Optional.empty();
    private Optional<TurnedAway> turnedAway = Optional.empty();
    private Optional<CallerLeft> left = Optional.empty();
    private Optional<Instant> released = Optional.empty();

    /** A call of which nothing was seen. */
    SeenCall(String caller) {
        this.caller = caller;
    }

    /** Takes a sighting of this call. */
    void add(Sighting sighting) {
        if (!(sighting instanceof Dialled || sighting instanceof CallerLeft) && sign.isEmpty()) {
            sign = Optional.of(sighting.at());
        }
        if (sighting instanceof Dialled seen) {
            dialled = Optional.of(seen);
        } else if (sighting instanceof Admitted seen) {
            admitted = Optional.of(seen.at());
        } else if (sighting instanceof TurnedAway seen) {
            turnedAway = Optional.of(seen);
        } else if (sighting instanceof CallerLeft seen) {
            left = Optional.of(seen);
        } else if (sighting instanceof CallerReleased seen) {
            released = Optional.of(seen.at());
        } else if (sighting instanceof Listened seen) {
            listened.add(seen);
        } else {
            addToOffer(sighting);
        }
    }

    private void addToOffer(Sighting sighting) {
        if (sighting instanceof Rings seen) {
            offers.add(new SeenOffer(seen.agent(), seen.callId(), seen.at()));
        } else if (sighting instanceof Declined seen) {
            offer(seen.agent()).declined(seen.at());
        } else if (sighting instanceof Withdrawn seen) {
            offer(seen.agent()).withdrawn(seen.at(), left.isPresent());
        } else if (sighting instanceof PickedUp seen) {
            offer(seen.agent()).pickedUp(seen.at());
        } else if (sighting instanceof Joined seen) {
            offer(seen.agent()).joined(seen.at());
        } else if (sighting instanceof AgentDone seen) {
            offer(seen.agent()).done(seen.at(), left.isPresent());
        }
    }

    /** The latest offer to that agent. */
    private SeenOffer offer(String agent) {
        for (int i = offers.size() - 1; i >= 0; i--) {
            if (offers.get(i).agent().equals(agent)) {
                return offers.get(i);
            }
        }
        throw new IllegalStateException("no phone of " + agent + " rang for " + caller);
    }

    /** The caller's number. */
    String caller() {
        return caller;
    }

    /** What they dialled; empty for a visitor. */
    String flow() {
        return dialled.map(Dialled::flow).orElse("");
    }

    /** When they dialled. */
    Optional<Instant> dialledAt() {
        return dialled.map(Dialled::at);
    }

    /** From dialling to the first sign that the center had the call: an agent's phone, an announcement, an answer. */
    Duration setUp() {
        return dialledAt()
                .flatMap(from -> sign.map(to -> Phones.between(from, to)))
                .orElse(Duration.ZERO);
    }

    /** The offers to agents, in order. */
    List<SeenOffer> offers() {
        return List.copyOf(offers);
    }

    /** Offers that the agents refused or let ring out. */
    List<SeenOffer> lost() {
        return offers.stream().filter(SeenOffer::lost).toList();
    }

    /** The offer that became a conversation. */
    Optional<SeenOffer> talk() {
        return admitted.isEmpty()
                ? Optional.empty()
                : offers.stream().filter(SeenOffer::talked).findFirst();
    }

    /** Whether the caller left without a conversation. */
    boolean abandoned() {
        return left.isPresent() && talk().isEmpty();
    }

    /** Whether the caller had hung up or given up by then. */
    boolean leftBefore(Instant at) {
        return left.filter(l -> !l.at().isAfter(at)).isPresent();
    }

    /** The agent who was being rung, or picking up, when the caller left. */
    Optional<String> leftWhileRinging() {
        return abandoned()
                ? offers.stream().filter(o -> !o.lost()).map(SeenOffer::agent).findFirst()
                : Optional.empty();
    }

    /** Why the caller never got in: the code of the refusal, but not that of their own CANCEL. */
    Optional<Integer> refusal() {
        return left.isPresent() ? Optional.empty() : turnedAway.map(TurnedAway::code);
    }

    /** When it ended for the caller. */
    Optional<Instant> endedAt() {
        return released.or(() -> left.map(CallerLeft::at)).or(() -> turnedAway.map(TurnedAway::at));
    }

    /** Whether every phone has put this call down. */
    boolean over() {
        boolean callerDone = released.isPresent() || turnedAway.isPresent() || left.isPresent() && admitted.isPresent();
        return callerDone && offers.stream().allMatch(SeenOffer::over);
    }

    /** Ears that were joined for a while and heard nothing: who listened in vain. */
    List<String> deaf(Duration longEnough) {
        return listened.stream()
                .filter(l -> l.packets() == 0 && l.joined().compareTo(longEnough) >= 0)
                .map(Listened::ear)
                .toList();
    }
}
