package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One trait that a message can have.
 *
 * @param name the RFC's name for it
 * @param reaction taken, the code of the answer, or dropped
 */
record Torture(int rfc, String name, String trait, byte[] message, String reaction) {
    static List<Torture> all() {
        List<Torture> all = new ArrayList<>(TortureMessages.valid());
        all.addAll(TortureMessages.invalid());
        all.addAll(TortureMessages.others());
        all.addAll(TortureMessages.ofIpv6());
        return all;
    }

    static Torture named(String name) {
        return all().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    static Torture of(int rfc, String name, String trait, String message, String reaction) {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new Torture(rfc, name, trait, bytes, reaction);
    }

    @Override
    public String toString() {
        return name + " (" + rfc + "): " + trait;
    }
}
