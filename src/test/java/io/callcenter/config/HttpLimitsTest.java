package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.callcenter.config.http.HttpConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes to the port of the management interface is answered or closed, costs a bounded amount, and leaves no stack trace. */
class HttpLimitsTest {
    private static final String POST = "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private HeardLog log;

    @BeforeAll
    static void start() throws Exception {
        application = StartedApplication.in(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void listen() {
        log = new HeardLog("ROOT");
    }

    @AfterEach
    void nothingFellOverAndAllIsServed() throws Exception {
        assertThat(application.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(application.command("cc_list_calls", "[]")).contains("\"Calls\"");
        log.close();
        assertThat(log.events())
                .filteredOn(event ->
                        event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.INFO))
                .isEmpty();
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(application.uri("/"));
    }

    @Test
    void aChunkedBodyBeyondAMebibyteGets413_L2() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
            for (int i = 0; i < 20; i++) {
                http.send(chunk);
            }
            assertThat(http.answer()).startsWith("HTTP/1.1 413 ").contains("\"code\":413", "larger than 1048576 bytes");
        }
        assertThat(log.lines()).noneMatch(line -> line.contains("Unhandled") || line.contains("already"));
    }

    @Test
    void aLengthBeyondAMebibyteGets413BeforeItsBodyIsSent_L2() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Content-Length: 100000000\r\n\r\n");
            assertThat(http.answer()).startsWith("HTTP/1.1 413 ").contains("{\"error\":");
            assertThat(http.rest()).isEmpty();
        }
    }

    @Test
    void aBodyALittleTooLargeGetsAnErrorOfJsonRpc_L2() throws Exception {
        var answer = application.post(new byte[MEBIBYTE + 1]);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("-32600");
    }

    @ParameterizedTest
    @CsvSource({
        "/health/live?q=, 5000, 414",
        "/health/live, 10, 200",
        "/%zz, 0, 400",
        "/mi/../metrics, 0, 200",
        "/nothing, 0, 404"
    })
    void aPathHasALimitAndAForm_L2(String path, int more, int status) throws Exception {
        try (RawHttp http = connect()) {
            String query = more == 10 ? "?" + "q".repeat(more) : "q".repeat(more);
            String answer = http.send("GET " + path + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .answer();

            assertThat(answer).matches("(?s)HTTP/1.[01] " + status + " .*");
            if (status >= 400) {
                assertThat(answer)
                        .containsIgnoringCase("content-type: application/json")
                        .contains("{\"error\":{\"code\":" + status);
            }
        }
    }

    @Test
    void headersHaveALimit_L2() throws Exception {
        try (RawHttp http = connect()) {
            http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(http.answer()).startsWith("HTTP/1.1 431 ").contains("{\"error\":{\"code\":431");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n",
                "GET /metrics\r\n\r\n",
                "hello\r\n\r\n",
                "\r\n\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX\u0000: y\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "POST /mi HTTP/1.1\r\nHost: localhost\r\nExpect: a miracle\r\nContent-Length: 2\r\n\r\n{}",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            })
    void whatIsNoRequestOrHalfOfOneIsRefusedOrClosed_L2(String bytes) throws Exception {
        try (RawHttp http = connect()) {
            String answer = http.send(bytes).half().rest();
            assertThat(answer)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            refused -> assertThat(refused).matches("(?s)HTTP/\\d\\.\\d [45].*"));
        }
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerLeavesNoTrace_L2() throws Exception {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get_statistics\",\"params\":[\"all\"]}";
        for (int i = 0; i < 20; i++) {
            connect()
                    .send(POST + "Content-Length: " + list.length() + "\r\n\r\n" + list)
                    .reset();
            connect().send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").reset();
            connect()
                    .send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reset();
            connect().send(POST + "Content-Length: 100\r\n\r\n{").reset();
        }
    }

    @Test
    void nobodyIsTakenToHttp2_L3() throws Exception {
        try (RawHttp http = connect()) {
            http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            assertThat(http.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void connectionsThatAskNothingMakeRoomForThoseThatDo_L3() throws Exception {
        List<RawHttp> silent = new ArrayList<>();
        try {
            for (int i = 0; i < HttpConnections.MOST + 20; i++) {
                silent.add(connect());
            }
            try (RawHttp http = connect()) {
                assertThat(http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .answer())
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(silent.get(0).rest()).as("the oldest is closed").isEmpty();
        } finally {
            for (RawHttp http : silent) {
                http.close();
            }
        }
    }

    @Test
    void connectionsWhoseRequestWasRefusedAtOnceMakeRoomToo_L3() throws Exception {
        List<RawHttp> refused = new ArrayList<>();
        try {
            for (int i = 0; i < HttpConnections.MOST + 20; i++) {
                RawHttp http = connect();
                refused.add(http);
                assertThat(http.send("PUT /web/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .answer())
                        .startsWith("HTTP/1.1 405 ");
            }
            assertThat(refused.get(0).rest()).as("the oldest is closed").isEmpty();
        } finally {
            for (RawHttp http : refused) {
                http.close();
            }
        }
    }

    @Test
    void everyWrongWaySaysInJsonWhatIsWrong() throws Exception {
        assertThat(application.get("/mi").body())
                .isEqualTo("{\"error\":{\"code\":405,\"message\":\"Method Not Allowed\"}}");
        assertThat(application.get("/nothing").body())
                .isEqualTo("{\"error\":{\"code\":404,\"message\":\"Not Found\"}}");
        assertThat(application.post("").body()).contains("\"code\":400", "a request is needed");
        assertThat(application.get("/mi").headers().firstValue("Allow")).contains("POST");
    }
}
