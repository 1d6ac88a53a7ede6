package io.callcenter.config.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * What values an option takes.
 *
 * @param name the kind's name in the reference page
 * @param expects the words for "expected …" when a value is refused
 * @param accepts whether a trimmed value is one
 */
public record OptionKind(String name, String expects, Function<String, Boolean> accepts) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|min|h|d)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?");
    private static final Pattern POINT =
            Pattern.compile("(udp|tcp|tls|wss?):(\\[[0-9A-Fa-f:.%a-z]+]|[^:\\s=]+):(\\d{1,5})"
                    + "(=(\\[[0-9A-Fa-f:.]+]|[^:\\s,;/@=]+)(:(\\d{1,5}))?)?");
    private static final List<String> TRUE = List.of("true", "yes", "on", "1");
    private static final List<String> FALSE = List.of("false", "no", "off", "0");

    /** Any text, also none. */
    static OptionKind text(String expects) {
        return new OptionKind("text", expects, value -> true);
    }

    /** Text of that form, or none. */
    static OptionKind text(String expects, String form) {
        Pattern pattern = Pattern.compile(form);
        return new OptionKind(
                "text",
                expects,
                value -> value.isEmpty() || pattern.matcher(value).matches());
    }

    /** Text of that form, whose group {@code port} is a port from 1 to 65535 or absent; or none. */
    static OptionKind withPort(String expects, String form) {
        Pattern pattern = Pattern.compile(form);
        return new OptionKind("text", expects, value -> value.isEmpty() || hasPort(pattern.matcher(value)));
    }

    private static boolean hasPort(Matcher parts) {
        return parts.matches() && (parts.group("port") == null || within(parts.group("port"), 1, 65_535));
    }

    /** What refusals by agents cost. */
    static OptionKind offerOutcome() {
        return new OptionKind(
                "choice or list",
                OfferOutcomeText.EXPECTS,
                value -> OfferOutcomeText.read(value).isPresent());
    }

    /** Times as Quartz reads them. */
    static OptionKind cron() {
        return new OptionKind("times", "a cron expression of Quartz (0 17 3 * * ?)", CronExpression::isValidExpression);
    }

    /** A time zone, or none. */
    static OptionKind zone() {
        return new OptionKind(
                "text",
                "a time zone (Europe/Berlin, UTC), or nothing",
                value -> value.isEmpty() || ZoneId.getAvailableZoneIds().contains(value));
    }

    /** Addresses {@code 192.0.2.7} and networks {@code 10.0.0.0/8}, separated by commas, no names; or none. */
    static OptionKind networks() {
        return new OptionKind("list", "addresses or networks, separated by commas", NetworkText::isList);
    }

    /** Host names, addresses and networks, separated by commas; or none. */
    static OptionKind hosts() {
        return new OptionKind("list", "host names, addresses or networks, separated by commas", NetworkText::isHosts);
    }

    /** A password, or {@code file:PATH}; never shown, never handed to routes. */
    static OptionKind secret() {
        return new OptionKind("secret", "a password or file:PATH", value -> true);
    }

    /** A file or folder, relative to the working folder. */
    static OptionKind path() {
        return new OptionKind("path", "a path", value -> true);
    }

    /** A folder, relative to the working folder, that there must be. */
    static OptionKind folder() {
        return new OptionKind("path", "a path", value -> !value.isEmpty());
    }

    /** {@code true} or {@code false}, also {@code yes/no}, {@code on/off}, {@code 1/0}. */
    static OptionKind flag() {
        return new OptionKind("flag", "true or false", value -> flag(value).isPresent());
    }

    /** A whole number within that range. */
    static OptionKind whole(long from, long to) {
        String expects = to == Integer.MAX_VALUE
                ? "a whole number, " + from + " or more"
                : "a whole number from " + from + " to " + to;
        return new OptionKind("number", expects, value -> within(value, from, to));
    }

    /** A duration within that range. */
    static OptionKind duration(Duration from, Duration to) {
        String expects =
                "a duration from " + words(from) + " to " + words(to) + " (30s, 500ms, 12h; a bare number is seconds)";
        return new OptionKind(
                "duration",
                expects,
                value -> duration(value)
                        .filter(d -> d.compareTo(from) >= 0 && d.compareTo(to) <= 0)
                        .isPresent());
    }

    /** A number of bytes, at least so many. */
    static OptionKind size(long from) {
        return new OptionKind(
                "size",
                "a size of " + (from >> 20) + " MiB or more (512MiB, 2GiB)",
                value -> size(value).filter(bytes -> bytes >= from).isPresent());
    }

    /** A number of bytes within that range, in whole KiB. */
    static OptionKind size(long from, long to) {
        return new OptionKind(
                "size",
                "a size from " + (from >> 10) + " KiB to " + (to >> 10) + " KiB",
                value -> size(value)
                        .filter(bytes -> bytes >= from && bytes <= to)
                        .isPresent());
    }

    /** A whole number, 1 or more; or none. */
    static OptionKind wholeOrNone() {
        return new OptionKind(
                "number", "a whole number, 1 or more", value -> value.isEmpty() || within(value, 1, Integer.MAX_VALUE));
    }

    /** One of these words. */
    static OptionKind choice(String... words) {
        List<String> list = List.of(words);
        return new OptionKind(
                "choice", "one of: " + String.join(", ", list), value -> list.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** One of these words, or what {@link #flag()} takes. */
    static OptionKind flagOr(String... words) {
        List<String> list = List.of(words);
        return new OptionKind(
                "choice",
                "true, false or one of: " + String.join(", ", list),
                value -> list.contains(value.toLowerCase(Locale.ROOT))
                        || flag(value).isPresent());
    }

    /** A plain SQL identifier; for a table, a schema and a dot may stand before it. */
    static OptionKind identifier(boolean table) {
        String part = "[A-Za-z_][A-Za-z0-9_]{0,62}";
        Pattern form = Pattern.compile(table ? "(" + part + "\\.)?" + part : part);
        return new OptionKind(
                "identifier",
                "an SQL identifier (letters, digits, _)",
                value -> form.matcher(value).matches());
    }

    /** Listening points {@code transport:address:port}, which {@code =host} or {@code =host:port} may follow, separated by commas; at least one. */
    static OptionKind listeningPoints() {
        return new OptionKind(
                "list",
                "udp|tcp|tls|ws|wss:address:port, each with =host or =host:port if need be, separated by commas",
                value -> List.of(value.split(",", -1)).stream().allMatch(point -> isPoint(point.strip())));
    }

    private static boolean isPoint(String point) {
        Matcher parts = POINT.matcher(point);
        return parts.matches()
                && within(parts.group(3), 0, 65_535)
                && (parts.group(7) == null || within(parts.group(7), 1, 65_535));
    }

    /** The duration that a text means, in the forms {@code 500ms}, {@code 30s}, {@code 10m}, {@code 12h}, {@code 2d}, {@code 30}. */
    static Optional<Duration> duration(String text) {
        Matcher parts = DURATION.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        String unit = parts.group(2) == null ? "s" : parts.group(2);
        return Optional.of(
                switch (unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m", "min" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** The bytes that a text means, in the forms {@code 512MiB}, {@code 2GiB}, {@code 1048576}. */
    static Optional<Long> size(String text) {
        Matcher parts = SIZE.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int shift =
                switch (parts.group(2) == null ? "B" : parts.group(2)) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        BigInteger bytes = new BigInteger(parts.group(1)).shiftLeft(shift);
        return bytes.bitLength() > 62 ? Optional.empty() : Optional.of(bytes.longValue());
    }

    /** The truth value that a text means. */
    public static Optional<Boolean> flag(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return Optional.of(true);
        }
        return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    private static boolean within(String value, long from, long to) {
        if (!value.matches("\\d{1,18}")) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= from && number <= to;
    }

    private static String words(Duration d) {
        if (d.toMillis() % 1000 != 0) {
            return d.toMillis() + "ms";
        }
        long seconds = d.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3600 == 0 && seconds > 0 ? seconds / 3600 + "h" : seconds + "s";
    }
}
