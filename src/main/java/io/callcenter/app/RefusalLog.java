package io.callcenter.app;

import io.callcenter.log.RateLimitedLog;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Writes one line at INFO for each new call that a route refused, to the logger {@code calls}: ten seconds apart for the same code, cause, flow and source, with
 * the number of those in between.
 */
public final class RefusalLog {
    private final RateLimitedLog log;

    /** By the machine's clock. */
    public RefusalLog() {
        this(new RateLimitedLog(CallLog.LOG));
    }

    RefusalLog(RateLimitedLog log) {
        this.log = log;
    }

    /** The exchange has refused its call; one that does not come from {@code sip:invite} is not about a new call and is left out. */
    public void refused(Exchange exchange) {
        Message message = exchange.getMessage();
        String source = message.getHeader(CcHeaders.SOURCE, "", String.class);
        if (source.isEmpty()) {
            return;
        }
        String code = message.getHeader(CcHeaders.STATUS, "", String.class);
        String cause = cause(message);
        String flow = CallLog.plain(message.getHeader(CcHeaders.FLOW, "", String.class));
        log.info(
                String.join(" ", code, cause, source, flow),
                "call {}: refused with {}, {}; flow {}, caller {}, from {}",
                message.getHeader(CcHeaders.CALL_ID),
                code,
                cause,
                flow.isBlank() ? "unknown" : flow,
                CallLog.shown(CallIntake.caller(message)),
                source);
    }

    private static String cause(Message message) {
        if (message.getHeader(CcHeaders.OVERLOAD, false, Boolean.class)) {
            return "too many calls at once";
        }
        return switch (message.getHeader(CcHeaders.RETURN_CODE, 0, Integer.class)) {
            case 0, 1 -> "by a route";
            case -1 -> "no flow is named";
            case -2 -> "From cannot be read";
            case -3 -> "no such flow";
            case -4 -> "no agent is logged in";
            case -6 -> "no session description";
            case -7 -> "neither audio nor chat is offered";
            default -> "an internal error, or the caller has gone";
        };
    }
}
