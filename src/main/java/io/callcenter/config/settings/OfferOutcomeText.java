package io.callcenter.config.settings;

import io.callcenter.core.OfferOutcome;
import io.callcenter.core.OfferOutcome.Cost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of {@code cc.offer-outcome}. */
public final class OfferOutcomeText {
    /** What it takes, for the reference page and for who wrote something else. */
    static final String EXPECTS =
            "reference, recommended, or a list of code:action, separated by commas (486:rest=10s,503:unreachable); codes 300 to"
                    + " 699 but 413, 414, 482, 483, 513, actions wrapup, rest=TIME, none, logout, unreachable";

    /** These cost nothing whatever is set: they say that the offer itself was at fault, or its way. */
    private static final Set<Integer> NOT_THE_AGENT = Set.of(413, 414, 482, 483, 513);

    private static final Duration LONGEST = Duration.ofDays(1);

    private OfferOutcomeText() {}

    /** What that text means; empty where it means nothing. */
    public static Optional<OfferOutcome> read(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("reference")) {
            return Optional.of(OfferOutcome.REFERENCE);
        }
        if (value.equals("recommended")) {
            return Optional.of(OfferOutcome.RECOMMENDED);
        }
        Map<Integer, Cost> own = new HashMap<>();
        for (String entry : value.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            Optional<Cost> cost = parts.length == 2 && isCode(parts[0]) ? cost(parts[1].strip()) : Optional.empty();
            if (cost.isEmpty() || own.put(Integer.valueOf(parts[0]), cost.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new OfferOutcome(false, own));
    }

    private static boolean isCode(String code) {
        return code.matches("[3-6]\\d\\d") && !NOT_THE_AGENT.contains(Integer.valueOf(code));
    }

    private static Optional<Cost> cost(String action) {
        if (action.startsWith("rest=")) {
            return OptionKind.duration(action.substring("rest=".length()))
                    .filter(rest -> !rest.isZero() && rest.compareTo(LONGEST) <= 0)
                    .map(Cost::rest);
        }
        return Optional.ofNullable(
                switch (action) {
                    case "wrapup" -> Cost.WRAP_UP;
                    case "none" -> Cost.NONE;
                    case "logout" -> Cost.LOG_OUT;
                    case "unreachable" -> Cost.UNREACHABLE;
                    default -> null;
                });
    }
}
