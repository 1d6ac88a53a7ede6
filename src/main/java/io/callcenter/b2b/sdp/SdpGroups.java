package io.callcenter.b2b.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The groups of a session description (RFC 5888) and the identifiers by which they name streams: a group names only streams that are in use, or
 * browsers refuse the whole description.
 */
final class SdpGroups {
    private static final String GROUP = "a=group:";
    private static final String MID = "a=mid:";

    private SdpGroups() {}

    /** Whether that stream has no port of its own and uses the one of its bundle (RFC 9143 §6). */
    static boolean bundled(Sdp body, int place) {
        Sdp.Stream stream = body.media().get(place);
        if (!stream.lines().contains("a=bundle-only")) {
            return false;
        }
        Optional<String> own = mid(stream);
        Set<String> ported = new HashSet<>();
        body.media().stream().filter(Sdp.Stream::active).forEach(s -> mid(s).ifPresent(ported::add));
        return own.isPresent()
                && body.session().stream()
                        .filter(line -> line.startsWith(GROUP + "BUNDLE "))
                        .map(SdpGroups::members)
                        .anyMatch(mids ->
                                mids.contains(own.get()) && mids.stream().anyMatch(ported::contains));
    }

    /** The same description whose groups name only streams in use; groups that would be empty are left out. */
    static Sdp ofStreamsInUse(Sdp body) {
        if (body.session().stream().noneMatch(line -> line.startsWith(GROUP))) {
            return body;
        }
        Set<String> used = new HashSet<>();
        IntStream.range(0, body.media().size())
                .filter(body::alive)
                .forEach(i -> mid(body.media().get(i)).ifPresent(used::add));
        List<String> session = new ArrayList<>();
        for (String line : body.session()) {
            if (!line.startsWith(GROUP) || used.containsAll(members(line))) {
                session.add(line);
            } else {
                List<String> left =
                        members(line).stream().filter(used::contains).toList();
                if (!left.isEmpty()) {
                    session.add(line.split(" ", 2)[0] + " " + String.join(" ", left));
                }
            }
        }
        return new Sdp(session, body.media());
    }

    private static List<String> members(String group) {
        List<String> words = List.of(group.strip().split(" +"));
        return words.subList(1, words.size());
    }

    private static Optional<String> mid(Sdp.Stream stream) {
        return stream.lines().stream()
                .filter(line -> line.startsWith(MID))
                .map(line -> line.substring(MID.length()).strip())
                .findFirst();
    }
}
