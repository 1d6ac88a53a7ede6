package io.callcenter.config.command;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.SettingSources;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.WrongSetting;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the demo's settings come from, highest first: {@code -p}, the file of {@code --config}, the demo itself. The demo writes into its own
 * database only: whatever names another one is refused, and what lies around (environment, {@code ./callcenter.properties}) does not count.
 */
final class DemoSources {
    private static final List<String> DATABASES = List.of("cc.db.", "cc.acc-db.", "cc.rt-db.");
    private static final String FOLDER = "cc.data";

    private final Map<String, String> overrides;
    private final Optional<Path> file;

    DemoSources(Map<String, String> overrides, Optional<Path> file) {
        this.overrides = Map.copyOf(overrides);
        this.file = file;
    }

    /** The demo's data folder. */
    Path folder() {
        return Path.of(overrides.getOrDefault(FOLDER, "demo-data"));
    }

    /**
     * The settings, with the demo's own as defaults; they are left in {@code callcenter.properties} of its folder for who wants to look.
     *
     * @throws WrongSetting when one is unknown, out of range, or names a database
     */
    Settings settings(Map<String, String> own) throws WrongSetting, IOException {
        Properties all = new Properties();
        all.putAll(own);
        all.putAll(given());
        all.setProperty(FOLDER, own.get(FOLDER));
        Path written = folder().resolve("callcenter.properties");
        try (Writer writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
            all.store(writer, "Settings of the demo");
        }
        Map<String, String> more = new TreeMap<>(overrides);
        more.remove(FOLDER);
        refuseDatabases(more.keySet(), "-p");
        return Settings.resolve(new SettingSources(more, Map.of(), Optional.of(written), Path.of("")));
    }

    private Properties given() throws WrongSetting {
        Properties given = new Properties();
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
                given.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new WrongSetting(file.get() + ": cannot be read: " + Reason.of(e));
            }
            refuseDatabases(given.stringPropertyNames(), file.get().toString());
        }
        return given;
    }

    private static void refuseDatabases(Iterable<String> names, String source) throws WrongSetting {
        for (String name : names) {
            if (DATABASES.stream().anyMatch(name::startsWith)) {
                throw new WrongSetting(
                        name + ": not in the demo (" + source + "), which writes into a database of its own only");
            }
        }
    }
}
