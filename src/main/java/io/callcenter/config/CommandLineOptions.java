package io.callcenter.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        return Settings.resolve(
                new SettingSources(overrides, System.getenv(), Optional.ofNullable(config), Path.of("")));
    }
}
