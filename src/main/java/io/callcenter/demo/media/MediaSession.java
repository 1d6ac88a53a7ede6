package io.callcenter.demo.media;

import io.callcenter.demo.media.PhoneSdp.Line;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One phone's side of the offers and answers of a call (RFC 3264): a single G.711 audio stream; every other media line is refused with port 0.
 */
public final class MediaSession {
    private final String address;
    private final int port;
    private final long id;
    private final List<Line> slots = new ArrayList<>();
    private int audio = -1;
    private String direction = "sendrecv";
    private List<Codec> codecs = List.of(Codec.values());
    private String lastBody = "";
    private int version;
    private Optional<Destination> destination = Optional.empty();

    /** Where to send audio, and in which law. */
    record Destination(InetSocketAddress address, Codec codec) {}

    /**
     * A session without any media yet.
     *
     * @param address our own, as the other side shall see it
     * @param port our RTP port
     * @param id of the origin line, below 2^31
     */
    public MediaSession(String address, int port, long id) {
        this.address = address;
        this.port = port;
        this.id = id;
    }

    /** An offer: the first of the call, or a new one with the media lines of the call as they stand. */
    String offer() {
        Line ours = new Line("audio", port, "RTP/AVP", List.of("8", "0"), address, "sendrecv");
        if (audio < 0) {
            audio = slots.size();
            slots.add(ours);
        } else {
            slots.set(audio, ours);
        }
        direction = "sendrecv";
        codecs = List.of(Codec.values());
        return body();
    }

    /** The answer to an offer; empty = nothing in it fits or it cannot be understood: 488. */
    Optional<String> answer(String offer) {
        Optional<PhoneSdp> parsed = PhoneSdp.parse(offer);
        List<Line> lines = parsed.map(PhoneSdp::media).orElse(List.of());
        int chosen = choose(lines);
        if (chosen < 0) {
            return Optional.empty();
        }
        slots.clear();
        slots.addAll(lines);
        audio = chosen;
        Line line = lines.get(chosen);
        codecs = List.of(codec(line).orElseThrow());
        direction = mirrored(line.direction());
        take(line);
        return Optional.of(body());
    }

    /** Takes the other side's answer to our offer; {@code false} = our audio was refused. */
    boolean answered(String answer) {
        List<Line> lines = PhoneSdp.parse(answer).map(PhoneSdp::media).orElse(List.of());
        if (audio < 0 || audio >= lines.size() || lines.get(audio).port() == 0) {
            destination = Optional.empty();
            return false;
        }
        take(lines.get(audio));
        return true;
    }

    /** Where to send; empty while the other side is on hold, wants nothing or is not known yet. */
    Optional<Destination> destination() {
        return destination;
    }

    private void take(Line line) {
        boolean wanted = line.port() != 0
                && !line.address().isEmpty()
                && !line.address().equals("0.0.0.0")
                && !List.of("sendonly", "inactive").contains(line.direction());
        destination = wanted ? codec(line).flatMap(codec -> toward(line, codec)) : Optional.empty();
    }

    private static Optional<Destination> toward(Line line, Codec codec) {
        try {
            // Session descriptions carry literal addresses here: nothing is looked up.
            return Optional.of(
                    new Destination(new InetSocketAddress(InetAddress.getByName(line.address()), line.port()), codec));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The used audio line that we can serve, else an unused one: an offer may switch our audio off. */
    private static int choose(List<Line> lines) {
        int unused = -1;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean fits = line.kind().equals("audio")
                    && line.protocol().equals("RTP/AVP")
                    && codec(line).isPresent();
            if (fits && line.port() != 0) {
                return i;
            }
            unused = fits && unused < 0 ? i : unused;
        }
        return unused;
    }

    private static Optional<Codec> codec(Line line) {
        return line.formats().stream().map(Codec::of).flatMap(Optional::stream).findFirst();
    }

    private static String mirrored(String theirs) {
        return switch (theirs) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> theirs;
        };
    }

    private String body() {
        StringBuilder text = new StringBuilder("s=-\r\nc=IN IP4 " + address + "\r\nt=0 0\r\n");
        for (int i = 0; i < slots.size(); i++) {
            Line slot = slots.get(i);
            if (i == audio && slot.port() != 0) {
                audioLine(text);
            } else {
                String formats = String.join(" ", slot.formats());
                text.append("m=" + slot.kind() + " 0 " + slot.protocol() + " " + formats + "\r\n");
            }
        }
        // A body that differs needs a higher version; the same body keeps it (RFC 3264 §8).
        version += lastBody.contentEquals(text) ? 0 : 1;
        lastBody = text.toString();
        return "v=0\r\no=- " + id + " " + version + " IN IP4 " + address + "\r\n" + lastBody;
    }

    private void audioLine(StringBuilder text) {
        text.append("m=audio " + port + " RTP/AVP");
        codecs.forEach(codec -> text.append(" " + codec.payloadType()));
        text.append("\r\n");
        codecs.forEach(codec -> text.append("a=rtpmap:" + codec.payloadType() + " " + codec + "/8000\r\n"));
        text.append("a=ptime:20\r\na=" + direction + "\r\n");
    }
}
