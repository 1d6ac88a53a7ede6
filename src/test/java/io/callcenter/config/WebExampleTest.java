package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of {@code examples/web} with its route, and what keeps pages of integrators apart from others. */
class WebExampleTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static StartedApplication application;

    @BeforeAll
    static void start() throws Exception {
        Path users = Files.writeString(
                folder.resolve("users"),
                "vic:" + HASH + ":viewer:flows=support\nann:" + HASH + ":agent\nada:" + HASH + ":admin\n");
        Path pages = Files.createDirectories(folder.resolve("pages"));
        try (var files = Files.list(Path.of("examples/web/pages"))) {
            for (Path file : files.toList()) {
                Files.copy(file, pages.resolve(file.getFileName()));
            }
        }
        String menu = Files.readString(pages.resolve("menu.json")).strip();
        Files.writeString(
                pages.resolve("menu.json"),
                menu.substring(0, menu.lastIndexOf(']')) + ", {\"path\":\"/x/api/only\",\"role\":\"admin\"}]");
        Files.writeString(pages.resolve(".hidden.txt"), "hidden");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(pages.resolve("run.sh"), "no page");
        Files.createSymbolicLink(pages.resolve("link.txt"), folder.resolve("secret.txt"));
        Path routes = Files.createDirectories(folder.resolve("own-routes"));
        Files.copy(Path.of("examples/web/routes/night.yaml"), routes.resolve("night.yaml"));
        Files.writeString(routes.resolve("echo.yaml"), """
                - route:
                    id: echo-headers
                    description: Answers with what it is told of whoever asks
                    from:
                      uri: platform-http:/x/api/echo
                      steps:
                        - setBody:
                            expression:
                              simple: "${header.CcUser}|${header.CcRole}|${header.CcAgent}|${header.CcFlows}|${header.CcOther}|${header.SipX}|${header.Cookie}|${header.X-CC-Token}"
                - route:
                    id: only-admins
                    description: What only admins may have
                    from:
                      uri: platform-http:/x/api/only
                      steps:
                        - setBody:
                            expression:
                              constant: "for admins"
                """);
        application = StartedApplication.in(
                folder,
                Map.of(
                        "cc.http.users", users.toString(),
                        "cc.web.extra", pages.toString(),
                        "cc.routes.extra", routes.toString()));
        application.seed();
        String ada = Base64.getEncoder().encodeToString("ada:pw".getBytes(StandardCharsets.UTF_8));
        assertThat(application
                        .post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reload\"}",
                                "Authorization",
                                "Basic " + ada)
                        .body())
                .contains("OK");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(application.uri(path)).method(method, HttpRequest.BodyPublishers.ofString(""));
        return CLIENT.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String session(String name) throws Exception {
        HttpRequest login = HttpRequest.newBuilder(application.uri("/login"))
                .POST(HttpRequest.BodyPublishers.ofString("name=" + name + "&password=pw"))
                .build();
        String cookie = CLIENT.send(login, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        return send("GET", path, "Cookie", cookie);
    }

    @Test
    void thePageIsShownWithItsModulesAndItsDataToWhoMaySeeIt() throws Exception {
        String vic = session("vic");
        HttpResponse<String> page = get("/x/night.html", vic);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Night shift");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(get("/x/night.js", vic).headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/javascript");
        HttpResponse<String> module = send("GET", "/ui/v1/cc.js");
        assertThat(module.headers().firstValue("Cache-Control")).contains("no-cache");
        Matcher imported =
                Pattern.compile("export \\* as (\\w+) from '([^']+)'").matcher(module.body());
        int names = 0;
        while (imported.find()) {
            assertThat(send("GET", imported.group(2)).statusCode())
                    .as(imported.group())
                    .isEqualTo(200);
            names++;
        }
        assertThat(names).isEqualTo(4);
        assertThat(get("/x/api/night", vic).body()).isEqualTo("{\"onDuty\":\"bob\",\"asks\":\"vic\"}");
        assertThat(get("/web/me", vic).body())
                .contains("\"menu\":[{\"title\":\"Night shift\",\"path\":\"/x/night.html\"}]");

        String ann = session("ann");
        assertThat(get("/x/night.html", ann).statusCode()).isEqualTo(403);
        assertThat(get("/x/api/night", ann).statusCode()).isEqualTo(403);
        assertThat(get("/web/me", ann).body()).contains("\"menu\":[]");
        assertThat(send("GET", "/x/night.html").statusCode()).isEqualTo(303);
        assertThat(send("GET", "/x/api/night").statusCode()).isEqualTo(401);
    }

    @Test
    void aRouteIsToldByUsWhoAsksAndByNobodyElse() throws Exception {
        String vic = session("vic");
        assertThat(send(
                                "GET",
                                "/x/api/echo",
                                List.of(
                                                "Cookie",
                                                vic,
                                                "CcUser",
                                                "ada",
                                                "cc-role",
                                                "admin",
                                                "CCAGENT",
                                                "ann",
                                                "CcOther",
                                                "x",
                                                "SipX",
                                                "x",
                                                "CamelHttpUri",
                                                "http://evil.example/")
                                        .toArray(String[]::new))
                        .body())
                .isEqualTo("vic|viewer||support||||");
        assertThat(get("/x/api/echo", session("ada")).body()).isEqualTo("ada|admin||*||||");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CcUser=ada", "a=b&ccrole=admin", "%43cAgent=bob", "CcFlows=", "SipX=y", "CamelHttpUri=x"})
    void aQueryOrFormSaysNothingByOurNames(String fields) throws Exception {
        String vic = session("vic");
        assertThat(get("/x/api/echo?" + fields, vic).statusCode()).isEqualTo(400);
        assertThat(form("application/x-www-form-urlencoded", fields, vic).statusCode())
                .isEqualTo(400);
        assertThat(form("Application/X-WWW-Form-URLEncoded; charset=UTF-8", fields, vic)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void otherFieldsOfAQueryOrFormReachTheRoute() throws Exception {
        String vic = session("vic");
        assertThat(get("/x/api/echo?shift=night&X-CC-Token=t", vic).body()).isEqualTo("vic|viewer||support||||t");
        HttpResponse<String> sent = form("application/x-www-form-urlencoded", "shift=night&X-CC-Token=t", vic);
        assertThat(sent.body()).isEqualTo("vic|viewer||support||||t");
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nbob\r\n--b--\r\n";
        assertThat(form("multipart/form-data; boundary=b", part.formatted("shift"), vic)
                        .body())
                .startsWith("vic|viewer||support|");
        assertThat(form("multipart/form-data; boundary=b", part.formatted("CcAgent"), vic)
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> form(String type, String body, String cookie) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.uri("/x/api/echo"))
                .header("Cookie", cookie)
                .header("X-CC-Token", token(cookie))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/api/only",
                "/x/api/only/",
                "/x/api/only//",
                "/x/api/only/%2e",
                "/x/api/only/?a=b",
                "/x/api/%6fnly/"
            })
    void dataOfAdminsIsForAdminsByWhateverWay(String path) throws Exception {
        assertThat(get(path, session("vic")).statusCode()).isEqualTo(403);
        assertThat(get("/x/api/only", session("ada")).body()).isEqualTo("for admins");
    }

    private static String token(String cookie) throws Exception {
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(get("/web/me", cookie).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    @Test
    void whatChangesSomethingNeedsTheToken() throws Exception {
        String vic = session("vic");
        assertThat(send("POST", "/x/api/echo", "Cookie", vic).statusCode()).isEqualTo(403);
        String token = token(vic);
        assertThat(send("POST", "/x/api/echo", "Cookie", vic, "X-CC-Token", token)
                        .body())
                .startsWith("vic|viewer|");
        assertThat(send("POST", "/x/night.html", "Cookie", vic, "X-CC-Token", token)
                        .statusCode())
                .isEqualTo(405);
        assertThat(send("GET", "/x/api/echo", "Cookie", vic, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/.hidden.txt",
                "/x/link.txt",
                "/x/run.sh",
                "/x/",
                "/x/none.html",
                "/x/..%2fsecret.txt",
                "/x/%2e%2e/secret.txt",
                "/x//secret.txt",
            })
    void onlyPagesOfThatFolderAreShown(String path) throws Exception {
        HttpResponse<String> answer = get(path, session("ada"));
        assertThat(answer.statusCode()).isIn(404, 401);
        assertThat(answer.body()).doesNotContain("secret.txt\"", "hidden");
    }

    @Test
    void aMenuThatCannotBeReadIsToldAtTheStart() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("odd"));
        Files.writeString(pages.resolve("menu.json"), "[{\"title\":\"Odd\",\"path\":\"/odd\",\"role\":\"viewer\"}]");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> StartedApplication.in(
                                Files.createDirectories(folder.resolve("other")),
                                Map.of("cc.web.extra", pages.toString()))
                        .close()))
                .hasMessageContaining("cc.web.extra")
                .hasMessageContaining("menu.json");
    }
}
