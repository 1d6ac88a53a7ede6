package io.callcenter.mi.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.callcenter.log.RateLimitedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of who did what, from where, and what came of it: logger {@code audit}, one line each (docs/design/interfaces.md 6). */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final int LONGEST = 300;
    private static final int LONGEST_OUTCOME = 2_000;

    private final RateLimitedLog often = new RateLimitedLog(LOG);

    /** Ready to write. */
    public Audit() {}

    /** A command that changes something, or that the visitor may not send, was answered. */
    public void answered(Visitor visitor, String command, JsonNode params, Answer answer) {
        LOG.info(
                "{} from {}: {} {} -> {}",
                plain(visitor.name()),
                plain(visitor.from()),
                plain(command),
                params == null ? "" : plain(params.toString()),
                plain(outcome(answer), LONGEST_OUTCOME));
    }

    private static String outcome(Answer answer) {
        if (answer instanceof Answer.Failure failure) {
            String data = failure.data().isEmpty() ? "" : ": " + failure.data();
            return failure.code() + " " + failure.message() + data;
        }
        return ((Answer.Result) answer).audited();
    }

    /** Somebody did something that is no command. */
    public void note(String name, String from, String what) {
        LOG.info("{} from {}: {}", plain(name), plain(from), plain(what));
    }

    /** Somebody was turned away. */
    public void turnedAway(String name, String from, String why) {
        LOG.warn("{} from {}: turned away: {}", plain(name), plain(from), plain(why));
    }

    /** The same for reasons that cost whoever is turned away nothing: one line every ten seconds for each reason of each place. */
    public void turnedAwayOften(String name, String from, String why) {
        String reason = plain(why);
        often.warn(from + reason, "{} from {}: turned away: {}", plain(name), plain(from), reason);
    }

    /** Without line breaks and other control characters, and not without end: a log line cannot be forged. */
    private static String plain(String text) {
        return plain(text, LONGEST);
    }

    private static String plain(String text, int longest) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }
}
