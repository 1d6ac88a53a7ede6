package io.callcenter.config.routes;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The integrator's route files: loaded at start, and followed while running where that is wanted (docs/design/architecture.md 4). A route with the id
 * of a built-in one replaces it; when the file, or the id in it, goes, the built-in one comes back. A file that cannot be built changes nothing.
 */
public final class ExtraRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExtraRoutes.class);
    private static final long PERIOD_MILLIS = 500;

    private final Path folder;
    private final RouteFiles files;
    private final Map<Path, Loaded> loaded = new TreeMap<>();
    private final Map<Path, byte[]> broken = new TreeMap<>();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cc-routes-watch");
        thread.setDaemon(true);
        return thread;
    });

    private record Loaded(byte[] text, Set<String> ids, List<String> entrances) {}

    /** A file, and why it cannot be taken. */
    private static final class BrokenFile extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenFile(Path file, Exception cause) {
            super(file + ": " + Reason.of(cause), cause);
        }
    }

    /** Files of that folder, over the routes that run now. */
    public ExtraRoutes(Path folder, CamelContext context) {
        this.folder = folder;
        this.files = new RouteFiles(context);
    }

    /**
     * Loads all files; a missing folder is none.
     *
     * @throws StartFailed naming the first file that cannot be taken
     */
    public void load() throws StartFailed {
        try {
            Map<Path, byte[]> found = found();
            for (Path file : inOrder(found)) {
                take(file, found.get(file));
                LOG.info(
                        "Loaded routes from {}: {}",
                        file,
                        String.join(", ", loaded.get(file).ids()));
            }
            loaded.keySet().forEach(this::warn);
        } catch (BrokenFile e) {
            throw new StartFailed(e.getMessage(), e);
        } catch (IOException e) {
            throw new StartFailed("cc.routes.extra = " + folder + ": " + Reason.of(e), e);
        }
    }

    /** Follows changes from now on. */
    public void follow() {
        watcher.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<Path, byte[]> found = found();
            for (Path gone : new ArrayList<>(loaded.keySet())) {
                if (!found.containsKey(gone)) {
                    drop(gone);
                }
            }
            broken.keySet().retainAll(found.keySet());
            for (Path file : found.keySet()) {
                refresh(file, found.get(file));
            }
        } catch (Exception e) {
            LOG.warn("Cannot read the routes in {}: {}", folder, Reason.of(e), e);
        }
    }

    private void refresh(Path file, byte[] text) {
        Loaded known = loaded.get(file);
        boolean seen = known != null && Arrays.equals(known.text(), text) || Arrays.equals(broken.get(file), text);
        if (seen) {
            return;
        }
        try {
            take(file, text);
            broken.remove(file);
            LOG.info(
                    "Loaded routes from {}: {}",
                    file,
                    String.join(", ", loaded.get(file).ids()));
            warn(file);
        } catch (BrokenFile e) {
            broken.put(file, text);
            LOG.warn("{}; keeping the current routes", e.getMessage());
        }
    }

    private void drop(Path file) throws Exception {
        Set<String> ids = loaded.remove(file).ids();
        for (String id : ids) {
            files.takeOut(id);
        }
        LOG.info("Removed routes, because {} is gone: {}", file, String.join(", ", ids));
    }

    private void take(Path file, byte[] text) throws BrokenFile {
        Set<String> former = loaded.containsKey(file) ? loaded.get(file).ids() : Set.of();
        Set<String> touched = new LinkedHashSet<>();
        try {
            Set<String> tried = files.trial(RouteFiles.resource(file.toString(), text));
            belongsToNoOther(file, tried);
            touched.addAll(former);
            touched.addAll(tried);
            files.put(RouteFiles.resource(file.toString(), text), tried);
            for (String id : former) {
                if (!tried.contains(id)) {
                    files.takeOut(id);
                }
            }
            loaded.put(file, new Loaded(text, tried, files.entrances(RouteFiles.resource(file.toString(), text))));
        } catch (Exception e) {
            putBack(file, touched);
            throw new BrokenFile(file, e);
        }
    }

    private void warn(Path file) {
        List<byte[]> texts = loaded.values().stream().map(Loaded::text).toList();
        UncalledRoutes.warnings(loaded.get(file).entrances(), texts).forEach(line -> LOG.warn("{}: {}", file, line));
    }

    private void belongsToNoOther(Path file, Set<String> ids) {
        loaded.forEach((other, known) -> known.ids().stream()
                .filter(id -> !other.equals(file) && ids.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("route " + id + " is in " + other + " too");
                }));
    }

    /** A file could be built but not started: what it touched goes back to what it was. */
    private void putBack(Path file, Set<String> touched) {
        try {
            for (String id : touched) {
                files.takeOut(id);
            }
            Loaded former = loaded.get(file);
            if (former != null && !touched.isEmpty()) {
                files.put(RouteFiles.resource(file.toString(), former.text()), former.ids());
            }
        } catch (Exception e) {
            LOG.error("{}: the previous routes could not be restored: {}", file, Reason.of(e), e);
        }
    }

    private List<Path> inOrder(Map<Path, byte[]> found) throws BrokenFile {
        Map<Path, Boolean> readsSip = new TreeMap<>();
        for (Map.Entry<Path, byte[]> entry : found.entrySet()) {
            try {
                readsSip.put(
                        entry.getKey(),
                        files.readsSip(RouteFiles.resource(entry.getKey().toString(), entry.getValue())));
            } catch (Exception e) {
                throw new BrokenFile(entry.getKey(), e);
            }
        }
        return readsSip.keySet().stream()
                .sorted(Comparator.comparing(readsSip::get))
                .toList();
    }

    private Map<Path, byte[]> found() throws IOException {
        Map<Path, byte[]> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.filter(ExtraRoutes::isRouteFile).toList()) {
                found.put(file, Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** Whether that is a route file by its name. */
    public static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.matches(".*\\.(yaml|yml|xml)") && Files.isRegularFile(file);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
