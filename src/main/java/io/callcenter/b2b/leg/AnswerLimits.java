package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the caller may stay unanswered (docs/design/legs.md 3.2): the Expires of their INVITE, the set-up timeout, and reminders to proxies on the
 * way.
 */
final class AnswerLimits {
    /** Proxies give a call up three minutes after the last provisional answer (RFC 3261 §16.6, §13.3.1.1). */
    private static final Duration REMINDER = Duration.ofSeconds(60);

    private final CallContext context;
    private final CallDeadlines.Deadline expiry;
    private final CallDeadlines.Deadline setup;
    private final CallDeadlines.Deadline reminder;

    AnswerLimits(CallContext context) {
        this.context = context;
        this.expiry = context.deadlines().create();
        this.setup = context.deadlines().create();
        this.reminder = context.deadlines().create();
    }

    /** Begins with the caller's INVITE. */
    void start(Request invite, Instant since) {
        Duration limit = context.settings().setupTimeout();
        expires(invite)
                .ifPresent(expires -> expiry.set(
                        since.plus(expires), () -> context.ending().callerGone(CallEvent.How.EXPIRED, "", 487)));
        setup.set(since.plus(limit), () -> context.ending().refuse(Draft.response(480), CallEvent.Cause.SETUP_TIMEOUT));
        if (limit.compareTo(REMINDER) > 0) {
            reminder.set(since.plus(REMINDER), this::remind);
        }
    }

    /** They are answered, or gone. */
    void clear() {
        expiry.clear();
        setup.clear();
        reminder.clear();
    }

    private void remind() {
        context.caller().repeatProgress();
        reminder.set(context.out().in(REMINDER), this::remind);
    }

    private static Optional<Duration> expires(Request invite) {
        return invite.first(HeaderName.EXPIRES)
                .map(String::strip)
                .filter(v -> v.matches("[0-9]{1,9}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)));
    }
}
