package io.callcenter.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.mi.access.Role;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of an integrator below {@code /x/}: files of a folder, and what its {@code menu.json} says of them. Files are read when they are asked for, on
 * threads that may wait; the menu once, at the start.
 */
public final class ExtraPages {
    static final String PREFIX = "/x/";
    static final String DATA = "/x/api/";

    private static final Logger LOG = LoggerFactory.getLogger(ExtraPages.class);
    private static final long LARGEST = 8L << 20;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    private final Optional<Path> folder;
    private final List<Entry> menu;

    /**
     * A line of the menu.
     *
     * @param title empty: no line, only the role of a path
     * @param path of a page and of all below it
     * @param role the least that may see it
     */
    record Entry(String title, String path, Role role) {
        private boolean covers(String asked) {
            String base = withoutSlashes(path);
            return asked.equals(base) || asked.startsWith(base + "/");
        }
    }

    /** A menu that cannot be read. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text, null, false, false);
        }
    }

    private ExtraPages(Optional<Path> folder, List<Entry> menu) {
        this.folder = folder;
        this.menu = List.copyOf(menu);
    }

    /** Those of that folder; none where it is not there. */
    public static ExtraPages in(Optional<Path> folder) throws Unreadable {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return new ExtraPages(Optional.empty(), List.of());
        }
        try {
            Path root = folder.get().toRealPath();
            Path file = root.resolve("menu.json");
            List<Entry> menu = new ArrayList<>();
            if (Files.exists(file)) {
                for (JsonNode entry : new JsonMapper().readTree(file.toFile())) {
                    menu.add(entry(entry));
                }
            }
            LOG.info("Pages in {}: {} in the menu", root, menu.size());
            return new ExtraPages(Optional.of(root), menu);
        } catch (IOException e) {
            throw new Unreadable(
                    "menu.json: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static Entry entry(JsonNode entry) throws Unreadable {
        String path = entry.path("path").asText();
        String label = entry.path("role").asText("agent");
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(one -> one.label().equals(label) && one != Role.NOBODY)
                .findFirst();
        if (!path.startsWith(PREFIX) || role.isEmpty()) {
            throw new Unreadable(
                    "menu.json: an entry is {\"title\":…,\"path\":\"/x/…\",\"role\":\"viewer\"}, not " + entry);
        }
        return new Entry(entry.path("title").asText(), path, role.get());
    }

    /** The lines of the menu for somebody. */
    List<Entry> menu(PageUser member) {
        return menu.stream()
                .filter(entry -> !entry.title().isEmpty() && allows(member, entry))
                .toList();
    }

    /**
     * Whether that path is for them: what the longest path of the menu that it is or is below says, with or without slashes at its end; else pages are
     * for agents and data for viewers. A screen sees what an entry gives to it.
     */
    boolean allows(PageUser member, String path) {
        String asked = withoutSlashes(path);
        Role needed = menu.stream()
                .filter(entry -> entry.covers(asked))
                .max(Comparator.comparingInt(
                        entry -> withoutSlashes(entry.path()).length()))
                .map(Entry::role)
                .orElse(path.startsWith(DATA) ? Role.VIEWER : Role.AGENT);
        return member.visitor().role().covers(needed);
    }

    private static boolean allows(PageUser member, Entry entry) {
        return member.visitor().role().covers(entry.role());
    }

    /** A router takes a path with slashes at its end for the one without. */
    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Answers with a file. */
    void file(RoutingContext context, String path, PageReply reply) {
        Context loop = context.vertx().getOrCreateContext();
        context.vertx()
                .executeBlocking(() -> read(path), false)
                .onComplete(read -> loop.runOnContext(nothing -> {
                    if (context.response().closed()) {
                        return;
                    }
                    if (read.succeeded() && read.result().isPresent()) {
                        reply.begin(context, 200)
                                .putHeader("Content-Type", type(path).orElseThrow())
                                .end(Buffer.buffer(read.result().get()));
                    } else {
                        reply.problem(context, 404, "path", "no such page");
                    }
                }));
    }

    private static Optional<String> type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(ending));
    }

    /** Nothing for what is outside of the folder, by whatever way, hidden, of an unknown kind or very large. */
    private Optional<byte[]> read(String path) throws IOException {
        String name = path.substring(PREFIX.length());
        if (folder.isEmpty() || type(path).isEmpty() || name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Path root = folder.get();
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        boolean hidden = false;
        for (Path part : root.relativize(file)) {
            hidden |= part.toString().startsWith(".");
        }
        return real.startsWith(root) && !hidden && Files.size(real) <= LARGEST
                ? Optional.of(Files.readAllBytes(real))
                : Optional.empty();
    }
}
