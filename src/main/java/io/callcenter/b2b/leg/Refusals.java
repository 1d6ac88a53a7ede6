package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SipEvent;
import io.callcenter.message.Response;
import java.util.Optional;
import java.util.Set;

/** What becomes of a refusal on its way to the other leg. */
public final class Refusals {
    private static final Set<Integer> AS_THEY_ARE = Set.of(404, 480, 486, 488, 500, 504, 600, 603, 606);
    private static final Set<Integer> HARMLESS = Set.of(415, 487, 488, 491, 606);

    private Refusals() {}

    /**
     * The code with which a media server's refusal of the first leg is shown to the caller (docs/design/legs.md 4.3): some as they are; 503 becomes
     * 500, since a 503 tells upstream to avoid us, and so does what never left us; all else 480, never a challenge or a redirection.
     */
    public static int shownToCaller(int code) {
        if (AS_THEY_ARE.contains(code)) {
            return code;
        }
        return code == 503 || code < 100 ? 500 : 480;
    }

    /**
     * The code with which the answer to a relayed request goes back (docs/design/legs.md 3.8): success and what concerns the request alone as they
     * are; what would kill the other dialog too (RFC 5057 §5.2) becomes 488 for offers and 500 for other requests.
     */
    static int relayed(String method, int code) {
        if (code < 300 || HARMLESS.contains(code)) {
            return code;
        }
        if (code >= 500 && code < 600 && code != 502) {
            return code == 503 ? 500 : code;
        }
        return method.equals("INVITE") || method.equals("UPDATE") ? 488 : 500;
    }

    /** What a target refuses whose first INVITE never left us. */
    static int unsent(SipEvent.Why why) {
        boolean ofMessage = why == SipEvent.Why.TOO_LARGE || why == SipEvent.Why.REFUSED;
        return ofMessage ? CallEvent.Refused.NOT_SENT : CallEvent.Refused.NOT_REACHED;
    }

    /** The code that stands for the answer to a request inside a dialog that never left us: it tells of the peer only where nobody is there. */
    static int unsentInside(SipEvent.Why why) {
        return switch (why) {
            case NOWHERE -> 503;
            case TOO_LARGE -> 513;
            case REFUSED -> 500;
            case CONGESTED -> 504;
        };
    }

    /** Whether that outcome of a request inside a dialog means that the dialog is dead: 408, 481, or no response at all but by our own CANCEL. */
    static boolean endsDialog(int code, Optional<Response> response) {
        return code == 408 || code == 481 || code == 503 && response.isEmpty();
    }
}
