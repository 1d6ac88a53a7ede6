package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** W38: what was done by pages, searched for in a page. */
class AuditPagesTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
    private static final String DAYS = "from=2020-01-01&to=2100-01-01";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static StartedApplication application;

    @BeforeAll
    static void start() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "oli:" + HASH + ":operator\nada:" + HASH + ":admin\n");
        application = StartedApplication.in(folder, Map.of("cc.http.users", users.toString()));
        application.seed();
        // Without it, 31 days are the longest span of calls.
        application.sql("CREATE INDEX cc_x_cdrs_received ON cc_cdrs (received_timestamp, id)");
        Session ada = Session.of("ada");
        assertThat(ada.command("cc_reload", "[]")).contains("OK");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    /** Somebody who is logged in. */
    private record Session(String cookie, String token) {
        static Session of(String name) throws Exception {
            HttpResponse<String> in = post("/login", "name=" + name + "&password=pw", List.of());
            String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
            cookie = cookie.substring(0, cookie.indexOf(';'));
            Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"")
                    .matcher(new Session(cookie, "").get("/web/me").body());
            assertThat(token.find()).isTrue();
            return new Session(cookie, token.group(1));
        }

        static HttpResponse<String> post(String path, String body, List<String> headers) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(application.uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> get(String path) throws Exception {
            return CLIENT.send(
                    HttpRequest.newBuilder(application.uri(path))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        String command(String method, String params) throws Exception {
            String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
            return post(
                            "/web/mi",
                            body,
                            List.of("Cookie", cookie, "Content-Type", "application/json", "X-CC-Token", token))
                    .body();
        }

        /** Who, deed, flow, agent and answer of what is found. */
        List<String> audit(String more) throws Exception {
            HttpResponse<String> answer = get("/web/audit?" + DAYS + more);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            List<String> found = new ArrayList<>();
            for (JsonNode row : new JsonMapper().readTree(answer.body()).path("rows")) {
                found.add(row.get(1).asText() + " " + row.get(3).asText() + " "
                        + row.get(4).asText() + " " + row.get(5).asText() + " "
                        + row.get(8).asText());
            }
            return found;
        }
    }

    private static void awaitEntries(Session who, String more, String... entries) {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(who.audit(more)).contains(entries));
    }

    @Test
    void w38_everyActionLoginRefusalSearchAndExportIsThere() throws Exception {
        Session oli = Session.of("oli");
        Session.post("/login", "name=eve&password=hush-hush", List.of());
        oli.command("cc_agent_login", "[\"bob\",1]");
        oli.command("cc_agent_pause", "{\"agent_id\":\"bob\",\"reason\":\"\"}");
        oli.command("cc_agent_ready", "[\"bob\"]");
        oli.command("cc_hangup", "[\"no-call\"]");
        oli.command("cc_dispatch_call_to_agent", "[\"no-call\",\"bob\"]");
        oli.command("cc_flow_set", "{\"flow_id\":\"support\",\"priority\":\"7\"}");
        oli.command("cc_agent_login", "[\"bob\",0]");
        assertThat(oli.get("/web/cdrs?" + DAYS + "&caller=4711").statusCode()).isEqualTo(200);
        assertThat(oli.get("/web/cdrs?" + DAYS + "&format=csv").statusCode()).isEqualTo(200);
        assertThat(oli.get("/web/audit?" + DAYS).statusCode()).isEqualTo(403);
        Session.post("/logout", "", List.of("Cookie", oli.cookie(), "X-CC-Token", oli.token()));

        Session ada = Session.of("ada");
        awaitEntries(
                ada,
                "&who=oli",
                "oli login   OK",
                "oli call_center:agent_login  bob OK",
                "oli call_center:agent_pause  bob OK",
                "oli call_center:agent_ready  bob OK",
                "oli call_center:hangup   404 Call not found",
                "oli call_center:dispatch_call_to_agent  bob 403 Internal dispatching is enabled",
                "oli call_center:flow_set support  -32003 Forbidden: needs role admin",
                "oli cdr-search   OK",
                "oli cdr-export   OK",
                "oli logout   OK");
        awaitEntries(ada, "&who=eve", "eve refused   wrong name or password");
        awaitEntries(ada, "&deed=audit-search", "ada audit-search   OK");
        assertThat(ada.audit("&target=bob")).isNotEmpty().allMatch(entry -> entry.contains(" bob "));
        assertThat(application.count("SELECT COUNT(*) FROM cc_x_audit WHERE details LIKE '%caller=4711%'"))
                .isEqualTo(1);
        assertThat(application.count("SELECT COUNT(*) FROM cc_x_audit WHERE details LIKE '%hush%' OR answer LIKE"
                        + " '%hush%' OR who LIKE '%hush%' OR details LIKE '%" + oli.token() + "%'"))
                .isZero();
    }

    @Test
    void v11_aForgottenCallerIsInNoTableAndTheCommandDoesNotNameThem() throws Exception {
        application.sql("INSERT INTO cc_cdrs (caller, received_timestamp, flow_id) VALUES ('+49305550815', TIMESTAMP"
                + " '2026-12-01 09:00:00', 'support')");
        Session ada = Session.of("ada");
        assertThat(ada.get("/web/cdrs?" + DAYS + "&caller=%2B49305550815").body())
                .contains("+49305550815");
        awaitEntries(ada, "&deed=cdr-search", "ada cdr-search   OK");

        assertThat(Session.of("oli").command("cc_forget", "[\"+49305550815\"]")).contains("-32003");
        for (String other : List.of("", "+4", "OK", "oli", "bob", "support")) {
            assertThat(ada.command("cc_forget", "{\"caller\":\"" + other + "\"}"))
                    .as(other)
                    .contains("400", "Bad caller");
        }
        assertThat(ada.command("cc_forget", "[\"+49305550815\"]")).contains("\"cc_cdrs\":1", "\"cc_x_audit\":1");
        awaitEntries(
                ada, "&deed=call_center:forget&who=oli", "oli call_center:forget   -32003 Forbidden: needs role admin");
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(ada.audit("&deed=call_center:forget&who=ada"))
                        .anyMatch(entry -> entry.contains("\"cc_cdrs\":1")));
        assertThat(application.count("SELECT COUNT(*) FROM cc_cdrs WHERE caller LIKE '%0815'"))
                .isZero();
        assertThat(application.count(
                        "SELECT COUNT(*) FROM cc_x_audit WHERE details LIKE '%0815%' OR answer LIKE '%0815%'"))
                .isZero();
    }

    @Test
    void w38_aFileHasALineForEachDeed() throws Exception {
        Session ada = Session.of("ada");
        ada.command("cc_session_end", "{\"session_id\":\"=1+1\"}");
        awaitEntries(ada, "&deed=call_center:session_end", "ada call_center:session_end   404 Session not found");
        HttpResponse<String> file = ada.get("/web/audit?" + DAYS + "&deed=call_center:session_end&format=csv");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(file.body().lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo("at,who,origin,deed,flow_id,agent_id,call_id,details,answer");
        assertThat(ada.get("/web/audit?" + DAYS + "&limit=7").statusCode()).isEqualTo(400);
        assertThat(ada.get("/web/audit?" + DAYS + "&after=99999999999999-9999999999999999999")
                        .statusCode())
                .isEqualTo(400);
    }
}
