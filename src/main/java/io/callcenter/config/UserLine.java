package io.callcenter.config;

import io.callcenter.mi.Role;
import io.callcenter.mi.Users;
import java.io.IOException;

/** The subcommand {@code user}: prints a line for the file of {@code cc.http.users}. */
final class UserLine {
    private static final int WRONG_ARGUMENTS = 2;

    private UserLine() {}

    static int print(String name, String role) {
        try {
            Role known = Role.of(role)
                    .orElseThrow(() -> new IOException(role + ": a role is viewer, operator, admin, agent or wall"));
            System.out.println(Users.line(name, Password.of(name), known));
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("callcenter: user: " + e.getMessage());
            return WRONG_ARGUMENTS;
        }
    }
}
