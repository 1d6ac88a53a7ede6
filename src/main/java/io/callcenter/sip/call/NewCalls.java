package io.callcenter.sip.call;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.SipEvent;
import io.callcenter.log.RateLimitedLog;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.Networks;
import io.callcenter.sip.stack.NewCallScreen;
import io.callcenter.sip.stack.RetryLaterAnswer;
import io.callcenter.sip.stack.SipCounters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** Says which new calls are taken: from whom, whether calls are taken at all, and how many (see {@link CallGuard}). Any thread. */
final class NewCalls {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(NewCalls.class));
    private final Networks trusted;
    private final BooleanSupplier shed;
    private final BooleanSupplier paused;
    private final CallGuard guard;
    private final SipCounters counters;
    private final FreshNames names;
    private final InstantSource clock;
    private final String product;

    /**
     * Over those lanes' parts.
     *
     * @param shed whether all new calls are to be refused for now
     * @param paused whether they are to get no answer for now
     */
    NewCalls(
            LiveCalls.Needs parts,
            SipCounters counters,
            CallGuard guard,
            BooleanSupplier shed,
            BooleanSupplier paused) {
        this.paused = paused;
        this.trusted = new Networks(parts.settings().trusted());
        this.shed = shed;
        this.guard = guard;
        this.counters = counters;
        this.names = parts.names();
        this.clock = parts.clock();
        this.product = parts.settings().product();
    }

    /** Whether new calls from there are taken, when any are. */
    boolean trusts(String host) {
        return trusted.hold(host);
    }

    /** Whether a source has acknowledged a call. */
    boolean isProven(String host) {
        return guard.isProven(host);
    }

    /** Whether all new calls are refused for now. */
    boolean shed() {
        return shed.getAsBoolean();
    }

    /**
     * What becomes of a new call from there that has waited so long to be looked at; a refusal is counted.
     *
     * @param reliable whether its peer sends it only once
     */
    NewCallScreen.Verdict verdict(String callId, String host, boolean reliable, Duration waited) {
        if (!trusted.hold(host)) {
            counters.untrusted.increment();
            LOG.info("untrusted " + host, "New call from {} refused with 403: cc.sip.trusted does not name it", host);
            return NewCallScreen.Verdict.refused(answer(callId, Draft.response(403)));
        }
        if (paused.getAsBoolean()) {
            return reliable ? NewCallScreen.Verdict.refused(later(callId, 503)) : NewCallScreen.Verdict.DROPPED;
        }
        if (shed.getAsBoolean()) {
            counters.shed.increment();
            LOG.info(
                    "shed",
                    "New call from {} refused with 503: overloaded, out of room for records, or stopping",
                    host);
            return NewCallScreen.Verdict.refused(later(callId, 503));
        }
        return guard.refusal(host, trusted.name(host), waited, clock.instant())
                .map(refusal -> limited(callId, host, refusal))
                .orElse(NewCallScreen.Verdict.TAKEN);
    }

    private NewCallScreen.Verdict limited(String callId, String host, CallGuard.Refusal refusal) {
        String cause = refusal.cause().label();
        LOG.warn(cause, "New calls are refused with 503 ({}): the last one came from {}", cause, host);
        return refusal.answered() ? NewCallScreen.Verdict.refused(later(callId, 503)) : NewCallScreen.Verdict.DROPPED;
    }

    /** Says that a call from there, otherwise taken, was refused for what its INVITE says. */
    void unfit(String host, int code) {
        LOG.info(code + " " + host, "New call from {} refused with {}: {}", host, code, why(code));
    }

    private static String why(int code) {
        return switch (code) {
            case 400 -> "its session description or Session-Expires is malformed";
            case 415 -> "its body is of no known kind";
            case 416 -> "it asks for neither a sip: nor a sips: URI";
            case 420 -> "it requires an extension";
            case 422 -> "its session timer is too short";
            case 481 -> "its Replaces names no dialog";
            case 483 -> "its Max-Forwards is 0";
            default -> "it cannot be served";
        };
    }

    /** Counts a call that is taken. */
    CallPermit admit(SipEvent.RequestIn in) {
        String host = in.hop().remoteHost();
        return guard.admit(
                new CallPermit.Subject(host, in.request().callId().text(), in.transaction()),
                trusted.name(host),
                clock.instant());
    }

    /** Counts a call of a former process. */
    CallPermit adopt(String host, String callId, boolean acknowledged) {
        return guard.adopt(new CallPermit.Subject(host, callId, ""), trusted.name(host), acknowledged, clock.instant());
    }

    /** A refusal that says when to come again: not all at once. */
    Draft later(String callId, int code) {
        return new RetryLaterAnswer(names, product).of(callId, code);
    }

    private Draft answer(String callId, Draft response) {
        return response.tagged(new Tag(names.tag(callId))).with(HeaderName.SERVER, product);
    }
}
