package io.callcenter.config.settings;

import io.callcenter.app.TransferTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The values of {@code cc.transfer.outside-allow} and {@code cc.transfer.outside-to}. */
public final class TransferTexts {
    private static final String NUMBER = "{number}";

    private TransferTexts() {}

    /** The patterns, separated by blanks; empty where one is none. */
    public static Optional<List<Pattern>> patterns(String text) {
        List<Pattern> patterns = new ArrayList<>();
        try {
            for (String pattern : text.strip().split("\\s+")) {
                if (!pattern.isEmpty()) {
                    patterns.add(Pattern.compile(pattern));
                }
            }
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
        return Optional.of(patterns);
    }

    /** Whether it is a SIP address with a place for the number. */
    static boolean isAddress(String text) {
        return text.contains(NUMBER) && TransferTargets.isSip(text.replace(NUMBER, "1"));
    }
}
