package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(problems).anyMatch(p -> p.startsWith("cc.db.url = "));
        assertThat(problems).anyMatch(p -> p.startsWith("cc.jms.url = "));
        assertThat(problems).anyMatch(p -> p.contains("broken.yaml"));
    }
}
