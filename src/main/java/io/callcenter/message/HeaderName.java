package io.callcenter.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header fields that are known here, with their compact forms (IANA registry "Header Fields" of SIP); others keep their spelling. */
public enum HeaderName {
    VIA("Via", 'v'),
    FROM("From", 'f'),
    TO("To", 't'),
    CALL_ID("Call-ID", 'i'),
    CSEQ("CSeq"),
    MAX_FORWARDS("Max-Forwards"),
    CONTENT_LENGTH("Content-Length", 'l'),
    CONTENT_TYPE("Content-Type", 'c'),
    CONTACT("Contact", 'm'),
    ROUTE("Route"),
    RECORD_ROUTE("Record-Route"),
    ACCEPT("Accept"),
    ACCEPT_CONTACT("Accept-Contact", 'a'),
    ACCEPT_ENCODING("Accept-Encoding"),
    ACCEPT_LANGUAGE("Accept-Language"),
    ALERT_INFO("Alert-Info"),
    ALLOW("Allow"),
    ALLOW_EVENTS("Allow-Events", 'u'),
    AUTHENTICATION_INFO("Authentication-Info"),
    AUTHORIZATION("Authorization"),
    CALL_INFO("Call-Info"),
    CONTENT_DISPOSITION("Content-Disposition"),
    CONTENT_ENCODING("Content-Encoding", 'e'),
    CONTENT_ID("Content-ID"),
    CONTENT_LANGUAGE("Content-Language"),
    DATE("Date"),
    DIVERSION("Diversion"),
    ERROR_INFO("Error-Info"),
    EVENT("Event", 'o'),
    EXPIRES("Expires"),
    HISTORY_INFO("History-Info"),
    IDENTITY("Identity", 'y'),
    IDENTITY_INFO("Identity-Info", 'n'),
    IN_REPLY_TO("In-Reply-To"),
    MIME_VERSION("MIME-Version"),
    MIN_EXPIRES("Min-Expires"),
    MIN_SE("Min-SE"),
    ORGANIZATION("Organization"),
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    P_PREFERRED_IDENTITY("P-Preferred-Identity"),
    PATH("Path"),
    PRIORITY("Priority"),
    PRIVACY("Privacy"),
    PROXY_AUTHENTICATE("Proxy-Authenticate"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    PROXY_REQUIRE("Proxy-Require"),
    RACK("RAck"),
    REASON("Reason"),
    REFER_SUB("Refer-Sub"),
    REFER_TO("Refer-To", 'r'),
    REFERRED_BY("Referred-By", 'b'),
    REJECT_CONTACT("Reject-Contact", 'j'),
    REPLACES("Replaces"),
    REPLY_TO("Reply-To"),
    REQUEST_DISPOSITION("Request-Disposition", 'd'),
    REQUIRE("Require"),
    RETRY_AFTER("Retry-After"),
    RSEQ("RSeq"),
    SERVER("Server"),
    SERVICE_ROUTE("Service-Route"),
    SESSION_EXPIRES("Session-Expires", 'x'),
    SUBJECT("Subject", 's'),
    SUBSCRIPTION_STATE("Subscription-State"),
    SUPPORTED("Supported", 'k'),
    TIMESTAMP("Timestamp"),
    UNSUPPORTED("Unsupported"),
    USER_AGENT("User-Agent"),
    WARNING("Warning"),
    WWW_AUTHENTICATE("WWW-Authenticate");

    private static final int LENGTHS = 32;
    private static final HeaderName[] NONE = {};
    private static final HeaderName[] ALL = values();
    private static final HeaderName[][] BY_FIRST_AND_LENGTH = table();

    private final String text;
    private final char compact;
    private final byte[] lower;
    private final byte[] written;

    HeaderName(String text) {
        this(text, '\0');
    }

    HeaderName(String text, char compact) {
        this.text = text;
        this.compact = compact;
        lower = new byte[text.length()];
        written = new byte[text.length() + 2];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (byte) Chars.lower(text.charAt(i));
            written[i] = (byte) text.charAt(i);
        }
        written[lower.length] = ':';
        written[lower.length + 1] = ' ';
    }

    private static HeaderName[][] table() {
        List<List<HeaderName>> cells = new ArrayList<>();
        for (int i = 0; i < 32 * LENGTHS; i++) {
            cells.add(new ArrayList<>());
        }
        for (HeaderName name : ALL) {
            cells.get(cell(name.lower[0], name.lower.length)).add(name);
            if (name.compact != 0) {
                cells.get(cell(name.compact, 1)).add(name);
            }
        }
        return cells.stream().map(cell -> cell.toArray(NONE)).toArray(HeaderName[][]::new);
    }

    private static int cell(int first, int length) {
        return (first & 31) * LENGTHS + length;
    }

    /** The known header of that number, its {@link #ordinal}. */
    static HeaderName of(int number) {
        return ALL[number];
    }

    /** The number of the name in those bytes, long or compact, without case; -1 = unknown. */
    static int number(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= 0 || length >= LENGTHS) {
            return -1;
        }
        for (HeaderName name : BY_FIRST_AND_LENGTH[cell(bytes[from], length)]) {
            if (length == 1 ? Chars.lower(bytes[from]) == name.compact : name.is(bytes, from)) {
                return name.ordinal();
            }
        }
        return -1;
    }

    private boolean is(byte[] bytes, int from) {
        for (int i = 0; i < lower.length; i++) {
            byte c = bytes[from + i];
            if (c != written[i] && Chars.lower(c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The known header of that name, long or compact, without case. */
    public static Optional<HeaderName> of(String name) {
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int number = number(bytes, 0, bytes.length);
        return number < 0 ? Optional.empty() : Optional.of(ALL[number]);
    }

    /** The long form, as it is written. */
    public String text() {
        return text;
    }

    /** The long form with its colon and a blank. */
    byte[] written() {
        return written;
    }

    /** Whether two of it make a message ambiguous, so that it is refused. */
    boolean onlyOnce() {
        return this != VIA && ordinal() <= CONTENT_TYPE.ordinal();
    }

    @Override
    public String toString() {
        return text;
    }
}
