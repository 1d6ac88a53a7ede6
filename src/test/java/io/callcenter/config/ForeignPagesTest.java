package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nobody is asked for a password, no page in a browser may steer the contact center, under whichever name it reaches it. */
class ForeignPagesTest {
    private static final String RESET = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reset_stats\"}";

    /** By the rule, or before, where it is no host at all. */
    private static final String REFUSED = "(?s)HTTP/1.1 4(00|21) .*\\{\"error\":\\{\"code\":4(00|21),.*";

    @TempDir
    private static Path folder;

    private static StartedApplication application;

    @BeforeAll
    static void start() throws Exception {
        application = StartedApplication.in(folder, Map.of("cc.http.hosts", "desk.example, desk.example:8443"));
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static String raw(String head) throws Exception {
        try (RawHttp http = new RawHttp(application.uri("/"))) {
            return http.send(head).answer();
        }
    }

    private static String post(String headers) throws Exception {
        return raw("POST /mi HTTP/1.1\r\n" + headers + "Content-Length: " + RESET.length() + "\r\n\r\n" + RESET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:127.0.0.1",
                "localhost@evil.example",
                "10.0.0.1",
                "[::2]",
                "0.0.0.0",
                "",
            })
    void aNameThatLeadsHereWithoutBeingOursIsRefusedEverywhere_M1(String host) throws Exception {
        String headers = "Host: " + host + "\r\nOrigin: http://" + host + "\r\n";

        assertThat(post(headers + "Content-Type: application/json\r\n")).matches(REFUSED);
        for (String path : new String[] {"/metrics", "/health/live", "/health/ready", "/nothing"}) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .as(path)
                    .matches(REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:9000",
                "localhost",
                "LOCALHOST:8080",
                "[::1]:8080",
                "desk.example",
                "desk.example:1"
            })
    void loopbackAndTheNamesThatAreSetAreTaken_M1(String host) throws Exception {
        assertThat(post("Host: " + host + "\r\nContent-Type: application/json\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"OK\"");
    }

    @Test
    void oneHostIsNeededFromClientsThatKnowIt_M1() throws Exception {
        assertThat(raw("GET /health/live HTTP/1.1\r\n\r\n")).matches(REFUSED);
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"))
                .matches(REFUSED);
        assertThat(raw("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200 ");
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "CROSS-SITE, 403", "same-origin, 200", "none, 200"})
    void theSiteThatABrowserNamesDecides_M1(String site, int status) throws Exception {
        assertThat(application.post(RESET, "Sec-Fetch-Site", site).statusCode()).isEqualTo(status);
        assertThat(application.get("/metrics", "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(status);
        assertThat(application.get("/health/live", "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "null, 403",
        "http://127.0.0.1:1, 403",
        "file://, 403",
        "https://desk.example, 200",
        "https://desk.example:8443, 200",
        "https://desk.example:9443, 403",
    })
    void thePageThatABrowserNamesDecides_M1(String origin, int status) throws Exception {
        assertThat(application.post(RESET, "Origin", origin).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "text/plain; application/json"
            })
    void whatAFormOrAScriptMaySendUnaskedIsNoCommand_M1(String type) throws Exception {
        var answer = application.post(RESET, "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("\"code\":415", "application/json");
    }

    @Test
    void aTypeIsNeededAndMayHaveParameters_M1() throws Exception {
        assertThat(post("Host: localhost\r\n")).startsWith("HTTP/1.1 415 ");
        assertThat(post("Host: localhost\r\nContent-Type: Application/JSON; charset=utf-8\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(post("Host: localhost\r\nContent-Type: application/json-rpc\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBrowserThatAsksFirstIsNotAllowedTo_M1() throws Exception {
        String answer = raw("OPTIONS /mi HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST")
                .doesNotContainIgnoringCase("access-control");
    }

    @Test
    void whoIsRefusedIsInTheAuditOnceInAWhileWhateverTheySay_M1(@TempDir Path own) throws Exception {
        try (StartedApplication fresh = StartedApplication.in(own, Map.of());
                HeardLog audit = new HeardLog("audit")) {
            for (int i = 0; i < 20; i++) {
                fresh.get("/metrics", "Origin", "http://audited" + (i == 0 ? "" : i) + ".example");
            }
            assertThat(audit.lines())
                    .containsExactly(
                            "- from http 127.0.0.1: turned away: a page of another site: http://audited.example");
        }
    }
}
