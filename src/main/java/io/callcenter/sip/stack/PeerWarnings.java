package io.callcenter.sip.stack;

import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.log.RateLimitedLog;
import io.callcenter.message.Draft;
import io.callcenter.message.MessageFault;
import io.callcenter.message.Request;
import io.callcenter.transport.address.Literals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which peers could not be reached, which messages were not sent, and whose messages were not taken: one line in ten seconds for each
 * cause and peer. Never a body, a password or a header field. Any thread.
 */
final class PeerWarnings {
    private static final int LONGEST = 200;
    private static final Pattern USER = Pattern.compile("(sips?:)[^>\\s]*@|(tel:)[^;>\\s]*");
    private static final Pattern PASSWORD = Pattern.compile("^(sips?:[^:@]*):[^@]*@");

    private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger("io.callcenter.sip.Peers"));

    /** A request of ours, as it is named in the log: inside a dialog without the user of its URI, which the peer has chosen. */
    record Asked(String method, String uri, String callId) {
        private static Asked of(String method, String uri, String callId, boolean begins) {
            return new Asked(method, begins ? uri : withoutUser(uri), callId);
        }

        static Asked of(OutgoingRequest request) {
            Draft draft = request.draft();
            return of(draft.method().text(), draft.uri().toString(), request.callId(), request.begins());
        }

        static Asked of(Request request) {
            return of(
                    request.method().text(),
                    request.uri().toString(),
                    request.callId().text(),
                    request.to().tag().isEmpty());
        }
    }

    /** A request of ours did not leave. */
    void unsent(OutgoingRequest request, SendFailure failure) {
        unsent(Asked.of(request), failure.why().name(), failure.detail());
    }

    /** A request of ours did not leave. */
    void unsent(Asked request, String why, String detail) {
        log.warn(
                why + " " + host(request.uri()),
                "{} to {} was not sent: {} (Call-ID {})",
                request.method(),
                shown(request.uri()),
                shown(detail),
                shown(request.callId()));
    }

    /** A response of ours did not leave. */
    void unsent(int code, String peer, String detail, String request) {
        log.warn(
                "response " + peer,
                "Response {} to {} was not sent: {} ({})",
                code,
                peer,
                shown(detail),
                shown(request));
    }

    /** A request of ours got no answer. */
    void unanswered(String method, String uri, String peer, String callId) {
        log.warn("silence " + peer, "No answer to {} {} from {} (Call-ID {})", method, shown(uri), peer, shown(callId));
    }

    /** A target leads nowhere. */
    void unreachable(String uri, Throwable failure) {
        log.warn("unreachable " + host(uri), "{} cannot be reached: {}", shown(uri), shown(cause(failure)));
    }

    /** A peer sent what is not taken. */
    void malformed(InetAddress peer, MessageFault why) {
        String host = Literals.text(peer);
        malformed(host, words(why));
    }

    private static String words(MessageFault why) {
        return switch (why) {
            case NOT_SIP -> "not a complete SIP message";
            case NO_VIA -> "no Via that an answer could find its way by";
            case VERSION -> "another version than SIP/2.0";
            case HEAD_TOO_LARGE -> "a head that is too large";
            case BODY_TOO_LARGE -> "a body that is too large";
            case MISSING -> "a header that must be there is missing";
            case DOUBLED -> "a header that may stand once stands twice";
            case CONTROL_CHARACTER -> "a control character";
            default -> "a broken " + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** A peer sends so much that is none that it is not heard for a time. */
    void banned(String peer) {
        log.warn(
                "banned " + peer,
                "New requests from {} are dropped for a time: too much of what it sends is no SIP",
                peer);
    }

    /** A peer sent what is not taken. */
    void malformed(String peer, String what) {
        log.warn("malformed " + peer, "Malformed SIP message from {}: {}", peer, what);
    }

    /** What a look-up says that failed. */
    static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException ? "no such host" : String.valueOf(cause.getMessage());
    }

    private static String host(String uri) {
        try {
            return SipUriText.parse(uri).host();
        } catch (IllegalArgumentException e) {
            return "?";
        }
    }

    /** What a caller who wants to stay unknown calls themselves in their Contact is nobody's business. */
    private static String withoutUser(String text) {
        return USER.matcher(text).replaceAll(found -> found.group(1) == null ? "tel:***" : found.group(1) + "***@");
    }

    private static String shown(String text) {
        String open = PASSWORD.matcher(text).replaceFirst("$1:***@");
        return open.length() <= LONGEST ? open : open.substring(0, LONGEST) + "…";
    }
}
