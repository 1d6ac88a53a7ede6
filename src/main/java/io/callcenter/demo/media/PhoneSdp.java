package io.callcenter.demo.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a phone has to know of a session description (RFC 4566): its media lines, each with the address that holds for it.
 *
 * @param media in order
 */
record PhoneSdp(List<Line> media) {
    /** Copies the lines. */
    PhoneSdp {
        media = List.copyOf(media);
    }

    /**
     * One media line.
     *
     * @param kind audio, video, message …
     * @param port 0 = not used
     * @param protocol e.g. {@code RTP/AVP}
     * @param formats at least one in a sound description
     * @param address of its own c= line or of the session's; empty = none
     * @param direction {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}
     */
    record Line(String kind, int port, String protocol, List<String> formats, String address, String direction) {
        /** Copies the formats. */
        Line {
            formats = List.copyOf(formats);
        }
    }

    /** Reads a description; empty = it cannot be understood. */
    static Optional<PhoneSdp> parse(String text) {
        try {
            return text.startsWith("v=0") ? Optional.of(new PhoneSdp(read(text))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<Line> read(String text) {
        List<Line> lines = new ArrayList<>();
        String address = "";
        String direction = "sendrecv";
        for (String line : text.split("\r?\n")) {
            if (line.startsWith("m=")) {
                lines.add(media(line.substring(2), address, direction));
            } else if (line.startsWith("c=") && lines.isEmpty()) {
                address = address(line);
            } else if (isDirection(line) && lines.isEmpty()) {
                direction = line.substring(2);
            } else if (!lines.isEmpty()) {
                Line last = lines.get(lines.size() - 1);
                lines.set(lines.size() - 1, with(last, line));
            }
        }
        return lines;
    }

    private static Line media(String value, String address, String direction) {
        String[] parts = value.strip().split(" +");
        if (parts.length < 4) {
            throw new NumberFormatException("m=" + value);
        }
        int port = Integer.parseInt(parts[1].split("/")[0]);
        return new Line(parts[0], port, parts[2], List.of(parts).subList(3, parts.length), address, direction);
    }

    private static Line with(Line media, String line) {
        String address = line.startsWith("c=") ? address(line) : media.address();
        String direction = isDirection(line) ? line.substring(2) : media.direction();
        return new Line(media.kind(), media.port(), media.protocol(), media.formats(), address, direction);
    }

    private static boolean isDirection(String line) {
        return List.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive").contains(line);
    }

    private static String address(String line) {
        String[] parts = line.strip().split(" +");
        return parts.length < 3 ? "" : parts[2].split("/")[0];
    }
}
