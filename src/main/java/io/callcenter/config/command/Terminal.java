package io.callcenter.config.command;

import java.io.Console;
import java.util.Map;

/** What the standard output can show. */
final class Terminal {
    private Terminal() {}

    /** Whether it is a terminal that shows colours, and nobody asked to leave them out ({@code NO_COLOR}). */
    static boolean hasColours(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return wanted && !kind.equals("dumb") && isTerminal();
    }

    /** Whether a person reads the standard output. */
    static boolean isTerminal() {
        return isTerminal(System.console());
    }

    /** Until Java 21 there is a console only with a terminal; later ones have one always and can be asked. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
