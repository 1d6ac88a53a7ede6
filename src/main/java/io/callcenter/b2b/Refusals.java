package io.callcenter.b2b;

import java.util.Set;

/** How a media server's refusal of the first leg is shown to the caller (legs 4.3). */
public final class Refusals {
    private static final Set<Integer> AS_THEY_ARE = Set.of(404, 480, 486, 488, 500, 504, 600, 603, 606);

    private Refusals() {}

    /**
     * The code for the caller: some as they are; 503 becomes 500, since a 503 tells upstream to avoid us; all else 480, never a challenge or a
     * redirection.
     */
    public static int shownToCaller(int code) {
        if (AS_THEY_ARE.contains(code)) {
            return code;
        }
        return code == 503 ? 500 : 480;
    }
}
