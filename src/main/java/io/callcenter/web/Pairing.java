package io.callcenter.web;

import io.callcenter.mi.access.UserScope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Screens without a keyboard that wait to be let in: each shows a code, which an operator types. Who reads the code from the screen gets nothing by it: what
 * the screen holds besides is known to nobody else. Any thread.
 */
final class Pairing {
    /** How long a code is shown before there is another one. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** Screens that may wait at the same time, in all and behind one address. */
    static final int MOST = 200;

    static final int MOST_OF_AN_ADDRESS = 10;

    /** No vowels, so that no words come out, and nothing that looks like another letter. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 8;
    private static final int SECRET_BYTES = 32;

    /** What a screen shows, and what it keeps to itself. */
    record Begun(String code, String secret) {}

    /** As whom a screen was let in, and by whom. */
    record Named(String name, UserScope scope, String by) {}

    /** What there is to say to a screen that asks. */
    enum State {
        UNKNOWN,
        WAITS,
        IN
    }

    /** The state, and once, to the screen that was let in, as whom. */
    record Answer(State state, Optional<Named> named) {}

    private record Screen(String secret, String address, Instant until, Optional<Named> named) {}

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Screen> screens = new LinkedHashMap<>();

    Pairing(InstantSource clock) {
        this.clock = clock;
    }

    /** One more screen waits; nothing where too many do, in all or behind that address: whoever waits keeps their place. */
    synchronized Optional<Begun> begin(String host) {
        forgetOld();
        String address = place(host);
        long there = screens.values().stream()
                .filter(s -> s.address().equals(address))
                .count();
        if (there >= MOST_OF_AN_ADDRESS || screens.size() >= MOST) {
            return Optional.empty();
        }
        String code = code();
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        screens.put(code, new Screen(secret, address, clock.instant().plus(LIFE), Optional.empty()));
        return Optional.of(new Begun(code, secret));
    }

    private String code() {
        String code;
        do {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            code = letters.toString();
        } while (screens.containsKey(code));
        return code;
    }

    private void forgetOld() {
        Instant now = clock.instant();
        screens.values().removeIf(screen -> !now.isBefore(screen.until()));
    }

    /** What counts as one address: of IPv6 the first half, as whoever has one address of it has all. */
    static String place(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes =
                    InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
            return bytes.length == Long.BYTES * 2
                    ? Long.toHexString(ByteBuffer.wrap(bytes).getLong()) + "::/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** Lets in the screen that shows that code, however it is written; false where none does, or it is in already. */
    synchronized boolean letIn(String code, Named named) {
        forgetOld();
        String letters = letters(code);
        Screen screen = screens.get(letters);
        if (screen == null || screen.named().isPresent()) {
            return false;
        }
        screens.put(letters, new Screen(screen.secret(), screen.address(), screen.until(), Optional.of(named)));
        return true;
    }

    /** What is known about the screen of that code, to whoever has its secret. */
    synchronized Answer ask(String code, String secret) {
        forgetOld();
        String letters = letters(code);
        Screen screen = screens.get(letters);
        if (screen == null || !same(screen.secret(), secret)) {
            return new Answer(State.UNKNOWN, Optional.empty());
        }
        if (screen.named().isEmpty()) {
            return new Answer(State.WAITS, Optional.empty());
        }
        screens.remove(letters);
        return new Answer(State.IN, screen.named());
    }

    private static String letters(String code) {
        return code.toUpperCase(java.util.Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
