package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.SettingSources;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.Membership;
import io.callcenter.ha.Nodes;
import io.callcenter.ha.SharedFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member whose records are of the next version: its start fails with one line, which the program ends with and 2. */
class FormerVersionTest {
    private static final int NEXT = SharedFormat.NEWEST + 1;
    private static final String WHY = "cc.ha.members: the members write format " + NEXT
            + ", and this version reads up to " + SharedFormat.NEWEST + ": start a newer one";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void leaveALogOfTheNextVersion() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        Nodes.leaveLog(members(settings("voter")), data.resolve("ha"), NEXT);
    }

    private Settings settings(String role) throws Exception {
        Map<String, String> given = new HashMap<>(Map.of(
                "cc.ha.members",
                "a=127.0.0.1:" + Nodes.free(),
                "cc.ha.self",
                "a",
                "cc.ha.role",
                role,
                "cc.data",
                data.toString(),
                "cc.db.url",
                "jdbc:postgresql://127.0.0.1/cc",
                "cc.jms.url",
                "tcp://127.0.0.1:61616"));
        return Settings.resolve(new SettingSources(given, Map.of(), Optional.empty(), folder));
    }

    private static Membership members(Settings settings) throws StartFailed {
        return HaSettings.in(settings).orElseThrow();
    }

    @Test
    void aMemberOfAFormerVersionWaitsNoLongerForTheLead() throws Exception {
        Settings settings = settings("voter");
        try (HaGroup group = HaGroup.join(settings, members(settings), data, InstantSource.system())) {
            assertThatThrownBy(() -> group.lead("http://127.0.0.1:8080"))
                    .isInstanceOf(StartFailed.class)
                    .hasMessage(WHY);
            assertThatThrownBy(group::identity).isInstanceOf(StartFailed.class).hasMessage(WHY);
        }
    }

    @Test
    void aWitnessOfAFormerVersionEnds() throws Exception {
        Settings settings = settings("witness");
        assertThatThrownBy(() -> WitnessRun.serve(settings, members(settings)))
                .isInstanceOf(StartFailed.class)
                .hasMessage(WHY);
    }
}
