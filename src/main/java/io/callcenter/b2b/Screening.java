package io.callcenter.b2b;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The checks that need no call (legs 4.2), in this order: method, what could not be sent on, Max-Forwards, scheme, Require, session timer, body,
 * coding. ACK and CANCEL are never refused (RFC 3261 §8.2.2.3, §9.2), and neither is BYE: its sender has left, whatever else it says.
 *
 * <p>What a new call is checked for is not asked of requests inside a dialog, whose refusal would leave the peers in a call that is none:
 * Max-Forwards 0 forbids forwarding only (§16.3), and the Request-URI is ours.
 *
 * <p>Not here: what shows in the raw text only (version 505, broken or doubled headers 400) and what needs the table of calls (482).
 */
public final class Screening {
    /** What we take, as an Allow value. */
    public static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE";

    /** What an OPTIONS asks for: methods, bodies, extensions (RFC 3261 §11.2). */
    static final Headers CAPABILITIES =
            Headers.NONE.with("Allow", ALLOW).with("Accept", "application/sdp").with("Supported", SessionTimer.TAG);

    private static final Set<String> ALLOWED = Set.of(ALLOW.split(", "));
    private static final Set<String> KNOWN = Set.of("REFER", "NOTIFY", "SUBSCRIBE", "PRACK", "PUBLISH", "REGISTER");
    private static final Set<String> NEVER_REFUSED = Set.of("ACK", "CANCEL", "BYE");
    private static final Set<String> OFFERING = Set.of("INVITE", "UPDATE");

    private Screening() {}

    /**
     * The refusal of that request, without Server and with an empty To tag (the sender puts them in); empty when nothing speaks against it.
     */
    public static Optional<SipResponse> refusal(SipRequest request) {
        if (NEVER_REFUSED.contains(request.method())) {
            return Optional.empty();
        }
        if (!ALLOWED.contains(request.method())) {
            return Optional.of(
                    KNOWN.contains(request.method())
                            ? refuse(405, Headers.NONE.with("Allow", ALLOW))
                            : refuse(501, Headers.NONE.with("Allow", ALLOW)));
        }
        boolean outside = request.to().tag().isEmpty();
        if (outside && request.method().equals("INVITE")) {
            if (!sendable(request)) {
                return Optional.of(refuse(400, Headers.NONE));
            }
            if (request.maxForwards() == 0) {
                return Optional.of(refuse(483, Headers.NONE));
            }
        }
        if (outside && !isSip(request.uri())) {
            return Optional.of(refuse(416, Headers.NONE));
        }
        List<String> required = request.headers().tokens("Require").stream()
                .filter(tag -> !tag.equalsIgnoreCase(SessionTimer.TAG))
                .toList();
        if (!required.isEmpty()) {
            return Optional.of(refuse(420, Headers.NONE.with("Unsupported", String.join(", ", required))));
        }
        return OFFERING.contains(request.method())
                ? timerRefusal(request).or(() -> bodyRefusal(request))
                : Optional.empty();
    }

    /** Whether requests of ours can say what this one says of its sender, its target and the way between (RFC 3261 §12.1.1). */
    private static boolean sendable(SipRequest invite) {
        return SendableText.isUri(invite.uri())
                && SendableText.isUri(invite.from().uri())
                && SendableText.isUri(invite.to().uri())
                && (invite.contact().isEmpty() || SendableText.isUri(invite.contact()))
                && !SendableText.holdsControl(invite.callId())
                && !SendableText.holdsControl(invite.from().tag())
                && invite.recordRoutes().stream().noneMatch(SendableText::holdsControl);
    }

    /** A session timer that is none, or too short where the sender can try again with a longer one (RFC 4028 §9). */
    private static Optional<SipResponse> timerRefusal(SipRequest request) {
        Optional<String> wish = request.headers().first("Session-Expires");
        if (wish.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> seconds = SessionTimer.seconds(wish.get());
        if (seconds.isEmpty()) {
            return Optional.of(refuse(400, Headers.NONE));
        }
        boolean tooShort = seconds.get() < SessionTimer.LEAST && SessionTimer.known(request);
        return tooShort
                ? Optional.of(refuse(422, Headers.NONE.with("Min-SE", String.valueOf(SessionTimer.LEAST))))
                : Optional.empty();
    }

    private static Optional<SipResponse> bodyRefusal(SipRequest request) {
        if (Bodies.foreign(request.body(), request.headers())) {
            return Optional.of(refuse(415, Headers.NONE.with("Accept", "application/sdp")));
        }
        Optional<String> coding = request.headers().first("Content-Encoding").map(String::strip);
        if (coding.isPresent()
                && !coding.get().equalsIgnoreCase("identity")
                && !request.body().isEmpty()) {
            return Optional.of(refuse(415, Headers.NONE.with("Accept-Encoding", "identity")));
        }
        Optional<String> described = Bodies.text(request.body());
        if (described.filter(Bodies::tooLarge).isPresent()) {
            return Optional.of(refuse(488, Headers.NONE));
        }
        boolean broken = described.isPresent() && Bodies.sdp(request.body()).isEmpty();
        return broken ? Optional.of(refuse(400, Headers.NONE)) : Optional.empty();
    }

    private static boolean isSip(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        return lower.startsWith("sip:") || lower.startsWith("sips:");
    }

    private static SipResponse refuse(int code, Headers headers) {
        return SipResponse.of(code, "", "").with(headers);
    }
}
