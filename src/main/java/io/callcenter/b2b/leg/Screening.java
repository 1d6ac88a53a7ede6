package io.callcenter.b2b.leg;

import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checks that need no call (docs/design/legs.md 4.2), in this order: method, what could not be sent on, Max-Forwards, scheme, Require, session
 * timer, body, coding. ACK and CANCEL are never refused (RFC 3261 §8.2.2.3, §9.2), and neither is BYE: its sender has left, whatever else it says.
 *
 * <p>What a new call is checked for is not asked of requests inside a dialog, whose refusal would leave the peers in a call that is none:
 * Max-Forwards 0 forbids forwarding only (§16.3), and the Request-URI is ours.
 *
 * <p>Not here: what shows in the raw text only (version 505, broken or doubled headers 400) and what needs the table of calls (482).
 */
public final class Screening {
    /** What we take, as an Allow value. */
    public static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE, PRACK";

    /** The same for an agent, who may transfer a caller (RFC 3515). */
    static final String ALLOW_TRANSFERS = ALLOW + ", REFER, NOTIFY, SUBSCRIBE";

    /** What an OPTIONS asks for: methods, bodies, extensions (RFC 3261 §11.2). */
    static final List<Field> CAPABILITIES = List.of(
            Field.of(HeaderName.ALLOW, FieldValue.of(ALLOW)),
            Field.of(HeaderName.ACCEPT, FieldValue.of("application/sdp")),
            Field.of(HeaderName.SUPPORTED, FieldValue.of(SessionTimer.TAG)));

    /** The option tag (RFC 3891 §6.2). */
    static final String REPLACES = "replaces";

    private static final Field AGENT_EXTENSIONS =
            Field.of(HeaderName.SUPPORTED, FieldValue.of(SessionTimer.TAG + ", norefersub, " + REPLACES));
    private static final Field AGENT_EXTENSIONS_WITHOUT_REPLACES =
            Field.of(HeaderName.SUPPORTED, FieldValue.of(SessionTimer.TAG + ", norefersub"));
    private static final Set<String> ALLOWED = Set.of(ALLOW.split(", "));
    private static final Set<String> KNOWN = Set.of("REFER", "NOTIFY", "SUBSCRIBE", "PUBLISH", "REGISTER");
    private static final Set<String> NEVER_REFUSED = Set.of("ACK", "CANCEL", "BYE");
    private static final Set<String> OFFERING = Set.of("INVITE", "UPDATE");

    private Screening() {}

    /** {@link #CAPABILITIES} for an agent, who may transfer a caller. */
    static List<Field> agentCapabilities(SetupRules rules) {
        return List.of(
                Field.of(HeaderName.ALLOW, FieldValue.of(ALLOW_TRANSFERS)),
                Field.of(HeaderName.ACCEPT, FieldValue.of("application/sdp")),
                extensionsOfAgents(rules));
    }

    /** The extensions that an agent's phone may use: some offer attended transfers only where they see {@code replaces}. */
    static Field extensionsOfAgents(SetupRules rules) {
        return rules.replaces() ? AGENT_EXTENSIONS : AGENT_EXTENSIONS_WITHOUT_REPLACES;
    }

    /**
     * The refusal of that request, without Server and without a To tag (the sender puts them in); empty when nothing speaks against it.
     */
    public static Optional<Draft> refusal(Request request, SetupRules rules) {
        String method = request.method().text();
        if (NEVER_REFUSED.contains(method)) {
            return Optional.empty();
        }
        if (request.is(Methods.REFER) && request.to().tag().isEmpty()) {
            return refuse(403); // nobody is transferred from without
        }
        if (!ALLOWED.contains(method)) {
            return refuse(KNOWN.contains(method) ? 405 : 501, HeaderName.ALLOW, ALLOW);
        }
        boolean outside = request.to().tag().isEmpty();
        if (outside && request.is(Methods.INVITE)) {
            if (!isPlain(request)) {
                return refuse(400);
            }
            if (request.maxForwards() == 0) {
                return refuse(483);
            }
        }
        if (outside && !request.uri().isSip()) {
            return refuse(416);
        }
        boolean takes = outside && rules.replaces() && request.has(HeaderName.REPLACES);
        if (takes && !namesOneDialog(request)) {
            return refuse(400);
        }
        List<String> required = new ArrayList<>(request.items(HeaderName.REQUIRE));
        required.removeIf(tag -> takes && REPLACES.equalsIgnoreCase(tag));
        required.removeIf(SessionTimer.TAG::equalsIgnoreCase);
        required.removeIf(tag -> rules.knowsReliable() && ReliableProvisional.TAG.equalsIgnoreCase(tag));
        if (!required.isEmpty()) {
            return refuse(420, HeaderName.UNSUPPORTED, String.join(", ", required));
        }
        return OFFERING.contains(method) ? timerRefusal(request).or(() -> bodyRefusal(request)) : Optional.empty();
    }

    /** Whether an INVITE with Replaces says which dialog, and of only one (RFC 3891 §3, RFC 3911 §4). */
    private static boolean namesOneDialog(Request request) {
        List<FieldValue> names = request.values(HeaderName.REPLACES);
        return names.size() == 1
                && DialogName.read(names.get(0).toString()).isPresent()
                && request.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase("Join"));
    }

    /** Whether requests of ours may say what this one says of its sender, its target and the way between: the door lets controls above ASCII pass. */
    private static boolean isPlain(Request invite) {
        boolean contact = invite.contact()
                .map(c -> SendableText.holdsControl(c.uri().toString()))
                .orElse(false);
        return !contact
                && !SendableText.holdsControl(invite.uri().toString())
                && !SendableText.holdsControl(invite.from().uri().toString())
                && !SendableText.holdsControl(invite.to().uri().toString())
                && invite.items(HeaderName.RECORD_ROUTE).stream().noneMatch(SendableText::holdsControl);
    }

    /** A session timer that is none, or too short where the sender can try again with a longer one (RFC 4028 §9). */
    private static Optional<Draft> timerRefusal(Request request) {
        Optional<String> wish = request.first(HeaderName.SESSION_EXPIRES);
        if (wish.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> seconds = SessionTimer.seconds(wish.get());
        if (seconds.isEmpty()) {
            return refuse(400);
        }
        boolean tooShort = seconds.get() < SessionTimer.LEAST && SessionTimer.known(request);
        return tooShort ? refuse(422, HeaderName.MIN_SE, String.valueOf(SessionTimer.LEAST)) : Optional.empty();
    }

    private static Optional<Draft> bodyRefusal(Request request) {
        Body body = request.body();
        if (Bodies.foreign(request)) {
            return refuse(415, HeaderName.ACCEPT, "application/sdp");
        }
        Optional<String> coding = request.first(HeaderName.CONTENT_ENCODING).map(String::strip);
        if (coding.isPresent() && !coding.get().equalsIgnoreCase("identity") && !body.isEmpty()) {
            return refuse(415, HeaderName.ACCEPT_ENCODING, "identity");
        }
        Optional<String> described = Bodies.text(body);
        if (described.filter(Bodies::tooLarge).isPresent()) {
            return refuse(488);
        }
        boolean broken = described.isPresent() && Bodies.sdp(body).isEmpty();
        return broken ? refuse(400) : Optional.empty();
    }

    private static Optional<Draft> refuse(int code) {
        return Optional.of(Draft.response(code));
    }

    private static Optional<Draft> refuse(int code, HeaderName name, String value) {
        return Optional.of(Draft.response(code).with(name, value));
    }
}
