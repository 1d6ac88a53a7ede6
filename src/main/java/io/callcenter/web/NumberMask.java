package io.callcenter.web;

import io.callcenter.mi.access.Role;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a caller's number and name is shown. What is not shown never leaves the server. */
public enum NumberMask {
    /** Nothing. */
    NONE,
    /** Of a number the last four digits. */
    LAST4,
    /** All of it. */
    FULL;

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ ()/.-]*+\\d){4,}+");
    private static final int SHOWN = 4;
    private static final int LONGEST = 256;

    /** A number or name as it may be shown. */
    String show(String text) {
        return switch (this) {
            case NONE -> "";
            case LAST4 ->
                NUMBER.matcher(text.substring(0, Math.min(text.length(), LONGEST)))
                        .replaceAll(NumberMask::end);
            case FULL -> text;
        };
    }

    private static String end(java.util.regex.MatchResult number) {
        String digits = number.group().replaceAll("\\D", "");
        return Matcher.quoteReplacement("…" + digits.substring(digits.length() - SHOWN));
    }

    /**
     * What each role sees, from a text such as {@code wall=none,viewer=last4,operator=full}; an admin sees what an operator sees. A role that is
     * not named sees nothing.
     */
    public static Map<Role, NumberMask> of(String text) {
        Map<Role, NumberMask> all = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            all.put(role, NONE);
        }
        for (String pair : text.split(",")) {
            String[] sides = pair.strip().split("=", 2);
            Role.of(sides[0]).ifPresent(role -> all.put(role, valueOf(sides[1].toUpperCase(Locale.ROOT))));
        }
        all.put(Role.ADMIN, all.get(Role.OPERATOR));
        return all;
    }
}
