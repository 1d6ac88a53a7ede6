package io.callcenter.b2b.sdp;

import io.callcenter.message.Body;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the session description in a body: plain, or a part of a multipart one (RFC 5621, docs/design/legs.md 2 S5). */
public final class Bodies {
    private static final String SDP = "application/sdp";
    private static final int LONGEST_SDP = 65_536;
    private static final int MOST_SDP_LINES = 2_000;
    private static final int LONGEST_SDP_LINE = 1_024;
    private static final int MOST_STREAMS = 32;

    /** A part of a body; required = whoever cannot read it must refuse the request. */
    private record Part(String type, String text, boolean required) {
        boolean isSdp() {
            return isType(type, SDP);
        }
    }

    private Bodies() {}

    /** The session description that the body carries; empty when there is none, or it cannot be read or is {@linkplain #tooLarge too large}. */
    public static Optional<Sdp> sdp(Body body) {
        return body.read(Reading.class, Bodies::reading).sdp();
    }

    /** What a body describes: kept with it, since several steps of a call ask for it. */
    private record Reading(Optional<Sdp> sdp) {}

    private static Reading reading(Body body) {
        return new Reading(text(body).filter(text -> !tooLarge(text)).flatMap(Sdp::parse));
    }

    /** Whether a description is larger than any that phones write: over 64 KiB, 2,000 lines, 1,024 characters a line or 32 streams. */
    public static boolean tooLarge(String sdp) {
        if (sdp.length() > LONGEST_SDP) {
            return true;
        }
        int lines = 0;
        int streams = 0;
        for (int from = 0; from < sdp.length(); ) {
            int end = Sdp.endOfLine(sdp, from);
            lines++;
            streams += sdp.startsWith("m=", from) ? 1 : 0;
            if (lines > MOST_SDP_LINES || streams > MOST_STREAMS || end - from > LONGEST_SDP_LINE) {
                return true;
            }
            from = Sdp.nextLine(sdp, end);
        }
        return false;
    }

    /** The text of the session description, readable or not. */
    public static Optional<String> text(Body body) {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        String type = body.type().toString();
        if (!isMultipart(type)) {
            return isType(type, SDP) ? Optional.of(body.text()) : Optional.empty();
        }
        return parts(body, Optional.empty()).stream()
                .filter(Part::isSdp)
                .map(Part::text)
                .findFirst();
    }

    /**
     * Whether the body of a request for a session must be refused with 415: something else than SDP that the receiver is required to
     * understand, which is the default (RFC 3261 §20.11); or several parts without SDP among them.
     */
    public static boolean foreign(Message request) {
        Body body = request.body();
        List<Part> parts = parts(body, request.first(HeaderName.CONTENT_DISPOSITION));
        if (parts.size() == 1 && !isMultipart(body.type().toString())) {
            return !parts.get(0).isSdp() && parts.get(0).required();
        }
        return !body.isEmpty()
                && (parts.stream().noneMatch(Part::isSdp)
                        || parts.stream().anyMatch(part -> !part.isSdp() && part.required()));
    }

    private static List<Part> parts(Body body, Optional<String> disposition) {
        if (body.isEmpty()) {
            return List.of();
        }
        String type = body.type().toString();
        if (!isMultipart(type)) {
            boolean optional = disposition.filter(d -> handling(d, "optional")).isPresent();
            return List.of(new Part(type, body.text(), !optional));
        }
        return boundary(type).map(boundary -> split(body.text(), boundary)).orElse(List.of());
    }

    private static List<Part> split(String text, String boundary) {
        String plain = "\n" + text.replace("\r\n", "\n");
        return Pattern.compile("\n--" + Pattern.quote(boundary))
                .splitAsStream(plain)
                .skip(1)
                .takeWhile(piece -> !piece.startsWith("--"))
                .map(Bodies::part)
                .toList();
    }

    private static Part part(String piece) {
        String text = piece.substring(Math.max(0, piece.indexOf('\n')));
        int end = text.indexOf("\n\n");
        String head = end < 0 ? "" : text.substring(0, end);
        String content = end < 0 ? text : text.substring(end + 2);
        boolean required = field(head, "content-disposition")
                .filter(d -> handling(d, "required"))
                .isPresent();
        return new Part(field(head, "content-type").orElse("text/plain"), content, required);
    }

    private static Optional<String> field(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static Optional<String> boundary(String type) {
        return Pattern.compile(";")
                .splitAsStream(type)
                .map(String::strip)
                .filter(p -> p.toLowerCase(Locale.ROOT).startsWith("boundary="))
                .map(p -> p.substring("boundary=".length()).replace("\"", ""))
                .filter(b -> !b.isEmpty())
                .findFirst();
    }

    private static boolean handling(String disposition, String how) {
        return disposition.toLowerCase(Locale.ROOT).replace(" ", "").contains("handling=" + how);
    }

    private static boolean isMultipart(String type) {
        boolean may = !type.isEmpty() && (type.charAt(0) == 'm' || type.charAt(0) == 'M');
        return may && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean isType(String type, String wanted) {
        if (type.equals(wanted)) {
            return true;
        }
        String bare = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
        return bare.strip().toLowerCase(Locale.ROOT).equals(wanted);
    }
}
