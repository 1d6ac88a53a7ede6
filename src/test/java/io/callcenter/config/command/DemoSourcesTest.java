package io.callcenter.config.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSourcesTest {
    @TempDir
    private Path folder;

    private Map<String, String> overrides(String... pairs) {
        Map<String, String> map = new HashMap<>(Map.of("cc.data", folder.toString()));
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private Map<String, String> own() {
        return Map.of("cc.data", folder.resolve("data").toString(), "cc.wrapup-time", "1", "cc.http.port", "9999");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.properties"), text);
    }

    @Test
    void theDemosOwnSettingsHoldWhereNobodySaysOtherwise() throws Exception {
        Path file = file("cc.wrapup-time = 7\ncc.max-rejections = 3\n");
        DemoSources sources = new DemoSources(overrides("cc.max-rejections", "5"), Optional.of(file));
        Settings settings = sources.settings(own());
        assertThat(settings.text("cc.http.port")).isEqualTo("9999");
        assertThat(settings.text("cc.wrapup-time")).isEqualTo("7");
        assertThat(settings.text("cc.max-rejections")).isEqualTo("5");
    }

    @Test
    void theDataStayInTheDemosFolder() throws Exception {
        Path file = file("cc.data = /somewhere/else\n");
        DemoSources sources = new DemoSources(overrides(), Optional.of(file));
        assertThat(sources.folder()).isEqualTo(folder);
        assertThat(sources.settings(own()).text("cc.data"))
                .isEqualTo(folder.resolve("data").toString());
        assertThat(new DemoSources(Map.of(), Optional.empty()).folder()).isEqualTo(Path.of("demo-data"));
    }

    @Test
    void anotherDatabaseIsRefused() throws Exception {
        DemoSources byOption = new DemoSources(overrides("cc.db.url", "jdbc:postgresql://prod/cc"), Optional.empty());
        assertThatThrownBy(() -> byOption.settings(own()))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("cc.db.url");
        Path file = file("cc.acc-db.url = jdbc:postgresql://prod/cc\n");
        DemoSources byFile = new DemoSources(overrides(), Optional.of(file));
        assertThatThrownBy(() -> byFile.settings(own()))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("cc.acc-db.url");
    }

    @Test
    void anUnknownSettingIsRefused() {
        DemoSources sources = new DemoSources(overrides("cc.sip.lisen", "x"), Optional.empty());
        assertThatThrownBy(() -> sources.settings(own())).hasMessageContaining("cc.sip.listen");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(Terminal.hasColours(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(Terminal.hasColours(Map.of())).isFalse();
    }
}
