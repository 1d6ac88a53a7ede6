package io.callcenter.mi.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users of the management interface: a file of {@code name:bcrypt:role} lines, with a scope behind a
 * further colon for who sees a part only; blank lines and {@code #} comments allowed
 * (docs/design/interfaces.md 6). The file can be read again while they are used. Any thread.
 */
public final class Users {
    /** What a wrong name is compared with, so that it takes as long as a wrong password. */
    private static final byte[] NOBODYS_HASH =
            "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi4Q6gY0U1gNsoQ2cvVYQJ5Kb5oR8bK".getBytes(StandardCharsets.US_ASCII);

    /** What bcrypt sees of a password, in bytes. */
    private static final int LONGEST = 72;

    private static final int COST = 10;

    private final Optional<Path> file;
    private volatile Map<String, User> users;
    private Object version;
    private final byte[] salt = new byte[16];
    private final Map<String, byte[]> proven = new ConcurrentHashMap<>();

    private record User(byte[] hash, Role role, UserScope scope) {}

    private Users(Optional<Path> file, Map<String, User> users, Object version) {
        this.file = file;
        this.users = Map.copyOf(users);
        this.version = version;
        new SecureRandom().nextBytes(salt);
    }

    /** Nobody: nobody is asked either. */
    public static Users none() {
        return new Users(Optional.empty(), Map.of(), "");
    }

    /**
     * The users of that file.
     *
     * @throws IOException when it cannot be read, or with the number of the first line that is no user
     */
    public static Users read(Path file) throws IOException {
        Object version = version(file); // before: what is written meanwhile is read the next time
        return new Users(Optional.of(file), parse(file), version);
    }

    private static Map<String, User> parse(Path file) throws IOException {
        Map<String, User> users = new HashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, "line " + (i + 1), users);
            }
        }
        if (users.isEmpty()) {
            throw new IOException("no users in it");
        }
        return users;
    }

    private static Object version(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(facts.lastModifiedTime(), facts.size(), String.valueOf(facts.fileKey()));
    }

    /**
     * Reads the file again if it has changed since it was last read; answers whether it has.
     *
     * @throws IOException as {@link #read}, once for each change; the users stay as they were
     */
    public synchronized boolean refresh() throws IOException {
        if (file.isEmpty()) {
            return false;
        }
        Object now = version(file.get());
        if (now.equals(version)) {
            return false;
        }
        version = now;
        Map<String, User> fresh = Map.copyOf(parse(file.get()));
        Map<String, User> before = users;
        users = fresh;
        // A password that was proven counts for the hash that it was proven with.
        proven.keySet().removeIf(name -> !sameHash(before.get(name), fresh.get(name)));
        return true;
    }

    private static boolean sameHash(User before, User after) {
        return before != null && after != null && Arrays.equals(before.hash(), after.hash());
    }

    /** All names with their roles, in the order of the names. */
    public Map<String, Role> roles() {
        Map<String, Role> roles = new TreeMap<>();
        users.forEach((name, user) -> roles.put(name, user.role()));
        return roles;
    }

    /**
     * The line of that user for such a file.
     *
     * @throws IllegalArgumentException for a name with a colon, or a password of more than the 72 bytes that bcrypt sees
     */
    public static String line(String name, String password, Role role) {
        if (name.isBlank() || name.matches(".*[:\\p{Cntrl}].*")) {
            throw new IllegalArgumentException("a name is not empty and holds no colon");
        }
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        if (secret.length > LONGEST) {
            throw new IllegalArgumentException("a password has at most " + LONGEST + " bytes");
        }
        byte[] hash = BCrypt.withDefaults().hash(COST, secret);
        return name + ":" + new String(hash, StandardCharsets.US_ASCII) + ":" + role.label();
    }

    private static void add(String line, String where, Map<String, User> users) throws IOException {
        String[] parts = line.split(":", 4);
        if (parts.length < 3 || parts[0].isBlank()) {
            throw new IOException(where + ": expected name:bcrypt:role, or name:bcrypt:role:scope");
        }
        Role role = Role.of(parts[2])
                .orElseThrow(() -> new IOException(where + ": role is viewer, operator, admin, agent or wall"));
        UserScope scope = parts.length > 3 ? scope(role, parts[3], where) : UserScope.ALL;
        if (!parts[1].matches("\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
            throw new IOException(where + ": not a bcrypt hash");
        }
        byte[] hash = parts[1].getBytes(StandardCharsets.US_ASCII);
        if (users.put(parts[0].strip(), new User(hash, role, scope)) != null) {
            throw new IOException(where + ": the user is there twice");
        }
    }

    private static UserScope scope(Role role, String text, String where) throws IOException {
        if (role == Role.ADMIN || role == Role.AGENT) {
            throw new IOException(where + ": a scope is for viewer, operator or wall");
        }
        try {
            return UserScope.of(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    /** Whether there are no users, so that nobody is asked. */
    public boolean isEmpty() {
        return users.isEmpty();
    }

    /** The role of that user, whose name somebody else has proven. */
    public Optional<Role> role(String name) {
        return Optional.ofNullable(users.get(name)).map(User::role);
    }

    /** The part of the contact center that is there for that user: nothing for who is not in the file, any more; everything where there are no users. */
    public UserScope scope(String name) {
        Map<String, User> known = users;
        UserScope others = known.isEmpty() ? UserScope.ALL : UserScope.NOTHING;
        return Optional.ofNullable(known.get(name)).map(User::scope).orElse(others);
    }

    /** Another text whenever password, role or scope of that user are others. */
    public Optional<String> mark(String name) {
        return Optional.ofNullable(users.get(name)).map(user -> {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(user.hash());
                sha.update(user.scope().toString().getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(sha.digest(user.role().name().getBytes(StandardCharsets.UTF_8)), 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Whether exactly these credentials were proven before: quick. */
    public boolean known(String name, String password) {
        byte[] before = proven.get(name);
        return before != null && MessageDigest.isEqual(before, digest(password));
    }

    /** The role of that user when the password is right; takes as long as a bcrypt hash takes, right or wrong. */
    public Optional<Role> check(String name, String password) {
        User user = users.get(name);
        if (user != null && known(name, password)) {
            return Optional.of(user.role());
        }
        byte[] hash = user == null ? NOBODYS_HASH : user.hash();
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        // More is refused instead of being cut.
        boolean right = secret.length <= LONGEST && BCrypt.verifyer().verify(secret, hash).verified;
        Arrays.fill(secret, (byte) 0);
        if (!right || user == null) {
            return Optional.empty();
        }
        proven.put(name, digest(password));
        if (users.get(name) != user) {
            proven.remove(name); // the file was read again meanwhile
        }
        return Optional.of(user.role());
    }

    private byte[] digest(String password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return sha.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
