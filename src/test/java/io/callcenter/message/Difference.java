package io.callcenter.message;

import java.util.Map;
import java.util.Optional;

/** A class of differences between this room and the other stack's parser, with the reason why ours is wanted. */
enum Difference {
    ODD_TAG_OR_PARAMETER(
            "tags, branches and parameters may hold any visible character and are given back as they came; a last semicolon is forgiven",
            Side.THEY_REFUSE,
            "From To Via"),
    ODD_NAME(
            "names of parties and hosts of lower Vias are shown or given back, whatever characters they hold",
            Side.THEY_REFUSE,
            "From To Via"),
    ODD_URI(
            "characters that no grammar has are passed on in a URI as long as they cannot break a message",
            Side.THEY_REFUSE,
            "RequestLine From To"),
    ODD_CALL_ID("a Call-ID may hold any visible character, since it is only compared", Side.THEY_REFUSE, "CallID"),
    ODD_CSEQ("blanks and zeros of a CSeq are forgiven", Side.THEY_REFUSE, "CSeq"),
    ODD_LENGTH("a response is framed by its datagram", Side.THEY_REFUSE, "ContentLength"),
    ODD_START(
            "runs of blanks and odd phrases in a start line are forgiven; the version has no case",
            Side.THEY_REFUSE,
            "RequestLine StatusLine"),
    NOBODY_NEEDS_IT(
            "a broken field that nobody needs is an absent value; their parser fails as a whole",
            Side.THEY_REFUSE,
            "Other"),
    UNKNOWN_LINE("a line without a colon is ignored", Side.THEY_REFUSE, "Other"),
    DOOR("the door refuses by its table what they leave out, or read halfway", Side.WE_REFUSE, ""),
    BARE_CR(
            "a bare CR is a blank here and the end of a line there",
            Side.VALUE,
            "start call-id cseq from-tag to-tag from to branch hops contact"),
    URI_SPELLED_ANEW(
            "they write URIs anew: schemes in lower case, repeated and empty parameters and zeros before a port gone",
            Side.VALUE,
            "start from to contact"),
    BRANCH_TO_ITS_FIRST_ODD_CHARACTER(
            "they end a branch at the first character that no token has, or leave blanks in it out",
            Side.VALUE,
            "branch"),
    TOP_VIA_LEFT_OUT(
            "they leave out a top Via whose parameters they cannot read, and take the next", Side.VALUE, "branch"),
    FIRST_OF_TWO_PARAMETERS(
            "of two parameters of one name the first counts here, their last", Side.VALUE, "from-tag to-tag branch"),
    PARAMETERS_OF_OTHER_SCHEMES(
            "without brackets parameters are the header's for every scheme, not for sip alone",
            Side.VALUE,
            "from-tag to-tag from to contact"),
    CONTACT_LEFT_OUT(
            "they leave out a Contact with an odd character, or take a second one for a first that is *",
            Side.VALUE,
            "contact"),
    HOPS_OF_A_RESPONSE("nobody needs Max-Forwards of a response: no number is an absent one", Side.VALUE, "hops");

    enum Side {
        THEY_REFUSE,
        WE_REFUSE,
        VALUE
    }

    private final String reason;
    private final Side side;
    private final String where;

    Difference(String reason, Side side, String where) {
        this.reason = reason;
        this.side = side;
        this.where = where;
    }

    String reason() {
        return reason;
    }

    /** The class of a message that only they refuse, by the header at which they do. */
    static Optional<Difference> theyRefuse(String header, Message message) {
        return first(Side.THEY_REFUSE, header, message);
    }

    /** The class of one value that differs. */
    static Optional<Difference> value(
            String name, Map<String, String> ours, Map<String, String> theirs, Message message) {
        String our = ours.get(name);
        String their = theirs.get(name);
        for (Difference each : values()) {
            if (each.side == Side.VALUE && each.concerns(name) && each.explains(name, our, their, message)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> first(Side side, String header, Message message) {
        for (Difference each : values()) {
            if (each.side == side && each.concerns(header) && each.explains(message)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private boolean concerns(String name) {
        return java.util.List.of(where.split(" ")).contains(name);
    }

    private boolean explains(Message message) {
        return switch (this) {
            case ODD_TAG_OR_PARAMETER ->
                !isPlain(message.from().parameters() + "" + message.to().parameters()
                        + message.via().parameters());
            case ODD_URI -> true;
            case ODD_CALL_ID ->
                !message.callId()
                        .text()
                        .matches("[\\w.!%*+`'~()<>:\\\\\"/\\[\\]?{}-]+(@[\\w.!%*+`'~()<>:\\\\\"/\\[\\]?{}-]+)?");
            default -> true;
        };
    }

    private static boolean isPlain(String parameters) {
        return parameters.matches("(;[\\w.!%*+`'~-]+(=[\\w.!%*+`'~-]+)?)*");
    }

    private boolean explains(String name, String our, String their, Message message) {
        return switch (this) {
            case BARE_CR -> Text.of(message.bytes(), 0, message.bytes().length).matches("(?s).*\\r[^\n].*");
            case URI_SPELLED_ANEW -> same(our).equals(same(their));
            case BRANCH_TO_ITS_FIRST_ODD_CHARACTER ->
                our.replace(" ", "").startsWith(their) && !their.isEmpty() && !Token.isToken(our, 0, our.length());
            case TOP_VIA_LEFT_OUT ->
                message.items(HeaderName.VIA).stream().skip(1).anyMatch(via -> via.contains(their));
            case FIRST_OF_TWO_PARAMETERS -> twice(name, message);
            case PARAMETERS_OF_OTHER_SCHEMES ->
                !message.from().uri().isSip() || !message.to().uri().isSip() || name.equals("contact");
            case CONTACT_LEFT_OUT -> our.isEmpty() || their.isEmpty();
            case HOPS_OF_A_RESPONSE -> message instanceof Response;
            default -> false;
        };
    }

    private static boolean twice(String name, Message message) {
        String parameters = (name.startsWith("from")
                        ? message.from()
                        : name.startsWith("to") ? message.to() : message.via())
                .toString();
        String parameter = name.equals("branch") ? "branch" : "tag";
        String lower = parameters.toLowerCase(java.util.Locale.ROOT);
        return lower.indexOf(parameter) != lower.lastIndexOf(parameter);
    }

    /** A spelling in which URIs that mean the same are mostly equal. */
    private static String same(String uri) {
        String lower = uri.toLowerCase(java.util.Locale.ROOT)
                .replace("null:", ":")
                .replace("null@", "@")
                .replaceAll(":0+", ":");
        java.util.Set<String> parts = new java.util.TreeSet<>(java.util.List.of(lower.split(";")));
        parts.remove("");
        return String.join(
                ";",
                parts.stream()
                        .map(part -> part.contains("=") ? part.substring(0, part.indexOf('=')) : part)
                        .distinct()
                        .toList());
    }
}
