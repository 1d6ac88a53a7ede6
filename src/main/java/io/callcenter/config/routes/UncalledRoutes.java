package io.callcenter.config.routes;

import io.callcenter.app.EffectRoutes;
import io.callcenter.app.Hooks;
import io.callcenter.mi.command.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds routes of the integrator that nobody calls, because the hook, effect or function that they begin at does not exist. */
public final class UncalledRoutes {
    private static final Pattern SCHEME = Pattern.compile("direct:(//)?");
    private static final int TYPING_ERROR = 2;
    private static final int SHORTEST = 8;

    private UncalledRoutes() {}

    /**
     * One line for each such entrance, with the nearest name that is called.
     *
     * @param entrances endpoint URIs at which the routes of one file begin
     * @param files the texts of all route files of the integrator: who is called from one of them is called
     */
    public static List<String> warnings(Collection<String> entrances, Collection<byte[]> files) {
        List<String> known = known();
        List<String> warnings = new ArrayList<>();
        for (String uri : entrances) {
            String name = SCHEME.matcher(uri).replaceFirst("").replaceFirst("\\?.*", "");
            if (!SCHEME.matcher(uri).lookingAt() || known.contains(name) || called(name, files)) {
                continue;
            }
            mistaken(name, known)
                    .ifPresent(near ->
                            warnings.add("nothing calls direct:" + name + "; did you mean direct:" + near + "?"));
        }
        return warnings;
    }

    /** What the center calls, and what its own routes begin at. */
    private static List<String> known() {
        return Stream.of(
                        Hooks.MOMENTS.stream().map(moment -> "hook-" + moment),
                        EffectRoutes.names().stream(),
                        Stream.of("handle-call", "agent-login", "mi"))
                .flatMap(names -> names)
                .toList();
    }

    /** The name that was probably meant; empty where the route seems to be a part of the integrator's own. */
    private static Optional<String> mistaken(String name, List<String> known) {
        String near = NearestName.among(known, name);
        boolean reserved = name.startsWith("hook-") || name.startsWith("effect-");
        boolean similar = name.length() >= SHORTEST && NearestName.distance(near, name) <= TYPING_ERROR;
        return reserved || similar ? Optional.of(near) : Optional.empty();
    }

    private static boolean called(String name, Collection<byte[]> files) {
        Pattern mention = Pattern.compile("direct:(//)?" + Pattern.quote(name) + "(?![\\w-])");
        long mentions = files.stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .mapToLong(text -> mention.matcher(text).results().count())
                .sum();
        return mentions > 1;
    }
}
