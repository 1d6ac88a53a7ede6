package io.callcenter.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The languages of the pages: English, German, and what a folder adds to them or has in their place. A language is a JSON object from the English texts to
 * its own; {@code @language} is what it calls itself, {@code @direction} is {@code ltr} or {@code rtl}. What one does not have stays English.
 */
public final class Languages {
    /** The names that languages may have: those of BCP 47 without the rarer parts. */
    private static final Pattern NAME = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    /** A language with its weight, of Accept-Language. */
    private static final Pattern WISH =
            Pattern.compile("([A-Za-z0-9-]{1,20})(?:\\s*;\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?))?");

    private static final List<String> BUILT_IN = List.of("en", "de");
    private static final String FOLDER = "/web/i18n/";
    private static final String ENDING = ".json";
    private static final String OWN_NAME = "@language";
    private static final String DIRECTION = "@direction";
    private static final int LONGEST_HEADER = 200;
    private static final int MOST_WISHES = 10;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private record Wish(String name, double weight) {}

    private final Map<String, Map<String, String>> languages = new LinkedHashMap<>();
    private final String usual;

    /**
     * Those that are built in, and those of a folder, which may be missing.
     *
     * @param usual the language of browsers that wish none that is there
     * @throws IOException for a file that is no language, or where there is no such usual one
     */
    public Languages(Path folder, String usual) throws IOException {
        for (String name : BUILT_IN) {
            try (InputStream in = Languages.class.getResourceAsStream(FOLDER + name + ENDING)) {
                languages.put(name, MAPPER.readValue(in, WORDS));
            }
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(one -> one.toString().endsWith(ENDING))
                        .sorted()
                        .toList()) {
                    add(file);
                }
            }
        }
        this.usual = usual;
        if (!languages.containsKey(usual)) {
            throw new IOException(
                    "there is no language " + usual + "; there are " + String.join(", ", languages.keySet()));
        }
    }

    private void add(Path file) throws IOException {
        String name = file.getFileName().toString().replace(ENDING, "");
        if (!NAME.matcher(name).matches()) {
            throw new IOException(file + ": a language is called as fr or pt-BR");
        }
        Map<String, String> words = new LinkedHashMap<>(languages.getOrDefault(name, Map.of()));
        Map<String, String> own;
        try {
            own = MAPPER.readValue(file.toFile(), WORDS);
        } catch (IOException e) {
            throw new IOException(file + ": not a JSON object of texts", e);
        }
        if (own == null) {
            throw new IOException(file + ": not a JSON object of texts");
        }
        for (Map.Entry<String, String> word : own.entrySet()) {
            if (word.getValue() == null) {
                throw new IOException(file + ": no text for " + word.getKey());
            }
        }
        words.putAll(own);
        languages.put(name, Map.copyOf(words));
    }

    /** Their names. */
    List<String> names() {
        return List.copyOf(languages.keySet());
    }

    /** All texts of a language, as JSON. */
    byte[] json(String language) {
        try {
            return MAPPER.writeValueAsBytes(languages.get(language));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That English text in that language. */
    String say(String language, String text) {
        return languages.get(language).getOrDefault(text, text);
    }

    /** How lines run in it. */
    String direction(String language) {
        return "rtl".equals(languages.get(language).get(DIRECTION)) ? "rtl" : "ltr";
    }

    /** All of them for the choice in a page: {@code en=English,de=Deutsch}. */
    String choice() {
        return languages.entrySet().stream()
                .map(one -> one.getKey() + "="
                        + one.getValue().getOrDefault(OWN_NAME, one.getKey()).replace(',', ' '))
                .collect(Collectors.joining(","));
    }

    /** The language for a browser that was told one before, or wishes some by {@code Accept-Language} (RFC 9110 §12.5.4). */
    String best(Optional<String> chosen, Optional<String> accepted) {
        if (chosen.isPresent() && languages.containsKey(chosen.get())) {
            return chosen.get();
        }
        return wishes(accepted.orElse("")).stream()
                .flatMap(wish -> known(wish.name()).stream())
                .findFirst()
                .orElse(usual);
    }

    private static List<Wish> wishes(String header) {
        List<Wish> wishes = new ArrayList<>();
        String start = header.substring(0, Math.min(LONGEST_HEADER, header.length()));
        for (String each : start.split(",", MOST_WISHES)) {
            Matcher wish = WISH.matcher(each.strip());
            double weight = !wish.matches() ? 0 : wish.group(2) == null ? 1 : Double.parseDouble(wish.group(2));
            if (weight > 0) {
                wishes.add(new Wish(wish.group(1), weight));
            }
        }
        wishes.sort(Comparator.comparingDouble(Wish::weight).reversed());
        return wishes;
    }

    /** The language that is called so, or the one that is less particular: {@code de} for {@code de-AT}. */
    private Optional<String> known(String wish) {
        String part = wish;
        while (true) {
            for (String name : languages.keySet()) {
                if (name.equalsIgnoreCase(part)) {
                    return Optional.of(name);
                }
            }
            int dash = part.lastIndexOf('-');
            if (dash < 0) {
                return Optional.empty();
            }
            part = part.substring(0, dash).toLowerCase(Locale.ROOT);
        }
    }
}
