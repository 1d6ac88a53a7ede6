package io.callcenter.mi.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditTarget;
import io.callcenter.log.RateLimitedLog;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of who did what, from where, and what came of it: logger {@code audit}, one line each (docs/design/interfaces.md 6), and where a trail is
 * kept, an entry of it. Any thread; never waits. What is named like a password or a token is written nowhere.
 */
public final class Audit {
    /** What is done besides commands. */
    public enum Deed {
        LOGIN("login", "logged in to the pages"),
        LOGOUT("logout", "logged out of the pages"),
        SCREEN("screen", "a screen was let in"),
        CDR_SEARCH("cdr-search", "searched call detail records"),
        CDR_EXPORT("cdr-export", "exported call detail records"),
        AUDIT_SEARCH("audit-search", "searched the audit"),
        AUDIT_EXPORT("audit-export", "exported the audit");

        private final String label;
        private final String words;

        Deed(String label, String words) {
            this.label = label;
            this.words = words;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final int LONGEST = 300;
    private static final int LONGEST_OUTCOME = 2_000;
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|secret|token).*");
    private static final String HIDDEN = "***";

    private final RateLimitedLog often = new RateLimitedLog(LOG);
    private final InstantSource clock;
    private final AtomicLong numbers;
    private final AtomicLong strangersIn = new AtomicLong(Long.MIN_VALUE);
    private volatile Consumer<AuditEntry> trail = entry -> {};
    private volatile UnaryOperator<AuditTarget> flows = UnaryOperator.identity();

    /** Writes the log only, as long as no trail is kept. */
    public Audit() {
        this(InstantSource.system(), 0);
    }

    /**
     * The same, by that clock.
     *
     * @param first number of its first entry: random, so that no other process has it in the same millisecond
     */
    public Audit(InstantSource clock, long first) {
        this.clock = clock;
        this.numbers = new AtomicLong(first);
    }

    /** From now on entries go there too, which must not wait. */
    public void keep(Consumer<AuditEntry> where) {
        trail = where;
    }

    /** From now on what is done to a call belongs to a flow as well. */
    public void belongs(UnaryOperator<AuditTarget> toFlow) {
        flows = toFlow;
    }

    /** Whom a command is about, with the flow it belongs to: asked before it runs, as afterwards the call may be gone. */
    public AuditTarget belonging(AuditTarget target) {
        return flows.apply(target);
    }

    /** A command that changes something, or that the visitor may not send, was answered; without parameters where they name somebody who is to be forgotten. */
    public void answered(Visitor visitor, String command, JsonNode params, AuditTarget target, CommandAnswer answer) {
        String asked = params == null ? "" : plain(open(params).toString());
        String outcome = plain(outcome(answer), LONGEST_OUTCOME);
        LOG.info(
                "{} from {}: {} {} -> {}",
                plain(visitor.name()),
                plain(visitor.from()),
                plain(command),
                asked,
                outcome);
        enter(visitor.name(), visitor.from(), command, target, asked, outcome);
    }

    /** Without what is secret. */
    private static JsonNode open(JsonNode params) {
        if (params instanceof ObjectNode object) {
            ObjectNode open = object.objectNode();
            object.properties().forEach(field -> {
                if (SECRET.matcher(field.getKey()).matches()) {
                    open.put(field.getKey(), HIDDEN);
                } else {
                    open.set(field.getKey(), open(field.getValue()));
                }
            });
            return open;
        }
        if (params instanceof ArrayNode array) {
            ArrayNode open = array.arrayNode();
            array.forEach(value -> open.add(open(value)));
            return open;
        }
        boolean pair = params.isTextual() && params.textValue().indexOf('=') > 0;
        String name = pair ? params.textValue().substring(0, params.textValue().indexOf('=')) : "";
        return SECRET.matcher(name).matches() ? TextNode.valueOf(name + "=" + HIDDEN) : params;
    }

    private static String outcome(CommandAnswer answer) {
        if (answer instanceof CommandAnswer.Failure failure) {
            String data = failure.data().isEmpty() ? "" : ": " + failure.data();
            return failure.code() + " " + failure.message() + data;
        }
        return ((CommandAnswer.Result) answer).audited();
    }

    /** Somebody did something that is no command. */
    public void note(String name, String from, Deed deed, String details) {
        LOG.info(
                "{} from {}: {}{}",
                plain(name),
                plain(from),
                deed.words,
                details.isEmpty() ? "" : ": " + plain(details));
        enter(name, from, deed.label, AuditTarget.NONE, plain(details), "OK");
    }

    /** Somebody was turned away. */
    public void turnedAway(String name, String from, String why) {
        LOG.warn("{} from {}: turned away: {}", plain(name), plain(from), plain(why));
        enter(name, from, AuditEntry.REFUSED, AuditTarget.NONE, "", plain(why));
    }

    /**
     * The same for reasons that cost whoever is turned away nothing: one line every ten seconds for each reason of each place, and one entry a second at
     * most. What stands behind the first colon is their own text, and makes no other reason.
     */
    public void turnedAwayOften(String name, String from, String why) {
        String told = plain(why);
        String cause = from + " " + why.replaceFirst("(?s):.*", "");
        boolean turn = often.warnAndKeep(cause, "{} from {}: turned away: {}", plain(name), plain(from), told);
        long second = clock.instant().getEpochSecond();
        if (turn && strangersIn.getAndSet(second) != second) {
            enter(name, from, AuditEntry.REFUSED, AuditTarget.NONE, "", told);
        }
    }

    private void enter(String who, String from, String deed, AuditTarget target, String details, String answer) {
        trail.accept(new AuditEntry(
                clock.instant(), numbers.incrementAndGet(), plain(who), plain(from), deed, target, details, answer));
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
