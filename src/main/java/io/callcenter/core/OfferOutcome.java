package io.callcenter.core;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What it costs an agent that an offer to them was refused, by the SIP code of the refusal ({@code cc.offer-outcome}).
 *
 * @param recommended whether codes that say more about the phone than about the agent cost what fits them; else, as in the reference, all cost a
 *     wrap-up but a phone that asks for a password
 * @param own what was chosen for single codes
 */
public record OfferOutcome(boolean recommended, Map<Integer, Cost> own) {
    /** What the reference does. */
    public static final OfferOutcome REFERENCE = new OfferOutcome(false, Map.of());

    /** What fits phones and proxies as they answer. */
    public static final OfferOutcome RECOMMENDED = new OfferOutcome(true, Map.of());

    private static final Set<Integer> ASKS_FOR_PASSWORD = Set.of(401, 407);
    /** Nobody is there: the phone is not registered, or what leads to it is out of order. */
    private static final Set<Integer> AWAY = Set.of(404, 408, 410, 430, 480, 502, 503, 504);
    /** The phone takes no offer like ours. */
    private static final Set<Integer> UNABLE = Set.of(400, 415, 420, 421, 488, 606);

    /** Copies the map. */
    public OfferOutcome {
        own = Map.copyOf(own);
    }

    /** What becomes of the agent. */
    public enum Kind {
        /** They wrap up as after a call. */
        WRAP_UP,
        /** They get no call for a while, and are shown as in wrap-up. */
        REST,
        /** Nothing: they are free at once, in their old place. */
        NONE,
        /** They are logged out. */
        LOG_OUT
    }

    /**
     * What a refusal costs.
     *
     * @param rest how long, if it is a rest; else zero
     * @param warns whether the log tells of it, since it will not pass by itself
     */
    public record Cost(Kind kind, Duration rest, boolean warns) {
        /** A wrap-up. */
        public static final Cost WRAP_UP = new Cost(Kind.WRAP_UP, Duration.ZERO, false);
        /** Nothing. */
        public static final Cost NONE = new Cost(Kind.NONE, Duration.ZERO, false);
        /** The login. */
        public static final Cost LOG_OUT = new Cost(Kind.LOG_OUT, Duration.ZERO, false);
        /** A rest of 60 s for an agent who cannot be reached. */
        public static final Cost UNREACHABLE = rest(Duration.ofSeconds(60));

        /** A rest of that length. */
        public static Cost rest(Duration length) {
            return new Cost(Kind.REST, length, false);
        }

        private Cost warning() {
            return new Cost(kind, rest, true);
        }
    }

    /** What that code costs; {@code rang} = the phone had said before that it rings, or had answered. */
    public Cost of(int code, boolean rang) {
        Cost chosen = own.get(code);
        if (chosen != null) {
            return chosen;
        }
        if (!recommended) {
            return ASKS_FOR_PASSWORD.contains(code) ? Cost.NONE : Cost.WRAP_UP;
        }
        if (AWAY.contains(code) && !rang) {
            return Cost.UNREACHABLE;
        }
        if (UNABLE.contains(code)) {
            return Cost.rest(Duration.ofSeconds(60)).warning();
        }
        if (ASKS_FOR_PASSWORD.contains(code) || code == 403) {
            return Cost.NONE.warning();
        }
        boolean elsewhere = code < 400 || code >= 500 && code < 600;
        return elsewhere ? Cost.rest(Duration.ofSeconds(10)) : Cost.WRAP_UP;
    }
}
