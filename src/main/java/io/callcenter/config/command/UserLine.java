package io.callcenter.config.command;

import io.callcenter.config.settings.Reason;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Users;
import io.callcenter.store.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The subcommand {@code user}: makes a line for the file of {@code cc.http.users}. */
final class UserLine {
    private static final int WRONG_ARGUMENTS = 2;

    private UserLine() {}

    /** Prints the line, or puts it into that file, in the place of the one that the user had. */
    static int make(String name, String role, Optional<Path> file) {
        try {
            Role known = Role.of(role)
                    .orElseThrow(() -> new IOException(role + ": a role is viewer, operator, admin, agent or wall"));
            String line = Users.line(name, Password.of(name), known);
            if (file.isPresent()) {
                save(name, known, line, file.get());
                System.err.println("callcenter: " + name + " is " + known.label() + " in " + file.get());
            } else {
                System.out.println(line);
            }
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("callcenter: user: " + Reason.of(e));
            return WRONG_ARGUMENTS;
        }
    }

    /** Replaces the file as a whole, so that who reads it meanwhile finds the one or the other. */
    private static void save(String name, Role role, String line, Path named) throws IOException {
        boolean exists = Files.exists(named);
        Path file = exists ? named.toRealPath() : named.toAbsolutePath();
        List<String> lines = new ArrayList<>(exists ? Files.readAllLines(file) : List.of());
        List<String> before = List.copyOf(lines);
        lines.replaceAll(old -> isOf(name, old) ? line + scope(old, role) : old);
        if (lines.equals(before)) {
            lines.add(line);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        PrivateFiles.write(fresh, bytes, StandardOpenOption.CREATE_NEW);
        if (exists && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            PosixFileAttributes was = Files.readAttributes(file, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
            view.setOwner(was.owner());
            view.setGroup(was.group());
            view.setPermissions(was.permissions());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Who sees a part goes on to see that part only; who is an admin or an agent now has none. */
    private static String scope(String old, Role role) {
        String[] parts = old.strip().split(":", 4);
        return parts.length < 4 || role == Role.ADMIN || role == Role.AGENT ? "" : ":" + parts[3];
    }

    private static boolean isOf(String name, String line) {
        return line.strip().startsWith(name + ":");
    }
}
