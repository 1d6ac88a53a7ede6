package io.callcenter.message;

/** Reads the first Via of a field: any protocol of the form {@code a/b/c}, blanks around its slashes and the colon of the port. */
final class ViaReader {
    private static final int HIGHEST_PORT = 65_535;

    private final String text;
    private final int end;
    private String transport = "";
    private Host host;
    private int port = -1;
    private int at;
    private boolean usable;
    private boolean right;

    ViaReader(String text) {
        this.text = text;
        end = Lists.end(text, 0, text.length());
        at = 0;
        usable = word() && slash() && word() && slash() && transport() && sentBy();
        right = usable && right && Parameters.isFine(text, at, end);
    }

    /** Whether an answer can find its way: there is a protocol and a host. */
    boolean isUsable() {
        return usable;
    }

    /** Whether it is all right: port, zone, parameters. */
    boolean isRight() {
        return right;
    }

    /** What was read; without what is not right. */
    Via via() {
        return new Via(transport, host, port, right ? Parameters.of(text, at, end) : Parameters.NONE);
    }

    private boolean word() {
        at = Chars.skipBlanks(text, at, end);
        int from = at;
        while (at < end && Chars.isToken(text.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private boolean slash() {
        at = Chars.skipBlanks(text, at, end);
        at++;
        return at <= end && text.charAt(at - 1) == '/';
    }

    private boolean transport() {
        at = Chars.skipBlanks(text, at, end);
        int from = at;
        if (!word()) {
            return false;
        }
        transport = usual(from, at);
        int blank = at;
        at = Chars.skipBlanks(text, at, end);
        return at > blank;
    }

    private String usual(int from, int to) {
        if (to - from == 3) {
            if (text.startsWith("UDP", from)) {
                return "UDP";
            }
            if (text.startsWith("TCP", from)) {
                return "TCP";
            }
        }
        return text.substring(from, to);
    }

    private boolean sentBy() {
        int from = at;
        boolean brackets = at < end && text.charAt(at) == '[';
        while (at < end && !stops(text.charAt(at), brackets)) {
            at++;
        }
        int hostTo = brackets && at < end ? ++at : at;
        String name = text.substring(from, hostTo);
        int zone = brackets ? name.indexOf('%') : -1;
        host = Host.read(zone < 0 ? name : name.substring(0, zone) + "]").orElse(null);
        right = zone < 0 && port();
        return host != null;
    }

    private static boolean stops(char c, boolean brackets) {
        return brackets ? c == ']' : c == ':' || c == ';' || Chars.isBlank(c);
    }

    private boolean port() {
        int colon = Chars.skipBlanks(text, at, end);
        if (colon == end || text.charAt(colon) != ':') {
            return true;
        }
        int from = Chars.skipBlanks(text, colon + 1, end);
        at = from;
        while (at < end && Chars.isDigit(text.charAt(at))) {
            at++;
        }
        port = (int) Chars.number(text, from, at, HIGHEST_PORT);
        return port >= 0;
    }
}
