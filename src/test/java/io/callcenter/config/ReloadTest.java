package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cc_reload} in the real application: its answer, what it changes, and what it reports (docs/design/behaviour.md 1.5, C09). */
class ReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OK = "{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":1}";

    @TempDir
    private Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private StartedApplication application;

    @BeforeEach
    void start() throws Exception {
        application = StartedApplication.in(folder, Map.of());
        application.application().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:cc-notify?multipleConsumers=true")
                        .filter(header("event").isEqualTo("E_CALLCENTER_PROVISIONING_REPORT"))
                        .process(exchange -> reports.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private String reload() throws Exception {
        return application.command("cc_reload", "[]");
    }

    private String listings() throws Exception {
        return application.command("cc_list_flows", "[]") + application.command("cc_list_agents", "[]");
    }

    @Test
    void theAnswerIsOkAndTheDifferencesAndTheSkippedRowsArePublished() throws Exception {
        application.seed();
        application.sql("insert into cc_agents (agentid, location, skills) values ('odd', 'no uri', 'tech')");

        assertThat(reload()).isEqualTo(OK);

        await().atMost(PATIENCE).until(() -> reports.size() == 1);
        assertThat(reports.get(0))
                .contains(
                        "\"flows_added\":[\"support\"]", "\"agents_added\":[\"ann\",\"bob\"]", "\"agents_changed\":[]")
                .contains(
                        "\"skipped_rows\":[{\"table\":\"agents\",\"row\":3,\"id\":\"odd\",\"reason\":\"location: not a SIP URI: no uri\"}]")
                .doesNotContain("omitted");
    }

    @Test
    void aReloadOfUnchangedRowsIsOkAndChangesAndPublishesNothing() throws Exception {
        application.seed();
        reload();
        application.command("cc_agent_login", "[\"bob\",1]");
        await().atMost(PATIENCE).until(() -> reports.size() == 1);
        String before = listings();

        assertThat(reload()).isEqualTo(OK);
        assertThat(listings()).isEqualTo(before).contains("\"bob\",\"Ref\":0,\"Loged in\":\"YES\"");
        application.sql("update cc_agents set wrapup_time = 7 where agentid = 'ann'");
        assertThat(reload()).isEqualTo(OK);

        await().atMost(PATIENCE).until(() -> reports.size() == 2);
        assertThat(reports.get(1)).contains("\"agents_changed\":[\"ann\"]", "\"skipped_rows\":[]");
    }

    @Test
    void c09_anUnreadableTableIsRefusedWith500AndEverythingStaysAsItWas() throws Exception {
        application.seed();
        reload();
        await().atMost(PATIENCE).until(() -> reports.size() == 1); // or the next may overtake it in this queue
        String before = listings();
        application.sql("alter table cc_agents rename to gone");

        assertThat(reload())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":500,\"message\":\"Failed to reload\"},\"id\":1}");
        assertThat(listings()).isEqualTo(before);

        application.sql("alter table gone rename to cc_agents");
        assertThat(reload()).isEqualTo(OK);
        assertThat(listings()).isEqualTo(before);
        application.sql("delete from cc_agents where agentid = 'bob'");
        assertThat(reload()).isEqualTo(OK);
        await().atMost(PATIENCE).until(() -> reports.size() == 2);
        assertThat(reports.get(1)).contains("\"agents_removed\":[\"bob\"]", "\"flows_removed\":[]");
    }
}
