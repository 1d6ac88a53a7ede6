package io.callcenter.message;

import java.util.List;

/** Methods that are named here, and one object for each of the usual ones. */
public final class Methods {
    public static final Token INVITE = new Token("INVITE");
    public static final Token ACK = new Token("ACK");
    public static final Token CANCEL = new Token("CANCEL");
    public static final Token BYE = new Token("BYE");
    public static final Token OPTIONS = new Token("OPTIONS");
    public static final Token INFO = new Token("INFO");
    public static final Token MESSAGE = new Token("MESSAGE");
    public static final Token UPDATE = new Token("UPDATE");
    public static final Token PRACK = new Token("PRACK");
    public static final Token REFER = new Token("REFER");
    public static final Token NOTIFY = new Token("NOTIFY");
    public static final Token SUBSCRIBE = new Token("SUBSCRIBE");

    private static final Token[] USUAL = {INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, MESSAGE, UPDATE, PRACK, REFER, NOTIFY
    };

    private static final List<String> NAMES = List.of(
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "OPTIONS",
            "REGISTER",
            "INFO",
            "MESSAGE",
            "UPDATE",
            "PRACK",
            "REFER",
            "NOTIFY",
            "SUBSCRIBE",
            "PUBLISH");

    private Methods() {}

    /** All that are registered, named here or not. */
    public static List<String> names() {
        return NAMES;
    }

    /** The method in that part of a text; {@code null} = no token. */
    static Token token(String text, int from, int to) {
        int length = to - from;
        for (Token usual : USUAL) {
            if (usual.text().length() == length && text.startsWith(usual.text(), from)) {
                return usual;
            }
        }
        return Token.read(text.substring(from, to)).orElse(null);
    }
}
