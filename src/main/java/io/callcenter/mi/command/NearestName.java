package io.callcenter.mi.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what somebody probably meant to write. */
public final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The known name with the smallest edit distance (Levenshtein) to the given one; the first of equals. */
    public static String among(Collection<String> known, String written) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .orElseThrow();
    }

    /**
     * The known name that is worth a question: the shortest with all words of the given one ({@code cc_agents}: {@code cc_list_agents}), or
     * else the nearest, where at most half of what was written would have to change. Empty where none is, or the text is longer than any name.
     */
    static Optional<String> suggested(Collection<String> known, String written) {
        Set<String> words = written.length() > LONGEST ? Set.of() : words(written);
        if (known.isEmpty() || words.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> withAllWords = known.stream()
                .filter(name -> words(name).containsAll(words))
                .min(Comparator.comparingInt(String::length));
        return withAllWords.or(() -> Optional.of(among(known, written))
                .filter(name -> distance(name, written) <= Math.max(1, written.length() / 2)));
    }

    /** The name as it may stand in a message: not without end. */
    static String shown(String written) {
        return written.length() > LONGEST ? written.substring(0, LONGEST) + "…" : written;
    }

    private static Set<String> words(String name) {
        return Arrays.stream(name.split("[_:.-]"))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toSet());
    }

    /** How many letters must be changed, put in or taken out. */
    public static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
