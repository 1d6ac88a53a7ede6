package io.callcenter.b2b.leg;

import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.sdp.Sdp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a leg is asked for an offer or gets the caller's last description instead (docs/design/legs.md 3.3). */
final class LateOffers {
    /** What phones say to an INVITE without an offer that they do not take, as opposed to a call that they do not take. */
    private static final Set<Integer> REFUSALS = Set.of(400, 415, 421, 488, 606);

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private final UacLeg leg;
    private Instant asked = Instant.MIN;
    private boolean rang;
    private boolean refused;
    private boolean told;

    LateOffers(UacLeg leg) {
        this.leg = leg;
    }

    /** It is known already that its peer takes none. */
    void areRefused() {
        refused = true;
        told = true;
    }

    /** What an INVITE of ours shall offer; empty: it asks for an offer. */
    Optional<Sdp> instead() {
        boolean never = rule() == SetupRules.LateOffer.NEVER || rule() == SetupRules.LateOffer.RETRY && refused;
        return never ? description() : Optional.empty();
    }

    /** An INVITE without an offer goes out. */
    void asked() {
        asked = leg.context().out().now();
        rang = false;
    }

    /** A provisional answer to it. */
    void progress(int code) {
        rang |= code / 10 == 18;
    }

    /** What to offer now that the INVITE without an offer was refused; empty when the refusal stands. */
    Optional<Sdp> after(int code) {
        boolean atOnce = !leg.context().out().now().isAfter(asked.plus(AT_ONCE));
        if (rule() != SetupRules.LateOffer.RETRY || refused || rang || !atOnce || !REFUSALS.contains(code)) {
            return Optional.empty();
        }
        Optional<Sdp> offer = description();
        refused = offer.isPresent();
        return offer;
    }

    /** An INVITE with an offer was answered: says once that its peer takes no other. */
    void answered() {
        if (refused && !told && !leg.context().ending().over()) {
            told = true;
            leg.context().out().lateOfferRefused(leg.id());
        }
    }

    private SetupRules.LateOffer rule() {
        return leg.context().settings().rules().lateOffer();
    }

    private Optional<Sdp> description() {
        return leg.context().caller().described();
    }
}
