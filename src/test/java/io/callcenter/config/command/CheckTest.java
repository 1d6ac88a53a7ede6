package io.callcenter.config.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.config.settings.SettingSources;
import io.callcenter.config.settings.Settings;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    private Path folder;

    private List<String> problems(Map<String, String> options) throws Exception {
        return new Check(Settings.resolve(new SettingSources(options, Map.of(), Optional.empty(), folder))).problems();
    }

    @Test
    void nothingIsWrongWithTheDefaults() throws Exception {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(folder.resolve("data")).as("a check makes nothing").doesNotExist();
    }

    @Test
    void aMistypedVariableAndARouteThatNobodyCallsAreNamedAsAtTheStart_N9_N7() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                routes.resolve("mine.yaml"),
                "- route:\n    id: a\n    from:\n      uri: direct:effect-conect\n      steps:\n        - log: x\n");
        Map<String, String> environment = Map.of("CC_WRAPUP_TIM", "3", "CC", "gcc");
        Check check = new Check(Settings.resolve(new SettingSources(Map.of(), environment, Optional.empty(), folder)));

        assertThat(check.problems()).isEmpty();
        assertThat(check.warnings())
                .containsExactly(
                        "CC_WRAPUP_TIM is no setting; did you mean CC_WRAPUP_TIME?",
                        routes.resolve("mine.yaml")
                                + ": nothing calls direct:effect-conect; did you mean direct:effect-connect?");
    }

    @Test
    void tablesOfAnotherVersionAreNamedAndNoneIsMade() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("tables");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE version (table_name VARCHAR(32), table_version INT)");
            statement.execute("INSERT INTO version VALUES ('cc_agents', 2)");
            statement.execute("CREATE TABLE cc_agents (id INT)");
        }
        Path file = folder.resolve("tables.mv.db");
        byte[] before = Files.readAllBytes(file);

        assertThat(problems(Map.of("cc.db.url", url)))
                .singleElement()
                .asString()
                .startsWith("cc.agents-table: table cc_agents");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aDatabaseFileThatARunningProcessUsesIsFine() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("used");
        DriverManager.getConnection(url).close();
        // As another process does it: H2 holds a lock on its file.
        try (FileChannel file = FileChannel.open(folder.resolve("used.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(problems(Map.of("cc.db.url", url))).isEmpty();
        }
    }

    @Test
    void anEmptyFolderOfRoutesIsNone() throws Exception {
        assertThat(problems(Map.of("cc.routes.extra", ""))).isEmpty();
    }

    @Test
    void aDatabaseABrokerUsersAndARouteFileAreNamed() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Path users = Files.writeString(folder.resolve("users"), "ann:plain:admin");
        Files.writeString(routes.resolve("broken.yaml"), "- route:\n    id: x\n    from: [");

        List<String> problems = problems(Map.of(
                "cc.db.url",
                "jdbc:postgresql://127.0.0.1:1/none",
                "cc.jms.url",
                "tcp://127.0.0.1:1",
                "cc.http.users",
                users.toString(),
                "cc.routes.extra",
                routes.toString()));

        assertThat(problems).anyMatch(p -> p.startsWith("cc.http.users = "));
        assertThat(problems).anyMatch(p -> p.startsWith("cc.db.url: "));
        assertThat(problems).anyMatch(p -> p.startsWith("cc.jms.url = "));
        assertThat(problems).anyMatch(p -> p.contains("broken.yaml"));
    }
}
