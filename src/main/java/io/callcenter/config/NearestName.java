package io.callcenter.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody probably meant to write. */
final class NearestName {
    private NearestName() {}

    /** The known name with the smallest edit distance (Levenshtein) to the given one; the first of equals. */
    static String among(Collection<String> known, String written) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .orElseThrow();
    }

    /** How many letters must be changed, put in or taken out. */
    static int distance(String a, String b) {
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
