package io.callcenter.demo;

import io.callcenter.demo.CallPlan.Ending;
import io.callcenter.demo.Sighting.Admitted;
import io.callcenter.demo.Sighting.CallerLeft;
import io.callcenter.demo.Sighting.CallerReleased;
import io.callcenter.demo.Sighting.Dialled;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Listened;
import io.callcenter.demo.Sighting.Plays;
import io.callcenter.demo.Sighting.Rings;
import io.callcenter.demo.Sighting.TurnedAway;
import io.callcenter.demo.media.Melody;
import io.callcenter.demo.media.Voice;
import io.callcenter.phone.OutgoingCall;
import io.callcenter.phone.Party;
import io.callcenter.phone.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One caller's phone: dials, waits, and hangs up or leaves as the plan says. */
final class CallerPhone implements Party {
    private final CallPlan plan;
    private final Phones phones;
    private final Voice voice;
    private final Runnable onEnd;
    private Optional<OutgoingCall> call = Optional.empty();
    private Optional<Joined> joined = Optional.empty();
    private boolean answered;
    private boolean left;

    /** A phone with its number in hand. {@code onEnd} runs when the call is over. */
    CallerPhone(CallPlan plan, Phones phones, Melody melody, Runnable onEnd) {
        this.plan = plan;
        this.phones = phones;
        this.voice = phones.voice();
        this.onEnd = onEnd;
        voice.say(melody);
    }

    /** Dials. */
    void dial(Peer peer, Peer.Target target) {
        phones.saw(new Dialled(plan.caller(), plan.flow(), phones.now()));
        call = Optional.of(peer.call(target, plan.display(), plan.caller(), voice.offer(), this));
    }

    /** Hears what the other phones see of this call: what a man would hear in their receiver. */
    void saw(Sighting sighting) {
        if (sighting instanceof Joined with) {
            joined = Optional.of(with);
            leaveAfterTalk();
        } else if (sighting instanceof Plays plays) {
            leaveIf("queue", plays, Ending.LEAVES_QUEUE);
            leaveIf("welcome", plays, Ending.LEAVES_WELCOME);
        } else if (sighting instanceof Rings) {
            leaveIf(Ending.LEAVES_RINGING);
        }
    }

    private void leaveIf(String announcement, Plays plays, Ending reason) {
        if (plays.announcement().equals(announcement)) {
            leaveIf(reason);
        }
    }

    private void leaveIf(Ending reason) {
        if (plan.ending() == reason) {
            leaveAfter(plan.patience());
        }
    }

    private void leaveAfterTalk() {
        // Whoever meant to leave but was served before is a caller like others.
        if (plan.ending() != Ending.AGENT_HANGS_UP) {
            leaveAfter(plan.talk());
        }
    }

    private void leaveAfter(Duration delay) {
        boolean before = joined.isEmpty();
        phones.lane().after(delay, () -> {
            if (!left && before == joined.isEmpty()) {
                leave();
            }
        });
    }

    private void leave() {
        call.filter(mine -> !mine.over()).ifPresent(mine -> {
            left = true;
            phones.saw(new CallerLeft(plan.caller(), !answered, phones.now()));
            mine.hangUp();
            if (answered) {
                done();
            }
        });
    }

    @Override
    public void accepted(String answer) {
        answered = true;
        phones.saw(new Admitted(plan.caller(), phones.now()));
        voice.answered(answer);
        if (left) {
            // The CANCEL came too late: the call is ended by BYE now.
            done();
        }
    }

    @Override
    public void refused(int code) {
        phones.saw(new TurnedAway(plan.caller(), code, phones.now()));
        done();
    }

    @Override
    public void acknowledged(String answer) {
        voice.answered(answer);
    }

    @Override
    public Optional<String> offered(String offer) {
        return voice.reply(offer);
    }

    @Override
    public void ended() {
        phones.saw(new CallerReleased(plan.caller(), phones.now()));
        done();
    }

    private void done() {
        Instant now = phones.now();
        joined.ifPresent(with -> phones.saw(new Listened(
                plan.caller(), plan.caller(), voice.heardFrom(with.agentPort()), Phones.between(with.at(), now), now)));
        voice.close();
        onEnd.run();
    }
}
