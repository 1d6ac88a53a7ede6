package io.callcenter.demo;

import io.callcenter.demo.CallPlan.Ending;
import io.callcenter.demo.CallPlan.Reaction;
import io.callcenter.demo.Sighting.AgentDone;
import io.callcenter.demo.Sighting.Declined;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Listened;
import io.callcenter.demo.Sighting.PickedUp;
import io.callcenter.demo.Sighting.Rings;
import io.callcenter.demo.Sighting.Withdrawn;
import io.callcenter.demo.media.Melody;
import io.callcenter.demo.media.Voice;
import io.callcenter.phone.IncomingCall;
import io.callcenter.phone.Party;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** One agent's phone: rings, then answers, refuses or rings on, as the plan of the call says; talks, and hangs up where the plan says so. */
final class AgentPhone {
    private static final String CALL_ID = "X-CC-Call-ID";

    private final String agent;
    private final Phones phones;
    private final Melody melody;
    private final Function<String, Offer> offers;
    private final IntPredicate announcement;
    private boolean busy;

    /**
     * What this call means for the phone that gets it now.
     *
     * @param plan how it shall go
     * @param number counts the offers of this call, from 0
     */
    record Offer(CallPlan plan, int number) {}

    /**
     * A phone on the hook.
     *
     * @param offers the next offer of that caller's call
     * @param announcement whether an RTP port is the announcement player's
     */
    AgentPhone(String agent, Phones phones, Melody melody, Function<String, Offer> offers, IntPredicate announcement) {
        this.agent = agent;
        this.phones = phones;
        this.melody = melody;
        this.offers = offers;
        this.announcement = announcement;
    }

    /** Takes a call; 486 while another one is on the line. */
    Party take(IncomingCall call) {
        Line line = new Line(call, phones.voice());
        phones.saw(new Rings(call.caller(), agent, call.header(CALL_ID), phones.now()));
        if (busy) {
            line.decline(486);
        } else {
            busy = true;
            line.ring();
        }
        return line;
    }

    /** One call at the phone. */
    private final class Line implements Party {
        private final IncomingCall call;
        private final Voice voice;
        private final String caller;
        private CallPlan plan = CallPlan.visitor("");
        private Optional<Instant> joined = Optional.empty();
        private int callerPort;

        Line(IncomingCall call, Voice voice) {
            this.call = call;
            this.voice = voice;
            this.caller = call.caller();
        }

        void ring() {
            Offer offer = offers.apply(caller);
            plan = offer.plan();
            call.ring();
            Reaction reaction = plan.reaction(offer.number());
            if (reaction == Reaction.ANSWERS) {
                phones.lane().after(plan.ringing(), this::answer);
            } else if (reaction == Reaction.REFUSES) {
                phones.lane().after(plan.ringing(), () -> refuse(486));
            }
        }

        /** Refuses a call that came beside another one: the phone stays busy. */
        void decline(int code) {
            Instant now = phones.now();
            voice.close();
            call.refuse(code);
            phones.saw(new Declined(caller, agent, code, now));
        }

        private void refuse(int code) {
            if (!call.over()) {
                busy = false;
                decline(code);
            }
        }

        private void answer() {
            if (call.over()) {
                return;
            }
            Optional<String> body = voice.reply(call.offer());
            if (body.isEmpty()) {
                refuse(488);
                return;
            }
            phones.saw(new PickedUp(caller, agent, phones.now()));
            call.accept(body.get());
        }

        @Override
        public void acknowledged(String answer) {
            voice.answered(answer);
            int port = voice.toward();
            if (port != 0 && !announcement.test(port) && joined.isEmpty()) {
                callerPort = port;
                joined = Optional.of(phones.now());
                voice.say(melody);
                phones.saw(new Joined(caller, agent, voice.port(), phones.now()));
                if (plan.ending() == Ending.AGENT_HANGS_UP) {
                    phones.lane().after(plan.talk(), this::hangUp);
                }
            }
        }

        private void hangUp() {
            if (!call.over()) {
                Instant now = phones.now();
                call.hangUp();
                done(true, now);
            }
        }

        @Override
        public Optional<String> offered(String offer) {
            return voice.reply(offer);
        }

        @Override
        public void cancelled() {
            busy = false;
            voice.close();
            phones.saw(new Withdrawn(caller, agent, phones.now()));
        }

        @Override
        public void ended() {
            done(false, phones.now());
        }

        private void done(boolean hungUp, Instant now) {
            busy = false;
            phones.saw(new AgentDone(caller, agent, hungUp, now));
            joined.ifPresent(since -> phones.saw(
                    new Listened(caller, agent, voice.heardFrom(callerPort), Phones.between(since, now), now)));
            voice.close();
        }
    }
}
