package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls from agent to agent (docs/call-states.md): no flow has them, nobody waits in them, statistics do not know them, and of their records {@code
 * cc_x_segments} has one. Both agents get no call meanwhile.
 */
final class Consultations {
    private static final Reply NO_AGENT = new Reply.NotAdmitted(-3);
    private static final Reply NO_SDP = new Reply.NotAdmitted(-6);
    private static final Reply BAD_MEDIA = new Reply.NotAdmitted(-7);
    private static final int NOT_ALLOWED = 405;
    /** Whose place is wanted talks to no caller. */
    private static final int NO_CALLER = 481;

    private static final int GONE = 480;
    private static final int BUSY = 486;

    private final CenterState center;
    /** Other threads read which there are. */
    private final Map<CallId, Consultation> open = new ConcurrentSkipListMap<>();

    Consultations(CenterState center) {
        this.center = center;
    }

    Optional<Consultation> find(CallId call) {
        return Optional.ofNullable(open.get(call));
    }

    /** All that have not ended, by id. */
    Map<CallId, Consultation> all() {
        return open;
    }

    /** An agent calls somebody who is no flow. Whom they may not have now they are refused by code, not by reply. */
    Reply arrive(Signal.CallArrived arrived, LiveAgent by, Instant now) {
        Optional<LiveAgent> to =
                center.roster().directory().reached(arrived.flow().value(), center.roster());
        if (to.isEmpty()) {
            return NO_AGENT;
        } else if (arrived.media() == MediaOffer.NO_SDP) {
            return NO_SDP;
        } else if (arrived.media() != MediaOffer.AUDIO) {
            return BAD_MEDIA;
        }
        Consultation call = new Consultation(arrived.call(), arrived.sequence(), arrived.caller(), by, to.get(), now);
        int refusal = refusal(by, to.get());
        if (refusal > 0) {
            center.orders().refuse(call, refusal);
            record(call, "refused", refusal, now);
        } else {
            begin(call, now);
        }
        return new Reply.Done();
    }

    private static int refusal(LiveAgent by, LiveAgent to) {
        boolean there = to.loggedIn()
                && !to.phone.unreachable()
                && !to.location(Media.AUDIO).isEmpty();
        boolean free = to != by && to.canTake(Media.AUDIO);
        return !there ? GONE : free ? 0 : BUSY;
    }

    private void begin(Consultation call, Instant now) {
        open.put(call.id(), call);
        center.bindings().consult(call.by(), call.id(), now);
        center.bindings().consult(call.to(), call.id(), now);
        center.orders().ring(call);
        save(call);
    }

    /** Takes up one from before a restart; nothing is counted or said. */
    void takeUp(SavedCall saved, Function<AgentId, LiveAgent> agents) {
        LiveAgent by = agents.apply(saved.segment().flatMap(SavedSegment::maker).orElseThrow());
        LiveAgent to = agents.apply(saved.agent().orElseThrow());
        Consultation call = new Consultation(saved.call(), saved.sequence(), saved.caller(), by, to, saved.received());
        call.restore(saved);
        open.put(call.id(), call);
        center.bindings().consultAgain(by, call.id());
        center.bindings().consultAgain(to, call.id());
    }

    private void save(Consultation call) {
        center.effects().save(new Effect.SaveCall(call.save()));
    }

    /** Whether the fact is about such a call, whose rule it has followed then. */
    boolean hear(Signal fact, Instant now) {
        if (open.isEmpty()) {
            return false;
        }
        if (fact instanceof Signal.LegAnswered f) {
            return with(f.call(), call -> center.probes().heard(call.to(), now));
        } else if (fact instanceof Signal.LegConnected f) {
            return withLeg(f.call(), f.leg(), call -> connected(call, f.at()));
        } else if (fact instanceof Signal.LegRefused f) {
            return withLeg(f.call(), f.leg(), call -> refused(call, f.code(), f.at(), now));
        } else if (fact instanceof Signal.LegNotJoined f) {
            return withLeg(f.call(), f.leg(), call -> refused(call, f.code(), f.at(), now));
        } else if (fact instanceof Signal.LegDropped f) {
            return withLeg(
                    f.call(), f.leg(), call -> hangUp(call, "failed", f.leg().value(), now));
        } else if (fact instanceof Signal.LegEnded f) {
            return withLeg(f.call(), f.leg(), call -> left(call, f.at(), now));
        } else if (fact instanceof Signal.CallerGone f) {
            return with(f.call(), call -> end(call, outcome(call, "abandoned"), 0, f.at(), now));
        } else if (fact instanceof Signal.CallEnded f) {
            return with(f.call(), call -> end(call, outcome(call, "failed"), 0, f.at(), now));
        } else if (fact instanceof Signal.Referred f && !f.leg().equals(LegId.CALLER)) {
            return with(
                    f.call(), call -> center.effects().order(new Effect.AnswerRefer(f.call(), f.leg(), NOT_ALLOWED)));
        } else if (fact instanceof Signal.TakeAsked f) {
            return with(f.call(), call -> center.orders().refuseTaker(f.call(), f.taker(), NO_CALLER));
        }
        return false;
    }

    private boolean with(CallId id, Consumer<Consultation> rule) {
        Consultation call = open.get(id);
        if (call != null) {
            rule.accept(call);
        }
        return call != null;
    }

    private boolean withLeg(CallId id, LegId leg, Consumer<Consultation> rule) {
        return with(id, call -> {
            if (call.leg().equals(leg)) {
                rule.accept(call);
            }
        });
    }

    private void connected(Consultation call, Instant at) {
        if (call.talkingSince().isEmpty()) {
            call.talk(at);
            save(call);
        }
    }

    /** Whom they call does not take it: nobody is to blame, and the caller is told by that code. */
    private void refused(Consultation call, int code, Instant at, Instant now) {
        center.orders().refuse(call, code);
        end(call, "refused", code, at, now);
    }

    private void left(Consultation call, Instant at, Instant now) {
        center.orders().end(call, "", false);
        end(call, outcome(call, "failed"), 0, at, now);
    }

    private static String outcome(Consultation call, String unanswered) {
        return call.talkingSince().isPresent() ? EndKind.ANSWERED.reason() : unanswered;
    }

    /** Ends it by order. */
    void hangUp(Consultation call, String outcome, String words, Instant now) {
        center.orders().end(call, words.isBlank() ? outcome : words, !words.isBlank());
        end(call, outcome, 0, now, now);
    }

    /**
     * Whom the agent called goes to a caller of that agent.
     *
     * @param stays whether the agent's leg stays until they are told how that ended
     */
    void merged(Consultation call, boolean stays, Instant now) {
        if (!stays) {
            center.orders().end(call, EndKind.TALK_MERGED.reason(), false);
        }
        end(call, EndKind.TALK_MERGED.reason(), 0, now, now);
    }

    private void end(Consultation call, String outcome, int code, Instant at, Instant now) {
        open.remove(call.id());
        record(call, outcome, code, at);
        center.bindings().consulted(call.by(), call.id(), now);
        center.bindings().consulted(call.to(), call.id(), now);
    }

    private void record(Consultation call, String outcome, int code, Instant at) {
        center.cdrs().consultation(call, outcome, code, at);
        center.effects().forget(new Effect.ForgetCall(call.id()));
    }
}
