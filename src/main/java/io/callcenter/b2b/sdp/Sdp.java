package io.callcenter.b2b.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A session description (RFC 4566) without its origin line: two that are equal describe the same session, whoever sent them.
 *
 * @param session the lines before the first {@code m=} line, without {@code v=} and {@code o=}
 * @param media one section for each {@code m=} line, in order
 */
public record Sdp(List<String> session, List<Stream> media) {
    /**
     * Protocol family of a stream (docs/design/behaviour.md 2.2): the protocol token contains {@code RTP}, else {@code MSRP}, else neither; case
     * counts.
     */
    public enum Family {
        RTP,
        MSRP,
        OTHER
    }

    /**
     * One {@code m=} line with what belongs to it.
     *
     * @param type {@code audio}, {@code video}, {@code message} …
     * @param port as written, with {@code /count} where given
     * @param protocol as written
     * @param formats as written, blank-separated; may be empty
     * @param lines the lines that follow, up to the next {@code m=}
     */
    public record Stream(String type, String port, String protocol, String formats, List<String> lines) {
        /** Copies the lines. */
        public Stream {
            lines = List.copyOf(lines);
        }

        /** The protocol family. */
        public Family family() {
            if (protocol.contains("RTP")) {
                return Family.RTP;
            }
            return protocol.contains("MSRP") ? Family.MSRP : Family.OTHER;
        }

        /** Whether the port is other than 0; in a bundle a stream without one may be in use too: {@link Sdp#alive}. */
        public boolean active() {
            return portNumber(port) > 0;
        }

        /** Whether it carries speech over RTP or text over MSRP: what the parties of a call came for. */
        private boolean leads() {
            return type.equals("audio") && family() == Family.RTP || type.equals("message") && family() == Family.MSRP;
        }

        /** Whether a call can go on with this stream alone: one over RTP or MSRP that is no document, no data and no remote control. */
        private boolean carriesCall() {
            return family() != Family.OTHER && !type.equals("image") && !type.equals("application");
        }

        /** The same stream refused: port 0, no attributes (RFC 3264 §6). */
        Stream rejected() {
            return new Stream(type, "0", protocol, formats, List.of());
        }

        private Stream with(List<String> belonging) {
            return new Stream(type, port, protocol, formats, belonging);
        }

        private String line() {
            return ("m=" + type + " " + port + " " + protocol + " " + formats).stripTrailing();
        }
    }

    /** Lines that say where media goes, or comes from, and which way. */
    private static final Predicate<String> HOLDING =
            Pattern.compile("a=(sendonly|inactive)|c=IN IP4 0\\.0\\.0\\.0").asMatchPredicate();

    private static final Predicate<String> PLACE = Pattern.compile(
                    "c=.*|a=(sendonly|recvonly|inactive|(ice-ufrag|fingerprint|crypto|path):.*)")
            .asMatchPredicate();

    private static final Set<String> DIRECTIONS = Set.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Copies both lists. */
    public Sdp {
        session = List.copyOf(session);
        media = List.copyOf(media);
    }

    /**
     * Reads a session description; empty when the text is none: no {@code v=0} at its head, a line that is not {@code x=…}, an {@code m=} line
     * without type, port from 0 to 65535 and protocol. Line ends may be CRLF or LF.
     */
    public static Optional<Sdp> parse(String text) {
        Reader reader = new Reader();
        boolean begun = false;
        for (int from = 0; from < text.length(); ) {
            int end = endOfLine(text, from);
            String line = text.substring(from, end);
            from = nextLine(text, end);
            if (line.isBlank()) {
                continue;
            }
            boolean good = begun ? reader.take(line) : line.strip().equals("v=0");
            begun = true;
            if (!good) {
                return Optional.empty();
            }
        }
        return begun ? Optional.of(reader.sdp()) : Optional.empty();
    }

    /** Where the line ends that begins there: at CR, LF or the end of the text. */
    static int endOfLine(String text, int from) {
        int length = text.length();
        for (int end = from; end < length; end++) {
            char c = text.charAt(end);
            if (c == '\n' || c == '\r') {
                return end;
            }
        }
        return Math.max(from, length);
    }

    /** Where the line begins that follows one that ends there. */
    static int nextLine(String text, int end) {
        return text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }

    /**
     * The stream that says whether this is a call by voice or by text: the first one in use with audio over RTP or messages over MSRP, else the
     * first over RTP, else the first of all; empty when none is in use (B04).
     */
    public Optional<Stream> leading() {
        List<Stream> used = used().mapToObj(media::get).toList();
        return used.stream()
                .filter(Stream::leads)
                .findFirst()
                .or(() -> used.stream().filter(s -> s.family() == Family.RTP).findFirst())
                .or(() -> used.stream().findFirst());
    }

    /** Family of the {@linkplain #leading leading} stream; empty when no stream is in use. */
    public Optional<Family> medium() {
        return leading().map(Stream::family);
    }

    /**
     * Whether the stream at that place is offered or accepted: its port is not 0 (RFC 3264 §5.1, §6), or it is {@code a=bundle-only} and shares
     * the address of a stream of its bundle that has a port (RFC 9143 §6).
     */
    public boolean alive(int place) {
        return media.get(place).active() || SdpGroups.bundled(this, place);
    }

    private IntStream used() {
        return IntStream.range(0, media.size()).filter(this::alive);
    }

    /** The text with that origin line's value, lines ended by CRLF. */
    public String text(String origin) {
        StringBuilder text =
                new StringBuilder(512).append("v=0\r\no=").append(origin).append("\r\n");
        append(text, session);
        for (Stream stream : media) {
            text.append(stream.line()).append("\r\n");
            append(text, stream.lines());
        }
        return text.toString();
    }

    /** The same with all streams {@code inactive}. */
    public Sdp inactive() {
        return new Sdp(
                undirected(session),
                media.stream()
                        .map(stream -> {
                            List<String> lines = new ArrayList<>(undirected(stream.lines()));
                            lines.add("a=inactive");
                            return stream.with(lines);
                        })
                        .toList());
    }

    /** Whether its sender wants to hear nothing of the leading stream: it is on hold (RFC 3264 §8.4; the address 0.0.0.0 of older phones too). */
    public boolean holds() {
        Optional<Stream> leading = leading();
        return leading.isPresent()
                && (says(leading.get(), HOLDING)
                        || !says(leading.get(), "a=sendrecv"::equals) && says(session, HOLDING));
    }

    private static boolean says(Stream stream, Predicate<String> what) {
        return says(stream.lines(), what);
    }

    private static boolean says(List<String> lines, Predicate<String> what) {
        return lines.stream().map(String::strip).anyMatch(what);
    }

    private static void append(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
    }

    /** Whether each stream of both is sent to and from the same places in the same way; formats and other attributes may differ. */
    public boolean sameAddresses(Sdp other) {
        return addresses().equals(other.addresses());
    }

    /**
     * Whether that description of the same party, arranged alike, has it at the same places as this one, with the same keys, as far as that third one
     * uses its streams.
     */
    public boolean samePlaces(Sdp other, Sdp using) {
        return IntStream.range(0, using.media.size())
                .filter(using::alive)
                .allMatch(i -> i < media.size()
                        && i < other.media.size()
                        && addresses(i).equals(other.addresses(i)));
    }

    /** The same as a new offer to somebody else: the streams in use, sent and received; empty when there is none. */
    public Optional<Sdp> anew() {
        List<Stream> streams = used().mapToObj(media::get)
                .map(stream -> stream.with(undirected(stream.lines())))
                .toList();
        return streams.isEmpty()
                ? Optional.empty()
                : Optional.of(SdpGroups.ofStreamsInUse(new Sdp(undirected(session), streams)));
    }

    private static List<String> undirected(List<String> lines) {
        return lines.stream().filter(line -> !DIRECTIONS.contains(line)).toList();
    }

    private List<List<String>> addresses() {
        return IntStream.range(0, media.size()).mapToObj(this::addresses).toList();
    }

    private List<String> addresses(int place) {
        Stream stream = media.get(place);
        List<String> all = new ArrayList<>(List.of(stream.type()));
        if (alive(place)) {
            all.add(stream.port() + " " + stream.protocol());
            boolean own = stream.lines().stream().anyMatch(line -> line.startsWith("c="));
            session.stream()
                    .filter(line -> !own || !line.startsWith("c="))
                    .filter(PLACE)
                    .forEach(all::add);
            stream.lines().stream().filter(PLACE).forEach(all::add);
        }
        return all;
    }

    /** Whether a session-level {@code c=} line is there. */
    boolean hasConnection() {
        return session.stream().anyMatch(line -> line.startsWith("c="));
    }

    /** A refused stream for this body: with a {@code c=} line of its own where the body has none for all (RFC 4566 §5.7). */
    Stream refused(Stream stream) {
        Stream refused = stream.rejected();
        return hasConnection()
                ? refused
                : new Stream(refused.type(), "0", refused.protocol(), refused.formats(), List.of("c=IN IP4 0.0.0.0"));
    }

    /** This offer answered with nothing at all: every stream refused, no attributes (docs/design/legs.md 2, S7). */
    public Sdp allRefused() {
        List<String> bare = session.stream().filter(l -> !l.startsWith("a=")).toList();
        return new Sdp(bare, media.stream().map(this::refused).toList());
    }

    /**
     * Whether that answer to this offer joins what a call is about: a stream of voice or text, in use in both, of one family (docs/design/legs.md 2,
     * S6).
     */
    public boolean fits(Sdp answer) {
        return used().filter(i -> i < answer.media.size() && answer.alive(i))
                .anyMatch(i -> media.get(i).carriesCall()
                        && answer.media.get(i).carriesCall()
                        && media.get(i).family() == answer.media.get(i).family());
    }

    /** -1 = none. */
    private static int portNumber(String port) {
        int slash = port.indexOf('/');
        int length = slash < 0 ? port.length() : slash;
        if (length == 0 || length > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            int digit = port.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number > 65535 ? -1 : number;
    }

    /** Sorts lines into session and streams. */
    private static final class Reader {
        private final List<String> session = new ArrayList<>();
        private final List<Stream> media = new ArrayList<>();
        private final List<List<String>> belonging = new ArrayList<>();

        boolean take(String raw) {
            String line = raw.stripTrailing();
            if (line.length() < 2 || line.charAt(1) != '=' || !Character.isLetter(line.charAt(0))) {
                return false;
            }
            if (line.startsWith("m=")) {
                return stream(line.substring(2));
            }
            if (!belonging.isEmpty()) {
                belonging.get(belonging.size() - 1).add(line);
            } else if (!line.startsWith("o=")) {
                session.add(line);
            }
            return true;
        }

        private boolean stream(String value) {
            String[] parts = BLANKS.split(value.strip(), 4);
            if (parts.length < 3 || portNumber(parts[1]) < 0) {
                return false;
            }
            media.add(new Stream(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "", List.of()));
            belonging.add(new ArrayList<>());
            return true;
        }

        Sdp sdp() {
            for (int i = 0; i < media.size(); i++) {
                media.set(i, media.get(i).with(belonging.get(i)));
            }
            return new Sdp(session, media);
        }
    }
}
