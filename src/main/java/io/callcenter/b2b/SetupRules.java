package io.callcenter.b2b;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How sessions begin with peers that differ in what they take.
 *
 * @param reliable {@code cc.sip.100rel}
 * @param lateOffer {@code cc.late-offer}
 * @param hidesEarlyMedia {@code cc.early-media=hide}: callers hear nothing of an agent's phone before the answer
 * @param referrers {@code cc.transfer.by}, unless {@code cc.transfer} is {@code off}: who may transfer callers by REFER
 * @param replaces {@code cc.transfer.replaces} other than {@code off}: somebody may take an agent's place by INVITE with Replaces
 * @param outsideFrom {@code cc.transfer.outside-from}: From of legs to somebody outside; empty = the caller's
 * @param passed names of header fields of a REFER that go with the caller
 */
public record SetupRules(
        Reliable reliable,
        LateOffer lateOffer,
        boolean hidesEarlyMedia,
        Set<Referrer> referrers,
        boolean replaces,
        String outsideFrom,
        List<String> passed) {
    /** Provisional answers that must be acknowledged (RFC 3262). */
    public enum Reliable {
        /** None: a caller who requires them is refused with 420, targets are not told that they may send them. */
        OFF,
        /** To callers who require them. */
        REQUIRED,
        /** Also those with a session description, to callers who know them. */
        SUPPORTED
    }

    /** Who may transfer callers by REFER. */
    public enum Referrer {
        /** The agent who talks to the caller. */
        AGENTS,
        /** What the caller hears meanwhile, such as an IVR. */
        ANNOUNCEMENTS
    }

    /** What becomes of the INVITE without an offer by which an answered caller's next target is asked for its own. */
    public enum LateOffer {
        /** To a target that refuses it at once it is sent again with the caller's description. */
        RETRY,
        /** It is sent with the caller's description from the first. */
        NEVER,
        /** It is sent, and a refusal is a refusal. */
        ALWAYS
    }

    /** Reliable for callers who require it, another attempt with the caller's description, early media pass. */
    public static final SetupRules DEFAULT = new SetupRules(Reliable.REQUIRED, LateOffer.RETRY, false);

    /** Refuses nulls. */
    public SetupRules {
        Objects.requireNonNull(reliable);
        Objects.requireNonNull(lateOffer);
        Objects.requireNonNull(outsideFrom);
        referrers = Set.copyOf(referrers);
        passed = List.copyOf(passed);
    }

    /** The same with transfers by agents, and the caller's From for everybody. */
    public SetupRules(Reliable reliable, LateOffer lateOffer, boolean hidesEarlyMedia) {
        this(reliable, lateOffer, hidesEarlyMedia, Set.of(Referrer.AGENTS), true, "", List.of("User-to-User"));
    }

    /** The same with that From for legs to somebody outside. */
    public SetupRules withOutsideFrom(String uri) {
        return new SetupRules(reliable, lateOffer, hidesEarlyMedia, referrers, replaces, uri, passed);
    }

    /** The same, with transfers by those. */
    public SetupRules withTransfersBy(Set<Referrer> allowed) {
        return new SetupRules(reliable, lateOffer, hidesEarlyMedia, allowed, replaces, outsideFrom, passed);
    }

    /** The same, with or without takers of agents' places. */
    public SetupRules withReplaces(boolean allowed) {
        return new SetupRules(reliable, lateOffer, hidesEarlyMedia, referrers, allowed, outsideFrom, passed);
    }

    /** Whether what a leg of that purpose leads to may transfer the caller. */
    public boolean mayTransfer(CallOrder.Purpose purpose) {
        return switch (purpose) {
            case AGENT -> referrers.contains(Referrer.AGENTS);
            case ANNOUNCEMENT, MUSIC -> referrers.contains(Referrer.ANNOUNCEMENTS);
            case OUTSIDE -> false;
        };
    }

    /** Whether reliable provisional answers are known at all. */
    public boolean knowsReliable() {
        return reliable != Reliable.OFF;
    }
}
