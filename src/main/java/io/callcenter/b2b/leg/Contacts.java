package io.callcenter.b2b.leg;

import io.callcenter.b2b.Hop;
import io.callcenter.message.SipUri;
import java.util.regex.Pattern;

/** Our Contact URIs (docs/design/legs.md 4.1). */
public final class Contacts {
    /** What a name of a leg may have and a URI may not. */
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_.~-]");

    private Contacts() {}

    /**
     * The Contact of a leg.
     *
     * @param user names the leg
     * @param like a URI of the dialog: when that is {@code sips:} ours is too
     */
    public static SipUri uri(String user, SipUri like, Hop hop) {
        boolean secure = like.isSips();
        String host = hop.localHost().contains(":") ? "[" + hop.localHost() + "]" : hop.localHost();
        String transport =
                switch (hop.transport()) {
                    case "tls" -> secure ? "tcp" : "tls";
                    case "wss" -> "ws"; // RFC 7118 §5.2: the same word for both
                    default -> hop.transport();
                };
        String place = "@" + host + ":" + hop.localPort() + ";transport=" + transport;
        String scheme = secure ? "sips:" : "sip:";
        return SipUri.read(scheme + user + place)
                .orElseGet(() -> SipUri.of(scheme + ODD.matcher(user).replaceAll("-") + place));
    }
}
