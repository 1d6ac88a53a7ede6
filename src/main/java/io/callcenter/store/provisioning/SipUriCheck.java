package io.callcenter.store.provisioning;

import java.util.regex.Pattern;

/** Tells whether a provisioned text is a SIP URI that a request can be sent to (RFC 3261 §19.1.1, §25.1). */
final class SipUriCheck {
    private static final int LONGEST = 1024;
    private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
    private static final String UNRESERVED = "A-Za-z0-9\\-_.!~*'()";
    private static final String USER = "(?:[" + UNRESERVED + "&=+$,;?/#]|" + ESCAPED + ")+";
    private static final String PASSWORD = "(?::(?:[" + UNRESERVED + "&=+$,]|" + ESCAPED + ")*)?";
    private static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9\\-_.]{0,253})|\\[[0-9A-Fa-f:.]{2,45}\\])";
    private static final String PARAMETER = "(?:[" + UNRESERVED + "\\[\\]/:&+$]|" + ESCAPED + ")+";
    private static final Pattern URI =
            Pattern.compile("(?i:sips?):(?:" + USER + PASSWORD + "@)?" + HOST + "(?::([0-9]{1,5}))?"
                    + "(?:;" + PARAMETER + "(?:=" + PARAMETER + ")?)*"
                    + "(?:\\?[" + UNRESERVED + "\\[\\]/?:+$=&%]*)?");

    private SipUriCheck() {}

    /** The URI without header fields, which no Request-URI may have (RFC 3261 §19.1.1, table 1): a {@code ?} may stand in a user part. */
    static String withoutHeaders(String text) {
        int headers = text.indexOf('?', text.indexOf('@') + 1);
        return headers < 0 ? text : text.substring(0, headers);
    }

    /** Whether it can be taken for a target. */
    static boolean isValid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var parts = URI.matcher(text);
        return parts.matches() && (parts.group(1) == null || isPort(Integer.parseInt(parts.group(1))));
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }
}
