package io.callcenter.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * What pages are made of, in memory: modules, styles, languages, and the pages themselves, in which {@code @ui@} stands for the folder of the modules and
 * {@code @say:Text@} for that text in the language of the page.
 */
final class Assets {
    private static final String FOLDER = "/web/";
    private static final List<String> SCRIPTS = List.of(
            "live.js",
            "words.js",
            "store.js",
            "mi.js",
            "time.js",
            "text.js",
            "again.js",
            "result.js",
            "frame.js",
            "form.js",
            "board.js",
            "first.js",
            "desk.js",
            "alerts.js",
            "customer.js",
            "window.js",
            "admin.js",
            "edit.js",
            "diff.js",
            "system.js",
            "records.js",
            "search.js",
            "cdrs.js",
            "audit.js",
            "reports.js",
            "rows.js",
            "actions.js",
            "wall.js",
            "pair.js",
            "displays.js");
    /** For pages of integrators, under a name that stays: what they may import, by its name. */
    static final String STABLE = "/ui/v1/cc.js";

    private static final List<String> SHARED = List.of("live", "mi", "text", "time");
    private static final List<String> STYLES = List.of("tokens.css", "pages.css", "forms.css", "wall.css");
    private static final List<String> PAGES = List.of(
            "login.html",
            "board.html",
            "wall.html",
            "desk.html",
            "window.html",
            "admin.html",
            "records.html",
            "displays.html",
            "pair.html",
            "message.html");
    private static final Pattern TEXT = Pattern.compile("@say:([^@]+)@");
    private static final String LIT = "lit-html";
    private static final List<String> LIBRARY =
            List.of("lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js");

    /**
     * A file as it is sent.
     *
     * @param zipped its bytes in gzip
     */
    record File(String type, byte[] plain, byte[] zipped) {}

    private final Map<String, File> files = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> pages = new LinkedHashMap<>();
    private final Languages languages;
    private final String base;

    /** Reads all of them, for those languages. */
    Assets(Languages languages) {
        this.languages = languages;
        SCRIPTS.forEach(name -> add(name, "text/javascript; charset=utf-8", read(FOLDER + name)));
        STYLES.forEach(name -> add(name, "text/css; charset=utf-8", read(FOLDER + name)));
        add("icon.svg", "image/svg+xml", read(FOLDER + "icon.svg"));
        LIBRARY.forEach(name -> add(name, "text/javascript; charset=utf-8", library(name)));
        languages.names().forEach(name -> add("i18n/" + name + ".json", "application/json", languages.json(name)));
        base = "/ui/" + digest() + "/";
        languages.names().forEach(language -> pages.put(language, pages(language)));
    }

    private Map<String, String> pages(String language) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : PAGES) {
            String page = new String(read(FOLDER + name), StandardCharsets.UTF_8)
                    .replace("@ui@", base)
                    .replace("@lang@", language)
                    .replace("@dir@", languages.direction(language))
                    .replace("@languages@", escaped(languages.choice()));
            found.put(
                    name,
                    TEXT.matcher(page)
                            .replaceAll(
                                    text -> Matcher.quoteReplacement(escaped(languages.say(language, text.group(1))))));
        }
        return found;
    }

    /** The languages that pages have. */
    Languages languages() {
        return languages;
    }

    /** The library in the version that the build chose, without the hint to a file that is not served. */
    private static byte[] library(String name) {
        Properties found = new Properties();
        try (InputStream in =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/" + LIT + "/pom.properties")) {
            found.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String path = "/META-INF/resources/webjars/" + LIT + "/" + found.getProperty("version") + "/" + name;
        String text = new String(read(path), StandardCharsets.UTF_8);
        return text.replaceAll("//# sourceMappingURL=.*", "").getBytes(StandardCharsets.UTF_8);
    }

    private void add(String name, String type, byte[] bytes) {
        files.put(name, new File(type, bytes, zip(bytes)));
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, file) -> sha.update(file.plain()));
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What pages of integrators import. */
    File stable() {
        String text = SHARED.stream()
                .map(name -> "export * as " + name + " from '" + base + name + ".js';\n")
                .collect(Collectors.joining());
        byte[] bytes =
                ("/** What pages of yours may use: these names stay. */\n" + text).getBytes(StandardCharsets.UTF_8);
        return new File("text/javascript; charset=utf-8", bytes, zip(bytes));
    }

    /** The file of that path. */
    Optional<File> file(String path) {
        return path.startsWith(base) ? Optional.ofNullable(files.get(path.substring(base.length()))) : Optional.empty();
    }

    /** A page, with texts in the place of {@code @name@}, escaped. */
    String page(String language, String name, Map<String, String> texts) {
        String page = pages.get(language).get(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            page = page.replace("@" + text.getKey() + "@", escaped(text.getValue()));
        }
        return page;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
