package io.callcenter.config.settings;

import io.callcenter.mi.command.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where settings come from, highest first: {@code -p}, environment, file, defaults (docs/design/interfaces.md 7).
 *
 * @param overrides {@code -p NAME=VALUE}
 * @param environment the process's environment
 * @param file the file of {@code --config}; empty = {@code callcenter.properties} in the folder, where there is one
 * @param folder the working folder
 */
public record SettingSources(
        Map<String, String> overrides, Map<String, String> environment, Optional<Path> file, Path folder) {
    private static final String USUAL_FILE = "callcenter.properties";

    /** Copies the maps. */
    public SettingSources {
        overrides = Map.copyOf(overrides);
        environment = Map.copyOf(environment);
    }

    /** A value and where it stood. */
    record Given(String value, String source) {}

    /**
     * All names that anybody gave, with the value that wins.
     *
     * @throws WrongSetting when the file cannot be read or names an option that does not exist
     */
    Map<String, Given> given() throws WrongSetting {
        Map<String, Given> all = new TreeMap<>();
        for (Map.Entry<String, String> entry : fromFile().entrySet()) {
            all.put(
                    known(entry.getKey(), fileName()),
                    new Given(entry.getValue().strip(), fileName()));
        }
        for (Option option : Options.list()) {
            String value = environment.get(option.variable());
            if (value != null) {
                all.put(option.name(), new Given(value.strip(), option.variable()));
            }
        }
        for (Map.Entry<String, String> entry : overrides.entrySet()) {
            all.put(known(entry.getKey(), "-p"), new Given(entry.getValue().strip(), "-p"));
        }
        return all;
    }

    /** Environment variables that look like ours and are none, each with the nearest one that is. */
    Map<String, String> strangeVariables() {
        List<String> variables = Options.list().stream().map(Option::variable).toList();
        Map<String, String> strange = new TreeMap<>();
        for (String name : environment.keySet()) {
            if (name.startsWith("CC_") && !variables.contains(name)) {
                strange.put(name, NearestName.among(variables, name));
            }
        }
        return strange;
    }

    private static String known(String name, String source) throws WrongSetting {
        if (name.startsWith("cc.") && Options.find(name).isEmpty()) {
            List<String> names = Options.list().stream().map(Option::name).toList();
            throw new WrongSetting(
                    name + ": unknown setting (" + source + "); did you mean " + NearestName.among(names, name) + "?");
        }
        return name;
    }

    private String fileName() {
        return file.map(Path::toString).orElse(USUAL_FILE);
    }

    private Map<String, String> fromFile() throws WrongSetting {
        Path path = folder.resolve(file.orElse(Path.of(USUAL_FILE)));
        if (file.isEmpty() && !Files.exists(path)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongSetting(path + ": cannot be read: " + Reason.of(e));
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
