package io.callcenter.config.settings;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One setting of the closed set {@code cc.*}: the only place that says what it is.
 *
 * @param name its name
 * @param kind the values that it takes
 * @param standard the value when nobody says otherwise
 * @param standardMeans what an empty default means, in words; empty where the default speaks for itself
 * @param text what it is, one sentence
 * @param when when to change it, one sentence
 */
public record Option(String name, OptionKind kind, String standard, String standardMeans, String text, String when) {
    private static final Pattern IN_FRONT_OF_THE_HOST = Pattern.compile("(//[^:@/]*:).+@");
    private static final Pattern AS_A_PARAMETER = Pattern.compile("(?i)([?&;(][\\w.-]*password=)[^&;)]*");

    public Option {
        Objects.requireNonNull(kind);
        if (!name.startsWith("cc.")) {
            throw new IllegalArgumentException(name);
        }
    }

    /** The environment variable of this option: dots and dashes become underscores, all in capitals. */
    String variable() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Whether its value must not be shown. */
    boolean secret() {
        return kind.name().equals("secret");
    }

    /** That value as the log and routes may see it: of a secret nothing, of an address all but the passwords in it. */
    String shown(String value) {
        if (secret()) {
            return "***";
        }
        if (!name.endsWith(".url")) {
            return value;
        }
        String host = IN_FRONT_OF_THE_HOST.matcher(value).replaceAll("$1***@");
        return AS_A_PARAMETER.matcher(host).replaceAll("$1***");
    }
}
