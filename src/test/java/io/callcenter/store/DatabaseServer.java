package io.callcenter.store;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real database server of this machine's packages, on a free port of the loopback address and a folder of its own. */
abstract class DatabaseServer {
    final Path folder;
    final int port;
    private Process process;

    DatabaseServer() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "call-center-db");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /** PostgreSQL, if this machine has it. */
    static Optional<DatabaseServer> postgresql() throws Exception {
        Optional<Path> initdb = newest("/usr/lib/postgresql", "bin/initdb").or(() -> onPath("initdb"));
        return initdb.isEmpty() ? Optional.empty() : Optional.of(new Postgresql(initdb.get()).begun());
    }

    /** MariaDB, if this machine has it. */
    static Optional<DatabaseServer> mariadb() throws Exception {
        Optional<Path> server = onPath("mariadbd");
        Optional<Path> install = onPath("mariadb-install-db");
        return server.isEmpty() || install.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mariadb(server.get(), install.get()).begun());
    }

    private static Optional<Path> newest(String folder, String file) {
        try (Stream<Path> versions = Files.list(Path.of(folder))) {
            return versions.map(v -> v.resolve(file))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Command line of the server. */
    abstract List<String> command();

    /** A JDBC URL of an administrator. */
    abstract String adminUrl();

    /** The address in the reference's form. */
    abstract String url(String user, String password, String database);

    /** Statements that make a database and a user who owns it, or who may only use it. */
    abstract List<String> creation(String database, String user, boolean mayCreate);

    DatabaseServer begun() throws Exception {
        start();
        return this;
    }

    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            if (System.nanoTime() > until || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("the server does not start: " + Files.readString(folder.resolve("output")));
            }
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(adminUrl())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** As a power cut of the server's process. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    void run(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(adminUrl());
                java.sql.Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    static void execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException problem) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static final class Postgresql extends DatabaseServer {
        private final Path bin;

        Postgresql(Path initdb) throws IOException, InterruptedException {
            bin = initdb.toRealPath().getParent();
            List<String> user = new ArrayList<>();
            if (isRoot()) {
                execute(List.of("chown", "postgres", folder.toString()));
            }
            user.addAll(asUser());
            user.addAll(List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    folder.resolve("data").toString(),
                    "-U",
                    "admin",
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    pwfile().toString(),
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync"));
            execute(user);
        }

        private Path pwfile() throws IOException {
            Path file = folder.resolve("password");
            Files.writeString(file, "admin");
            return file;
        }

        private static List<String> asUser() {
            return isRoot() ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : List.of();
        }

        @Override
        List<String> command() {
            List<String> command = new ArrayList<>(asUser());
            command.addAll(List.of(
                    bin.resolve("postgres").toString(),
                    "-D",
                    folder.resolve("data").toString(),
                    "-p",
                    Integer.toString(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    folder.toString()));
            return command;
        }

        @Override
        String adminUrl() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=admin&password=admin&connectTimeout=5";
        }

        @Override
        String url(String user, String password, String database) {
            return "postgres://" + user + ":" + password + "@127.0.0.1:" + port + "/" + database;
        }

        @Override
        List<String> creation(String database, String user, boolean mayCreate) {
            return List.of(
                    "CREATE USER " + user + " PASSWORD 'p@ss'",
                    "CREATE DATABASE " + database + (mayCreate ? " OWNER " + user : ""));
        }
    }

    private static final class Mariadb extends DatabaseServer {
        private final Path server;

        Mariadb(Path server, Path install) throws IOException, InterruptedException {
            this.server = server;
            List<String> command = new ArrayList<>(List.of(
                    install.toString(),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db"));
            command.addAll(asUser());
            execute(command);
        }

        private static List<String> asUser() {
            return isRoot() ? List.of("--user=root") : List.of();
        }

        @Override
        List<String> command() {
            List<String> command = new ArrayList<>(List.of(
                    server.toString(),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + folder.resolve("socket"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--innodb-buffer-pool-size=32M",
                    "--skip-name-resolve"));
            command.addAll(asUser());
            return command;
        }

        @Override
        String adminUrl() {
            return "jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root&connectTimeout=5000";
        }

        @Override
        String url(String user, String password, String database) {
            return "mysql://" + user + ":" + password + "@127.0.0.1:" + port + "/" + database;
        }

        @Override
        List<String> creation(String database, String user, boolean mayCreate) {
            return List.of(
                    "CREATE DATABASE " + database + " CHARACTER SET latin1",
                    "CREATE USER '" + user + "'@'127.0.0.1' IDENTIFIED BY 'p@ss'",
                    "GRANT " + (mayCreate ? "ALL" : "SELECT, INSERT, UPDATE, DELETE") + " ON " + database + ".* TO '"
                            + user + "'@'127.0.0.1'");
        }
    }
}
