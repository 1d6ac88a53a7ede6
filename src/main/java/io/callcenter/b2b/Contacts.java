package io.callcenter.b2b;

import java.util.Locale;

/** Our Contact URIs (legs 4.1). */
final class Contacts {
    private Contacts() {}

    /**
     * The Contact of a leg.
     *
     * @param user names the leg
     * @param like a URI of the dialog: when that is {@code sips:} ours is too
     */
    static String uri(String user, String like, Hop hop) {
        boolean secure = like.toLowerCase(Locale.ROOT).startsWith("sips:");
        String host = hop.localHost().contains(":") ? "[" + hop.localHost() + "]" : hop.localHost();
        String transport =
                switch (hop.transport()) {
                    case "tls" -> secure ? "tcp" : "tls";
                    case "wss" -> "ws"; // RFC 7118 §5.2: the same word for both
                    default -> hop.transport();
                };
        return (secure ? "sips:" : "sip:") + user + "@" + host + ":" + hop.localPort() + ";transport=" + transport;
    }
}
