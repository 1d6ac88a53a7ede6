package io.callcenter.config.settings;

import io.callcenter.config.settings.SettingSources.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of this process: resolved once, checked, never changed. */
public final class Settings {
    private static final String FILE = "file:";

    private final Map<String, String> values;
    private final Map<String, String> foreign;
    private final Map<String, String> strange;
    private final Path folder;

    private Settings(SettingSources sources) throws WrongSetting {
        this.folder = sources.folder();
        this.values = new TreeMap<>();
        this.foreign = new TreeMap<>();
        this.strange = sources.strangeVariables();
        Map<String, Given> given = sources.given();
        for (Option option : Options.list()) {
            values.put(option.name(), checked(option, given.get(option.name())));
        }
        given.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                foreign.put(name, value.value());
            }
        });
    }

    /**
     * Resolves, checks and freezes the settings.
     *
     * @throws WrongSetting naming the first setting that is unknown, out of range, or missing for another one
     */
    public static Settings resolve(SettingSources sources) throws WrongSetting {
        Settings settings = new Settings(sources);
        SettingsThatBelongTogether.check(settings);
        return settings;
    }

    private String checked(Option option, Given given) throws WrongSetting {
        if (given == null) {
            return option.standard();
        }
        if (option.secret() && given.value().startsWith(FILE)) {
            return secretOf(option.name(), given.value().substring(FILE.length()));
        }
        if (!option.kind().accepts().apply(given.value())) {
            String value = option.secret() ? "" : " = " + option.shown(given.value());
            throw new WrongSetting(
                    option.name() + value + ": expected " + option.kind().expects() + " (" + given.source() + ")");
        }
        return given.value();
    }

    private String secretOf(String name, String file) throws WrongSetting {
        Path path = folder.resolve(file);
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw new WrongSetting(name + ": cannot read " + path + ": " + Reason.of(e));
        }
    }

    /** The value of an option as text; empty where nothing is set and the default is none. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    /** The value of an option that is one of some words, in lower case. */
    public String word(String name) {
        return text(name).toLowerCase(Locale.ROOT);
    }

    /** The value of an option that is a whole number. */
    public int number(String name) {
        return Math.toIntExact(Math.min(Long.parseLong(text(name)), Integer.MAX_VALUE));
    }

    /** The value of an option that is a number of bytes. */
    public long bytes(String name) {
        return OptionKind.size(text(name)).orElseThrow();
    }

    /** The value of an option that is a duration. */
    public Duration duration(String name) {
        return OptionKind.duration(text(name)).orElseThrow();
    }

    /** The value of an option that is true or false. */
    public boolean flag(String name) {
        return OptionKind.flag(text(name)).orElseThrow();
    }

    /** The value of an option that is a path, resolved against the working folder; empty where none is set. */
    public Optional<Path> path(String name) {
        String value = text(name);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(folder.resolve(value).normalize());
    }

    /** What routes may refer to: all settings but secrets (addresses without their passwords), and every key that is not ours. */
    public Properties forRoutes() {
        Properties properties = new Properties();
        properties.putAll(foreign);
        for (Option option : Options.list()) {
            if (!option.secret()) {
                properties.setProperty(option.name(), shown(option));
            }
        }
        return properties;
    }

    /** That setting as the log may see it: without the passwords in it. */
    public String shown(String name) {
        return shown(Options.find(name).orElseThrow());
    }

    private String shown(Option option) {
        return option.shown(text(option.name()));
    }

    /** What differs from the defaults, secrets hidden: for the log. */
    public Map<String, String> changed() {
        Map<String, String> changed = new TreeMap<>();
        for (Option option : Options.list()) {
            String value = text(option.name());
            if (!value.equals(option.standard())) {
                changed.put(option.name(), option.shown(value));
            }
        }
        return changed;
    }

    /** What looks like a mistake, one line each: environment variables named like settings that do not exist. */
    public List<String> warnings() {
        return strange.entrySet().stream()
                .map(entry -> entry.getKey() + " is no setting; did you mean " + entry.getValue() + "?")
                .toList();
    }

    /** The working folder. */
    public Path folder() {
        return folder;
    }
}
