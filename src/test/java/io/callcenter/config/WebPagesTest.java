package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of a running contact center, as a browser asks for them. */
class WebPagesTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
    private static final String LOGIN =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_agent_login\",\"params\":[\"%s\",1]}";

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        StringBuilder users = new StringBuilder();
        List.of("vic:viewer", "oli:operator", "pat:operator", "ada:admin", "ann:agent", "wally:wall")
                .forEach(user ->
                        users.append(user.replace(":", ":" + HASH + ":")).append('\n'));
        Path file = Files.writeString(folder.resolve("users"), users.toString());
        application = StartedApplication.in(folder, Map.of("cc.http.users", file.toString()));
        application.seed();
        assertThat(application
                        .post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reload\"}",
                                "Authorization",
                                "Basic "
                                        + java.util.Base64.getEncoder()
                                                .encodeToString("ada:pw".getBytes(StandardCharsets.UTF_8)))
                        .body())
                .contains("OK");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.uri(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return CLIENT.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return CLIENT.send(
                request(path, headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> login(String name, String password, String more) throws Exception {
        return post("/login", "name=" + name + "&password=" + password + more);
    }

    /** The cookie of a new session. */
    private static String session(String name) throws Exception {
        String cookie = login(name, "pw", "").headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String token(String cookie) throws Exception {
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(get("/web/me", "Cookie", cookie).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static HttpResponse<String> command(String cookie, String token, String body, String... more)
            throws Exception {
        List<String> headers = new java.util.ArrayList<>(
                List.of("Cookie", cookie, "Content-Type", "application/json", "X-CC-Token", token));
        headers.addAll(List.of(more));
        return post("/web/mi", body, headers.toArray(String[]::new));
    }

    @Test
    void w01_aLoginOpensASessionAndALogoutEndsIt() throws Exception {
        HttpResponse<String> wrong = login("vic", "no", "");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Name or password is wrong.").doesNotContain("<script");
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();

        HttpResponse<String> right = login("vic", "pw", "&next=/wall");
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Location")).contains("/wall");
        String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains("cc_session_0=", "HTTPOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");

        String own = cookie.substring(0, cookie.indexOf(';'));
        assertThat(session("vic")).isNotEqualTo(own);
        assertThat(get("/board", "Cookie", own).statusCode()).isEqualTo(200);
        assertThat(post("/logout", "", "Cookie", own, "X-CC-Token", token(own)).statusCode())
                .isEqualTo(303);
        assertThat(get("/board", "Cookie", own).headers().firstValue("Location"))
                .contains("/login?next=/board");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example/, /", "//evil.example, /", "/mi, /", "/board?x, /", "/board, /board"})
    void w01_aLoginLeadsToPagesOfOursOnly(String next, String location) throws Exception {
        assertThat(login("vic", "pw", "&next=" + next).headers().firstValue("Location"))
                .contains(location);
    }

    @Test
    void w03_withoutItsTokenNothingIsDone() throws Exception {
        String oli = session("oli");
        String body = LOGIN.formatted("bob");
        assertThat(command(oli, "", body).statusCode()).isEqualTo(403);
        assertThat(command(oli, token(session("oli")), body).statusCode()).isEqualTo(403);
        assertThat(command(oli, token(oli), body, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(command(oli, token(oli), body, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/web/mi", "Cookie", oli).statusCode()).isEqualTo(405);
        assertThat(get("/logout", "Cookie", oli).statusCode()).isEqualTo(405);
        assertThat(post("/web/mi", body, "Content-Type", "application/json").statusCode())
                .isEqualTo(401);
        assertThat(board(session("vic"), "agents")).contains("[\"bob\",\"offline\"");
        assertThat(command(oli, token(oli), body).body()).contains("OK");
        String vic = session("vic");
        await().until(() -> board(vic, "agents").contains("[\"bob\",\"free\""));
        assertThat(command(oli, token(oli), body.replace(",1]", ",0]")).body()).contains("OK");
    }

    private static String board(String cookie, String topics) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                request("/web/board?topics=" + topics, "Cookie", cookie).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "vic, /board, 403, 403",
        "oli, /board, 403, 403",
        "ada, /board, 403, 200",
        "ann, /desk, 200, 403",
        "wally, /wall, 403, 403",
    })
    void w06_eachRoleHasItsPages(String name, String first, int desk, int admin) throws Exception {
        String cookie = session(name);
        assertThat(get("/", "Cookie", cookie).headers().firstValue("Location")).contains(first);
        assertThat(get("/desk", "Cookie", cookie).statusCode()).isEqualTo(desk);
        assertThat(get("/desk/window", "Cookie", cookie).statusCode()).isEqualTo(desk);
        assertThat(get("/admin", "Cookie", cookie).statusCode()).isEqualTo(admin);
        assertThat(get("/web/health", "Cookie", cookie).statusCode()).isEqualTo(admin);
    }

    @Test
    void w01_aLoginLeadsToAPageThatIsForTheUser() throws Exception {
        assertThat(login("ann", "pw", "&next=/board").headers().firstValue("Location"))
                .contains("/");
        assertThat(login("ann", "pw", "&next=/desk").headers().firstValue("Location"))
                .contains("/desk");
        assertThat(login("vic", "pw", "&next=/admin").headers().firstValue("Location"))
                .contains("/");
    }

    @Test
    void w32_anAgentFollowsThemselvesAndNobodyElse() throws Exception {
        String ann = session("ann");
        String all = board(ann, "me,flows,agents,waiting,totals");
        assertThat(all)
                .contains("\"me\":", "\"flows\":")
                .doesNotContain("\"agents\":", "\"waiting\":", "\"totals\":", "bob");
        assertThat(board(session("ada"), "me,agents")).doesNotContain("\"me\":");
        String body = LOGIN.formatted("bob");
        assertThat(command(ann, token(ann), body).body()).contains("-32003");
    }

    @Test
    void w09_anAdminEndsASessionAndItsPageEndsToo() throws Exception {
        String oli = session("oli");
        String ada = session("ada");
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_session_list\"}";
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\",\"user\":\"oli\"")
                .matcher(command(ada, token(ada), list).body());
        try (Listener page = new Listener("/web/live?topics=agents&after=x-1", oli)) {
            while (id.find()) {
                command(
                        ada,
                        token(ada),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_session_end\",\"params\":[\"" + id.group(1)
                                + "\"]}");
            }
            await().atMost(java.time.Duration.ofSeconds(5)).until(() -> page.lines.contains("data: \"session\""));
        }
        assertThat(get("/web/me", "Cookie", oli).statusCode()).isEqualTo(401);
        assertThat(get("/web/me", "Cookie", ada).statusCode()).isEqualTo(200);
    }

    @Test
    void w09_whoLosesTheirRoleIsOutSoon() throws Exception {
        String pat = session("pat");
        Path file = folder.resolve("users");
        String users = Files.readString(file);
        try (Listener page = new Listener("/web/live?topics=agents&after=x-1", pat)) {
            Files.writeString(file, users.replaceAll("pat:.*", ""));
            await().atMost(java.time.Duration.ofSeconds(5)).until(() -> page.lines.contains("data: \"session\""));
        } finally {
            Files.writeString(file, users);
        }
        assertThat(get("/web/me", "Cookie", pat).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "vic, 200, 403, 200",
        "oli, 200, 200, 200",
        "ada, 200, 200, 200",
        "ann, 403, 403, 403",
        "wally, 200, 403, 403",
    })
    void w06_eachRoleSeesAndDoesItsPart(String name, int page, int login, int listing) throws Exception {
        String cookie = session(name);
        String token = token(cookie);
        assertThat(get("/board", "Cookie", cookie).statusCode()).isEqualTo(page);
        assertThat(command(cookie, token, LOGIN.formatted("bob").replace(",1]", ",0]"))
                        .statusCode())
                .isEqualTo(login);
        assertThat(command(cookie, token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_list_agents\"}")
                        .statusCode())
                .isEqualTo(listing);
    }

    @ParameterizedTest
    @CsvSource({
        "vic, cc_list_queue, 403",
        "vic, call_center:list_queue, 403",
        "vic, list_queue, 403",
        "vic, cc_list_calls, 200",
        "oli, cc_list_queue, 200",
    })
    void w07_commandsDoNotShowCallersToWhomPagesHideThem(String name, String method, int status) throws Exception {
        String cookie = session(name);
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
        HttpResponse<String> answer = command(cookie, token(cookie), body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(status == 200 ? "\"Calls\"" : "-32003");
        assertThat(get("/web/me", "Cookie", cookie).body().contains("cc_list_queue"))
                .isEqualTo(name.equals("oli"));
    }

    @Test
    void eachEntryOfABatchCounts() throws Exception {
        String cookie = session("oli");
        String token = token(cookie);
        String one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_list_agents\"}";

        assertThat(command(cookie, token, "[" + one + ("," + one).repeat(20) + "]")
                        .statusCode())
                .isEqualTo(429);
        assertThat(command(cookie, token, "[" + one + ("," + one).repeat(9) + "]")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "cc_agent_pause, ann, 200",
        "cc_agent_ready, ann, 200",
        "cc_agent_pause, bob, 403",
        "cc_agent_release, ann, 403",
        "cc_list_agents, ann, 403",
    })
    void a11_anAgentMayDoTheirOwnAlone(String method, String agent, int status) throws Exception {
        String params = method.startsWith("cc_list") ? "{}" : "{\"agent_id\":\"" + agent + "\"}";
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        String cookie = session("ann");

        assertThat(command(cookie, token(cookie), body).statusCode()).isEqualTo(status);
        assertThat(application
                        .post(
                                body,
                                "Authorization",
                                "Basic "
                                        + java.util.Base64.getEncoder()
                                                .encodeToString("ann:pw".getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void eachAnswerKeepsThePageApartFromOthers() throws Exception {
        String cookie = session("vic");
        for (String path : List.of("/board", "/wall", "/login", "/web/me", "/web/nothing", "/ui/x/board.js")) {
            var headers = get(path, "Cookie", cookie).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void pagesAreSmallAndTheirFilesAreThereForAYear() throws Exception {
        String page = get("/board", "Cookie", session("vic")).body();
        Matcher file = Pattern.compile("(?:src|href)=\"(/ui/[^\"]+)\"").matcher(page);
        assertThat(page.length()).isLessThan(4096);
        int found = 0;
        while (file.find()) {
            HttpResponse<String> answer = get(file.group(1));
            assertThat(answer.statusCode()).as(file.group(1)).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            found++;
        }
        assertThat(found).isGreaterThan(2);
    }

    @Test
    void w03_aLinkFromElsewhereLoadsThePageAgainAndNothingElse() throws Exception {
        HttpResponse<String> page = get("/board", "Sec-Fetch-Site", "cross-site");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("url=/board");
        assertThat(get("/web/me", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    }

    @Test
    void w14_aStreamTellsOfChangesAndOfAPlaceThatItDoesNotKnow() throws Exception {
        String oli = session("oli");
        String token = token(oli);
        String snapshot = board(oli, "agents");
        Matcher place = Pattern.compile("\"at\":\"([^\"]+)\"").matcher(snapshot);
        assertThat(place.find()).isTrue();
        try (Listener known = new Listener("/web/live?topics=agents&after=" + place.group(1), oli);
                Listener unknown = new Listener("/web/live?topics=agents&after=x-1", oli)) {
            await().until(() -> unknown.lines.contains("event: reset"));
            command(oli, token, LOGIN.formatted("bob"));
            await().until(() -> known.lines.stream().anyMatch(line -> line.contains("[\"bob\",\"free\"")));
            command(oli, token, LOGIN.formatted("bob").replace(",1]", ",0]"));
            await().until(() -> known.lines.stream().anyMatch(line -> line.contains("[\"bob\",\"offline\"")));
            assertThat(known.lines).doesNotContain("event: reset").noneMatch(line -> line.contains("\"flows\""));
            post("/logout", "", "Cookie", oli, "X-CC-Token", token);
            await().atMost(java.time.Duration.ofSeconds(20)).until(() -> known.lines.contains("data: \"session\""));
        }
    }

    /** A page that listens. */
    private static final class Listener implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final java.io.InputStream in;

        Listener(String path, String cookie) throws Exception {
            in = CLIENT.send(request(path, "Cookie", cookie).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            Thread reader = new Thread(() -> {
                try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                    text.lines().forEach(lines::add);
                } catch (java.io.IOException | java.io.UncheckedIOException e) {
                    lines.add("closed");
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        @Override
        public void close() throws java.io.IOException {
            in.close();
        }
    }

    private static String value(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as("%s in %s", name, json).isTrue();
        return found.group(1);
    }

    @Test
    void w27_aScreenIsLetInByTheCodeThatItShowsAndNobodyElseIs() throws Exception {
        assertThat(get("/pair").body()).contains("pair.js");
        String begun = post("/web/pair", "").body();
        String code = value(begun, "code");
        String ask = "/web/pair/" + code;
        assertThat(code).matches("[B-Z]{8}");
        assertThat(get(ask, "X-CC-Pair", value(begun, "secret")).body()).contains("waits");
        assertThat(get(ask, "X-CC-Pair", "x").statusCode()).isEqualTo(404);
        assertThat(post("/web/pair", "", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(get("/web/pair").statusCode()).isEqualTo(405);

        String pair = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_display_pair\",\"params\":[\"" + code.toLowerCase()
                + "\",\"%s\"]}";
        String vic = session("vic");
        String oli = session("oli");
        assertThat(command(vic, token(vic), pair.formatted("lobby")).statusCode())
                .isEqualTo(403);
        assertThat(command(oli, token(oli), pair.formatted("a:b")).body()).contains("Bad name");
        assertThat(command(oli, token(oli), pair.formatted("lobby")).body()).contains("OK");
        assertThat(command(oli, token(oli), pair.formatted("lobby")).body()).contains("404");
        assertThat(get(ask).headers().firstValue("Set-Cookie")).isEmpty();

        HttpResponse<String> in = get(ask, "X-CC-Pair", value(begun, "secret"));
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "SameSite=Strict", "Max-Age=7776000");
        String screen = cookie.substring(0, cookie.indexOf(';'));
        assertThat(get(ask, "X-CC-Pair", value(begun, "secret")).statusCode()).isEqualTo(404);
        assertThat(get("/", "Cookie", screen).headers().firstValue("Location")).contains("/wall");
        assertThat(get("/web/me", "Cookie", screen).body())
                .contains("\"role\":\"wall\"", "display:lobby", "\"can\":[]");
        assertThat(get("/displays", "Cookie", screen).statusCode()).isEqualTo(403);
        assertThat(board(screen, "flows,waiting")).contains("[\"support\"");
        String ada = session("ada");
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_session_list\"}";
        assertThat(command(ada, token(ada), list).body()).contains("display:lobby");
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, , Log in",
        "'de-AT,de;q=0.9,en;q=0.8', , Anmelden",
        "'fr,de;q=0.3,en;q=0.2', , Anmelden",
        "fr, , Log in",
        "en, cc_language=de, Anmelden",
        "de, cc_language=xx, Anmelden",
    })
    void w40_aPageSpeaksTheChosenLanguageOrTheOneThatTheBrowserWishes(String wish, String cookie, String word)
            throws Exception {
        String page = cookie == null
                ? get("/login", "Accept-Language", wish).body()
                : get("/login", "Accept-Language", wish, "Cookie", cookie).body();
        assertThat(page).contains(">" + word + "</button>");
    }

    @Test
    void onlyTheOwnerOfTheProcessReadsTheFileOfSessions() throws Exception {
        session("vic");
        Path file = await().ignoreExceptions()
                .until(
                        () -> {
                            try (var files = Files.walk(folder)) {
                                return files.filter(path -> path.endsWith("web-sessions.json"))
                                        .findFirst();
                            }
                        },
                        java.util.Optional::isPresent)
                .orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
