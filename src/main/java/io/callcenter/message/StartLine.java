package io.callcenter.message;

/** The first line of a message, read (RFC 3261 §7.1, §7.2). Runs of blanks in it or behind it are forgiven; the protocol is compared without case. */
final class StartLine {
    private static final String PROTOCOL = "sip/";
    private static final String VERSION = "sip/2.0";
    private static final int LOWEST = 100;
    private static final int HIGHEST = 699;

    private final String text;
    private boolean request;
    private boolean response;
    private boolean rightVersion;
    private Token method;
    private SipUri uri;
    private int code = -1;
    private int rest;

    private StartLine(String text) {
        this.text = text;
    }

    static StartLine of(HeadLines lines) {
        StartLine line = new StartLine(Text.of(lines.bytes(), lines.startFrom(), lines.startTo()));
        line.read();
        return line;
    }

    /** The line of a request of ours. */
    static StartLine of(Token method, SipUri uri) {
        StartLine line = new StartLine("");
        line.request = true;
        line.rightVersion = true;
        line.method = method;
        line.uri = uri;
        return line;
    }

    private void read() {
        int end = Chars.trimBlanks(text, 0, text.length());
        int first = 0;
        while (first < end && !Chars.isBlank(text.charAt(first))) {
            first++;
        }
        if (first == 0 || first == end) {
            return;
        }
        if (text.regionMatches(true, 0, PROTOCOL, 0, PROTOCOL.length())) {
            readResponse(first, end);
        } else {
            readRequest(first, end);
        }
    }

    private void readResponse(int first, int end) {
        response = true;
        rightVersion = Chars.same(text, 0, first, VERSION);
        int from = Chars.skipBlanks(text, first, end);
        int to = from;
        while (to < end && !Chars.isBlank(text.charAt(to))) {
            to++;
        }
        long number = to - from == 3 ? Chars.number(text, from, to, HIGHEST) : -1;
        code = number < LOWEST ? -1 : (int) number;
        rest = Chars.skipBlanks(text, to, end);
    }

    private void readRequest(int first, int end) {
        int last = end;
        while (!Chars.isBlank(text.charAt(last - 1))) {
            last--;
        }
        request = text.regionMatches(true, last, PROTOCOL, 0, PROTOCOL.length());
        rightVersion = Chars.same(text, last, end, VERSION);
        int from = Chars.skipBlanks(text, first, last);
        int to = Chars.trimBlanks(text, from, last);
        if (request) {
            method = Methods.token(text, 0, first);
            uri = SipUri.parse(text, from, to);
        }
    }

    boolean isRequest() {
        return request;
    }

    boolean isResponse() {
        return response;
    }

    /** Whether it is of SIP/2.0. */
    boolean hasRightVersion() {
        return rightVersion;
    }

    /** The method, {@code null} = no token. */
    Token method() {
        return method;
    }

    /** The Request-URI, {@code null} = none that can be sent on. */
    SipUri uri() {
        return uri;
    }

    /** The code, -1 = not from 100 to 699. */
    int code() {
        return code;
    }

    String phrase() {
        return text.substring(rest).strip();
    }

    @Override
    public String toString() {
        return text.isEmpty() && request ? method + " " + uri + " SIP/2.0" : text;
    }
}
