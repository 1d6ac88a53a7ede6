package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Media;
import io.callcenter.core.PassedFields;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SegmentFacts;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Optional;

/** A call from agent to agent: it rings, they talk, it has ended. */
final class Consultation {
    private final CallId id;
    private final long sequence;
    private final Caller caller;
    private final LiveAgent by;
    private final LiveAgent to;
    private final Instant begun;
    private final LegId leg;
    private Instant talkingSince;
    private boolean lends;
    private int version;

    Consultation(CallId id, long sequence, Caller caller, LiveAgent by, LiveAgent to, Instant begun) {
        this.id = id;
        this.sequence = sequence;
        this.caller = caller;
        this.by = by;
        this.to = to;
        this.begun = begun;
        this.leg = new LegRoles(id).newNextLeg(OrderedLeg.Kind.AGENT, begun).id();
    }

    CallId id() {
        return id;
    }

    long sequence() {
        return sequence;
    }

    Caller caller() {
        return caller;
    }

    /** Who calls. */
    LiveAgent by() {
        return by;
    }

    /** Who is called. */
    LiveAgent to() {
        return to;
    }

    Instant begun() {
        return begun;
    }

    /** The leg of whom is called. */
    LegId leg() {
        return leg;
    }

    /** What whom is called sees of the caller: their name, or else their id. */
    String name() {
        String name = caller.nameWith("");
        return name.isBlank() ? by.id().value() : name;
    }

    /** Since when they talk; empty while it rings. */
    Optional<Instant> talkingSince() {
        return Optional.ofNullable(talkingSince);
    }

    void talk(Instant since) {
        talkingSince = since;
    }

    /** Whether whom is called is going to another call. */
    boolean lends() {
        return lends;
    }

    void lend(boolean now) {
        lends = now;
    }

    /** Takes up a saved one where it was. */
    void restore(SavedCall saved) {
        talkingSince = saved.established().orElse(null);
        version = saved.version();
    }

    /** The next version of what is saved of it. */
    SavedCall save() {
        version++;
        Optional<LegId> rings = talkingSince == null ? Optional.of(leg) : Optional.empty();
        return new SavedCall(
                version,
                id,
                sequence,
                SegmentFacts.NO_FLOW,
                CallState.TOAGENT,
                Media.AUDIO,
                caller,
                name(),
                "",
                begun,
                Optional.empty(),
                begun,
                talkingSince(),
                0,
                0,
                false,
                1,
                0,
                0,
                Optional.of(to.id()),
                rings,
                rings.isPresent() ? Optional.empty() : Optional.of(leg),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.of(new SavedSegment(
                        1,
                        1,
                        begun,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        PassedFields.NONE,
                        SegmentFacts.CONSULT,
                        Optional.empty(),
                        Optional.of(by.id()),
                        Optional.empty(),
                        false)));
    }
}
