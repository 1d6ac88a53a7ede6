package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Sdp;
import java.util.List;
import java.util.stream.IntStream;

/** Session descriptions as peers write them, and a short form of those that we send. */
public final class Descriptions {
    private Descriptions() {}

    /** One with those streams, for example {@code "audio 4000"}, {@code "video 0"}, {@code "message 2855"}. */
    public static String sdp(String... streams) {
        return sdp(1, streams);
    }

    /** One with that version in its origin. */
    public static String sdp(long version, String... streams) {
        StringBuilder text = new StringBuilder(
                "v=0\r\no=peer 77 " + version + " IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n");
        for (String stream : streams) {
            String[] parts = stream.split(" ", 3);
            String line = parts[0].equals("message")
                    ? "m=message " + parts[1] + " TCP/MSRP *"
                    : "m=" + parts[0] + " " + parts[1] + " RTP/AVP " + (parts[0].equals("audio") ? "8" : "96");
            text.append(line).append("\r\n");
            if (parts.length > 2) {
                text.append("a=").append(parts[2]).append("\r\n");
            }
        }
        return text.toString();
    }

    /** {@code "v1 audio 4000, video 0"}: version and streams. */
    public static String brief(String text) {
        Sdp sdp = Sdp.parse(text).orElseThrow();
        List<String> streams = sdp.media().stream()
                .map(m -> m.type() + " " + m.port()
                        + m.lines().stream()
                                .filter(l -> l.startsWith("a="))
                                .map(l -> " " + l.substring(2))
                                .reduce("", String::concat))
                .toList();
        return "v" + origin(text)[2] + " " + String.join(", ", streams);
    }

    /** The words of the origin line. */
    static String[] origin(String text) {
        return text.lines()
                .filter(line -> line.startsWith("o="))
                .findFirst()
                .orElseThrow()
                .substring(2)
                .split(" ");
    }

    /** Whether a body refuses everything. */
    static boolean refusesAll(String text) {
        List<Sdp.Stream> media = Sdp.parse(text).orElseThrow().media();
        return IntStream.range(0, media.size()).noneMatch(i -> media.get(i).active());
    }
}
