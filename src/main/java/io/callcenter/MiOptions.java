package io.callcenter;

import io.callcenter.config.command.MiTarget;
import picocli.CommandLine.Option;

/** The options of all subcommands that send management commands. */
final class MiOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the contact center listens (default: from cc.http.address and cc.http.port).")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "NAME, whose password is asked for or in CALLCENTER_MI_PASSWORD; or NAME:file:PATH.")
    private String user = "";

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "PEM file with trusted certificates (default: the one of this installation, or with --url the JVM's authorities).")
    private String trust = "";

    @Option(names = "--json", description = "Print JSON on a terminal, too, instead of tables.")
    private boolean json;

    MiTarget target() {
        return new MiTarget(url, user, trust, json);
    }
}
