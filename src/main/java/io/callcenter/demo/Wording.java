package io.callcenter.demo;

import io.callcenter.demo.ScreenLine.Tone;
import io.callcenter.demo.Sighting.AgentDone;
import io.callcenter.demo.Sighting.CallerLeft;
import io.callcenter.demo.Sighting.Declined;
import io.callcenter.demo.Sighting.Dialled;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Plays;
import io.callcenter.demo.Sighting.Rings;
import io.callcenter.demo.Sighting.TurnedAway;
import io.callcenter.demo.Sighting.Withdrawn;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts what was seen and reported into plain words. */
final class Wording {
    private static final Map<String, String> HEARD = Map.of(
            "welcome", "hears the welcome",
            "queue", "hears the queue music",
            "dissuading", "is told that it will take long");

    private final Function<String, CallPlan> plans;
    private final Function<String, SeenCall> calls;

    /** Words about these calls, by caller's number. */
    Wording(Function<String, CallPlan> plans, Function<String, SeenCall> calls) {
        this.plans = plans;
        this.calls = calls;
    }

    /** The line for a sighting; empty = nothing worth one. */
    Optional<ScreenLine> of(Sighting seen) {
        if (seen instanceof Dialled) {
            return line(seen, "", "calls", Tone.START);
        } else if (seen instanceof Plays plays) {
            // The flow announcement is played to the agent, under the caller's name.
            return Optional.ofNullable(HEARD.get(plays.announcement())).flatMap(w -> line(seen, "", w, Tone.WAITING));
        } else if (seen instanceof TurnedAway away) {
            boolean own = calls.apply(seen.caller()).abandoned();
            return own ? Optional.empty() : line(seen, "", "is turned away with " + away.code(), Tone.LOST);
        } else if (seen instanceof CallerLeft left) {
            return line(seen, "", leaving(left), talk(seen).isPresent() ? Tone.PLAIN : Tone.LOST);
        }
        return ofAgent(seen);
    }

    private Optional<ScreenLine> ofAgent(Sighting seen) {
        if (seen instanceof Rings rings) {
            return line(seen, rings.agent(), "the phone rings", Tone.WAITING);
        } else if (seen instanceof Declined declined) {
            return line(seen, declined.agent(), "refuses with " + declined.code(), Tone.LOST);
        } else if (seen instanceof Withdrawn withdrawn) {
            boolean gone = calls.apply(seen.caller()).abandoned();
            String words = gone ? "the phone stops ringing" : "does not pick up";
            return line(seen, withdrawn.agent(), words, gone ? Tone.QUIET : Tone.LOST);
        } else if (seen instanceof Joined joined) {
            boolean gone = calls.apply(seen.caller()).leftBefore(seen.at());
            String words = gone ? "picks up too late" : "picks up, they talk";
            return line(seen, joined.agent(), words, gone ? Tone.QUIET : Tone.TALKING);
        } else if (seen instanceof AgentDone done && done.hungUp()) {
            return line(seen, done.agent(), "hangs up" + talked(seen), Tone.PLAIN);
        }
        return Optional.empty();
    }

    /** The line for a report of the contact center; empty = the phones show it anyway. */
    Optional<ScreenLine> of(CenterEvent report) {
        if (report instanceof CenterEvent.OfAgent agent) {
            return ofAgent(agent);
        }
        CenterEvent.OfCall call = (CenterEvent.OfCall) report;
        if (call.state().equals("queued") && call.position() >= 0) {
            String place = call.position() == 0 ? "next in line" : call.position() + " ahead";
            return line(call, "", "waits in the queue, " + place, Tone.WAITING);
        } else if (call.state().equals("ended")) {
            Tone tone = call.reason().equals("answered") ? Tone.TALKING : Tone.LOST;
            return line(call, call.agent(), "over: " + call.reason(), tone);
        }
        return Optional.empty();
    }

    private static Optional<ScreenLine> ofAgent(CenterEvent.OfAgent report) {
        String words =
                switch (report.status()) {
                    case "wrapup" -> "wraps up";
                    case "free" -> "is free";
                    case "offline" -> "logs out";
                    default -> "";
                };
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScreenLine(report.at(), "-", "", "", report.agent(), words, Tone.QUIET));
    }

    private String leaving(CallerLeft left) {
        if (talk(left).isPresent()) {
            return "hangs up" + talked(left);
        }
        return left.cancelled() ? "gives up (CANCEL)" : "gives up, hangs up";
    }

    private Optional<SeenOffer> talk(Sighting seen) {
        return calls.apply(seen.caller()).talk();
    }

    private String talked(Sighting seen) {
        return talk(seen)
                .flatMap(SeenOffer::joinedAt)
                .map(from -> " after " + seconds(Phones.between(from, seen.at())))
                .orElse("");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private Optional<ScreenLine> line(Sighting seen, String agent, String words, Tone tone) {
        return Optional.of(line(seen.caller(), seen.at(), "", agent, words, tone));
    }

    private Optional<ScreenLine> line(CenterEvent.OfCall call, String agent, String words, Tone tone) {
        return Optional.of(line(call.caller(), call.at(), call.flow(), agent, words, tone));
    }

    private ScreenLine line(String caller, java.time.Instant at, String flow, String agent, String words, Tone tone) {
        CallPlan plan = plans.apply(caller);
        String number = plan.number() == 0 ? "-" : Integer.toString(plan.number());
        String name = plan.display().isEmpty() ? caller : plan.display();
        return new ScreenLine(at, number, name, flow.isEmpty() ? plan.flow() : flow, agent, words, tone);
    }
}
