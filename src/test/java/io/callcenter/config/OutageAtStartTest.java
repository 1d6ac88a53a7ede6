package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.broker.BrokerSettings;
import io.callcenter.broker.EmbeddedBroker;
import io.callcenter.broker.NoUsers;
import io.callcenter.config.settings.StartFailed;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the application while its database or its broker, each a server apart, is away. */
class OutageAtStartTest {
    @TempDir
    private Path folder;

    private int port;
    private Optional<Server> database = Optional.empty();

    @BeforeEach
    void choosePort() throws Exception {
        port = StartedApplication.freePort();
    }

    @AfterEach
    void databaseGoes() {
        database.ifPresent(Server::stop);
        database = Optional.empty();
    }

    private void databaseComes(String name) throws Exception {
        Path base = Files.createDirectories(folder.resolve(name));
        database = Optional.of(
                Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", base.toString())
                        .start());
    }

    private Map<String, String> onDatabase(String password) {
        return Map.of(
                "cc.db.url",
                "jdbc:h2:tcp://127.0.0.1:" + port + "/./cc",
                "cc.db.user",
                "sa",
                "cc.db.password",
                password,
                "cc.db.start-timeout",
                "1s");
    }

    private StartedApplication start() throws Exception {
        return StartedApplication.in(folder, onDatabase(""));
    }

    private void aFormerStart() throws Exception {
        databaseComes("old");
        try (StartedApplication application = start()) {
            application.seed();
            assertThat(application.command("cc_reload", "[]")).contains("\"OK\"");
        }
        databaseGoes();
    }

    @Test
    void aLaterStartGoesOnWithItsCopyAndCatchesUpByItselfWhenTheDatabaseReturns() throws Exception {
        aFormerStart();

        try (StartedApplication application = start()) {
            assertThat(application.command("cc_list_flows", "[]")).contains("\"support\"");
            HttpResponse<String> ready = application.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"tables\":\"cc.db.url: ").contains("\"sip\":\"UP\"");
            application.command("cc_agent_login", "{\"agent_id\":\"bob\",\"state\":1}");

            databaseComes("new"); // and has no tables
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> application.get("/health/ready").statusCode() == 200);

            assertThat(application.command("cc_list_flows", "[]")).contains("\"Flows\":[]");
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(application.count("select count(*) from cc_x_logins"))
                            .isEqualTo(1));
        }
    }

    @Test
    void tablesOfAnotherGenerationThatComeBackAreSaidAndTakenWhenTheyAreMended() throws Exception {
        aFormerStart();

        try (StartedApplication application = start()) {
            databaseComes("other");
            application.sql(
                    "create table version (table_name varchar(32) not null unique, table_version int not null)",
                    "insert into version values ('cc_flows', 1)",
                    "create table cc_flows (id int)");
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> application.get("/health/ready").body().contains("cc_flows"));
            assertThat(application.command("cc_list_flows", "[]")).contains("\"support\"");

            application.sql("drop table cc_flows", "drop table version");
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> application.get("/health/ready").statusCode() == 200);
        }
    }

    @Test
    void theVeryFirstStartWaitsForItsDatabaseAndThenGivesUp() {
        long from = System.nanoTime();

        assertThatThrownBy(this::start).isInstanceOf(StartFailed.class).hasMessageStartingWith("cc.db.url: ");

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aWrongPasswordEndsALaterStart() throws Exception {
        aFormerStart();
        databaseComes("old");

        assertThatThrownBy(() -> StartedApplication.in(folder, onDatabase("wrong")))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("cc.db.url: ");
    }

    @Test
    void aLaterStartGoesOnWithoutItsBrokerAndTakesCommandsFromItWhenItReturns() throws Exception {
        Map<String, String> settings = Map.of(
                "cc.jms.url",
                "tcp://127.0.0.1:" + port,
                "cc.jms.user",
                "center",
                "cc.jms.password",
                "secret",
                "cc.db.start-timeout",
                "1s");
        assertThatThrownBy(() -> StartedApplication.in(folder, settings))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("cc.jms.url = ");
        StartedApplication.in(folder, Map.of()).close();

        try (StartedApplication application = StartedApplication.in(folder, settings)) {
            assertThat(application.get("/health/ready").body())
                    .contains("\"broker\":\"")
                    .doesNotContain("\"broker\":\"UP\"");
            try (EmbeddedBroker broker = broker()) {
                assertThat(broker.url()).isNotEmpty();
                await().atMost(60, TimeUnit.SECONDS)
                        .until(() -> application.get("/health/ready").statusCode() == 200);
                assertThat(answerOf("which")).contains("cc_list_flows");
            }
        }
    }

    private EmbeddedBroker broker() throws Exception {
        return EmbeddedBroker.start(
                new BrokerSettings(
                        folder.resolve("broker"),
                        "center",
                        "secret",
                        "tcp://127.0.0.1:" + port,
                        Optional.empty(),
                        "",
                        List.of(),
                        true),
                new NoUsers());
    }

    private String answerOf(String command) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
                var session = factory.createContext("center", "secret")) {
            var answers = session.createTemporaryQueue();
            var consumer = session.createConsumer(answers);
            session.createProducer()
                    .setJMSReplyTo(answers)
                    .send(
                            session.createQueue("cc.mi"),
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + command + "\"}");
            return consumer.receiveBody(String.class, 30_000);
        }
    }
}
