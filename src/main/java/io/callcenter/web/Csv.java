package io.callcenter.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of comma-separated values by RFC 4180, of which a spreadsheet computes none. */
final class Csv {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\t\r].*");

    private Csv() {}

    /** One line with its end; null is an empty cell. */
    static String line(List<?> cells) {
        return cells.stream()
                        .map(cell -> cell(cell == null ? "" : cell.toString()))
                        .collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        boolean computed =
                FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
        String plain = computed ? "'" + text : text;
        return plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
