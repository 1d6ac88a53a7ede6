package io.callcenter.config.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** A password that does not stand on the command line, where all users of the machine can see it. */
final class Password {
    /** The environment variable that may hold it. */
    static final String VARIABLE = "CALLCENTER_MI_PASSWORD";

    private Password() {}

    /**
     * The password of that user: from the environment, or asked for on the terminal, or else the first line of the standard input.
     *
     * @throws IOException when there is none
     */
    static String of(String user) throws IOException {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password of %s: ", user);
            return needed(typed == null ? null : new String(typed), user);
        }
        return needed(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine(), user);
    }

    private static String needed(String password, String user) throws IOException {
        if (password == null || password.isEmpty()) {
            throw new IOException(
                    "no password of " + user + ": set " + VARIABLE + ", or name a file: --user " + user + ":file:PATH");
        }
        return password;
    }
}
