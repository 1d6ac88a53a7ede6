package io.callcenter.config.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all subcommands share: {@code --config FILE} and {@code -p NAME=VALUE}. */
public final class CommandLineOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: ./callcenter.properties, where there is one).")
    private Path config;

    @Option(names = "-p", paramLabel = "NAME=VALUE", description = "A setting; wins over environment and file.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** No options given. */
    public CommandLineOptions() {}

    /**
     * The settings that result from options, environment and file.
     *
     * @throws WrongSetting naming the first setting that cannot be
     */
    public Settings settings() throws WrongSetting {
        Settings settings = Settings.resolve(
                new SettingSources(overrides, System.getenv(), Optional.ofNullable(config), Path.of("")));
        exposed()
                .forEach(option -> System.err.println("callcenter: -p " + option.name()
                        + ": all users of this machine can see a password on the command line; better: file:PATH, or the environment variable "
                        + option.variable()));
        return settings;
    }

    /** The options whose values hold a password that was given with {@code -p}. */
    private List<io.callcenter.config.settings.Option> exposed() {
        return Options.list().stream()
                .filter(option -> {
                    String value = overrides.getOrDefault(option.name(), "");
                    return !value.isEmpty()
                            && !value.startsWith("file:")
                            && !option.shown(value).equals(value);
                })
                .toList();
    }
}
