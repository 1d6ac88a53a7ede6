package io.callcenter.demo;

import java.time.Instant;

/**
 * One thing that happened, in plain words.
 *
 * @param call number of the call, {@code -} = none
 * @param caller name or number of the caller, may be empty
 * @param flow may be empty
 * @param agent may be empty
 */
record ScreenLine(Instant at, String call, String caller, String flow, String agent, String words, Tone tone) {
    /** How a line looks where there are colours. */
    enum Tone {
        PLAIN("0"),
        START("1"),
        WAITING("33"),
        TALKING("32"),
        LOST("31"),
        QUIET("90");

        private final String code;

        Tone(String code) {
            this.code = code;
        }

        /** The text in this tone (ECMA-48 SGR). */
        String paint(String text) {
            return "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    }
}
