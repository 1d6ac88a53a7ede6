package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.ProbePolicy;
import io.callcenter.core.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Has the phones of those who are logged in followed, those of idle agents asked whether they are there, and leaves agents alone whose phones are not.
 * Whatever else comes from a phone counts as an answer, but where it is followed.
 */
final class Probes {
    /** Answers that say that no phone is there; whatever else it says, one is. */
    private static final Set<Integer> MISSED = Set.of(0, 404, 408, 410, 430, 480, 502, 503, 504);

    private static final int THOUSAND = 1_000;

    private final ProbePolicy policy;
    private final Roster roster;
    private final EventReports reports;
    private final PendingEffects effects;
    private Instant next = Instant.MIN;
    private int draws;
    private volatile long answered;
    private volatile long missed;

    Probes(ProbePolicy policy, Roster roster, EventReports reports, PendingEffects effects) {
        this.policy = policy;
        this.roster = roster;
        this.reports = reports;
        this.effects = effects;
    }

    long answered() {
        return answered;
    }

    long missed() {
        return missed;
    }

    /** Agents came, went or changed: those who are there are asked from time to time. */
    void follow(Set<LiveAgent> changed, Instant now) {
        if (!policy.on() && !policy.watched() || changed.isEmpty()) {
            return;
        }
        for (LiveAgent liveAgent : List.copyOf(changed)) {
            boolean wanted = liveAgent.loggedIn()
                    && !liveAgent.row().settings().unprobed()
                    && !location(liveAgent).isEmpty();
            if (policy.watched()) {
                watch(liveAgent, wanted ? location(liveAgent) : "", now);
            }
            if (!policy.on()) {
                continue;
            }
            if (!wanted) {
                liveAgent.alarms.cancel(LiveAgent.Timer.PROBE);
                heard(liveAgent, now);
            } else if (!liveAgent.alarms.isSet(LiveAgent.Timer.PROBE)) {
                liveAgent.phone.heard(now);
                again(liveAgent, now.plus(part(liveAgent.id().hashCode(), 0, THOUSAND)));
            }
        }
    }

    private void watch(LiveAgent liveAgent, String location, Instant now) {
        if (!liveAgent.phone.isWatched(location)) {
            liveAgent.phone.watch(location);
            effects.order(new Effect.WatchAgent(liveAgent.id(), location));
            show(liveAgent, false, now);
        }
    }

    private void show(LiveAgent liveAgent, boolean unreachable, Instant now) {
        if (liveAgent.phone.unreachable() != unreachable) {
            roster.change(liveAgent, () -> liveAgent.phone.setUnreachable(unreachable));
            reports.agent(liveAgent, now);
        }
    }

    /** Something came from the agent's phone. Of one that is followed it says nothing new. */
    void heard(LiveAgent liveAgent, Instant now) {
        if (!policy.on()) {
            return;
        }
        liveAgent.phone.heard(now);
        if (!liveAgent.phone.told()) {
            show(liveAgent, false, now);
        }
    }

    /** What came of a probe; an answer that is late, or of an address that they had before, tells nothing. */
    void probed(Signal.AgentProbed fact, Instant now) {
        roster.find(fact.agent())
                .filter(liveAgent -> liveAgent.loggedIn() && (fact.isTold() || liveAgent.phone.asked()))
                .filter(liveAgent -> location(liveAgent).equals(fact.location()))
                .ifPresent(liveAgent -> {
                    if (fact.isTold()) {
                        told(liveAgent, fact.code(), now);
                    } else {
                        probed(liveAgent, fact.code(), now);
                    }
                });
    }

    private void told(LiveAgent liveAgent, int code, Instant now) {
        liveAgent.phone.setTold(code != Signal.AgentProbed.UNKNOWN);
        show(liveAgent, code == Signal.AgentProbed.AWAY, now);
    }

    private void probed(LiveAgent liveAgent, int code, Instant now) {
        if (!MISSED.contains(code)) {
            answered++;
            heard(liveAgent, now);
            return;
        }
        missed++;
        boolean gone = liveAgent.phone.miss() >= policy.misses();
        if (gone && !liveAgent.phone.told()) {
            show(liveAgent, true, now);
        }
    }

    private void due(LiveAgent liveAgent, Instant now) {
        Instant silent = liveAgent.phone.lastHeard().plus(policy.every());
        if (liveAgent.busy() || liveAgent.phone.told() || silent.isAfter(now)) {
            again(liveAgent, silent.isAfter(now) ? silent : now.plus(policy.every()));
            return;
        }
        Instant turn = next.isAfter(now) ? next : now;
        next = turn.plusNanos(Duration.ofSeconds(1).toNanos() / policy.rate());
        if (turn.isAfter(now)) {
            liveAgent.alarms.set(LiveAgent.Timer.PROBE, turn, later -> ask(liveAgent, later));
        } else {
            ask(liveAgent, now);
        }
    }

    /** The next time comes whether this one is answered or not. */
    private void ask(LiveAgent liveAgent, Instant now) {
        if (!liveAgent.busy()) {
            liveAgent.phone.ask();
            effects.order(new Effect.ProbeAgent(liveAgent.id(), location(liveAgent)));
        }
        again(liveAgent, now.plus(part(++draws, THOUSAND - THOUSAND / 10, THOUSAND / 5)));
    }

    private void again(LiveAgent liveAgent, Instant at) {
        liveAgent.alarms.set(LiveAgent.Timer.PROBE, at, now -> due(liveAgent, now));
    }

    /** So many thousandths of the time between two, and some more; the same for the same seed. */
    private Duration part(int seed, int least, int more) {
        int mixed = (seed * 0x9E3779B9) >>> 8;
        return policy.every().multipliedBy(least + mixed % more).dividedBy(THOUSAND);
    }

    private static String location(LiveAgent liveAgent) {
        String audio = liveAgent.location(Media.AUDIO);
        return audio.isEmpty() ? liveAgent.location(Media.CHAT) : audio;
    }
}
