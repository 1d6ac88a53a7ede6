package io.callcenter.config.settings;

import java.util.ArrayList;
import java.util.List;

/** Writes the two pages that are made from the table of options. */
final class ConfigurationPages {
    private static final int WIDTH = 118;
    static final String BEGIN = "# ---- made from the table of options; ConfigurationPagesTest says how ----";

    private ConfigurationPages() {}

    /** The part of {@code application.properties} that documents our settings. */
    static String properties() {
        StringBuilder page = new StringBuilder(BEGIN).append('\n');
        for (Options.Group group : Options.all()) {
            page.append("\n# ---- ").append(group.title()).append(" ----\n");
            group.options().forEach(option -> page.append(properties(option)));
        }
        return page.toString();
    }

    private static String properties(Option option) {
        StringBuilder text = new StringBuilder("\n");
        comment(option.text(), text);
        comment("Change it: " + lowered(option.when()), text);
        String none = option.standardMeans().isEmpty() ? "" : " Default: " + option.standardMeans() + ".";
        comment("Value: " + option.kind().expects() + "." + none, text);
        String line = option.name() + " = " + option.standard();
        return text.append(option.standard().isEmpty() ? "# " + line.strip() : line)
                .append('\n')
                .toString();
    }

    private static void comment(String sentence, StringBuilder text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    /** {@code docs/configuration.md}. */
    static String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Configuration");
        lines.add("");
        lines.add(
                "Made from the table of options in the code (`ConfigurationPagesTest` says how). Highest first: `-p NAME=VALUE`, the");
        lines.add(
                "environment (`cc.sip.listen` = `CC_SIP_LISTEN`: dots and dashes become underscores), the file of `--config` (else");
        lines.add(
                "`./callcenter.properties`), the defaults below. In the file and by `-p` a name that begins with `cc.` and is not here stops the");
        lines.add(
                "start with one line and exit code 2, and so does a value out of range from anywhere. A variable `CC_…` that is none of these is one");
        lines.add(
                "WARN in the log, with the nearest right name. Keys of your own, and `camel.*`, may stand in the file: routes see them as `{{name}}`.");
        lines.add(
                "`demo` has settings of its own as defaults and reads neither the environment nor `./callcenter.properties`.");
        lines.add("");
        lines.add(
                "Durations: `30s`, `500ms`, `12h`, `10m`, `2d`; a bare number is seconds. Sizes: `512MiB`, `2GiB`. Flags: `true`, `false`. Secrets:");
        lines.add(
                "the password itself, or `file:PATH`; they are never logged and routes do not see them. Paths are relative to the working folder.");
        for (Options.Group group : Options.all()) {
            lines.add("");
            lines.add("## " + group.title());
            lines.add("");
            lines.add("| setting | default | what it is | value | change it |");
            lines.add("|---|---|---|---|---|");
            group.options().forEach(option -> lines.add(row(option)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(Option option) {
        String standard = option.standard().isEmpty() ? option.standardMeans() : "`" + option.standard() + "`";
        return "| `" + option.name() + "` | " + cell(standard) + " | " + cell(option.text()) + " | "
                + cell(option.kind().expects()) + " | " + cell(lowered(option.when())) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String lowered(String sentence) {
        boolean name = sentence.startsWith("PostgreSQL");
        return name ? sentence : sentence.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + sentence.substring(1);
    }
}
