package io.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CallCenterTest {

    @Test
    void theJarsMainClassCanBeStarted() throws Exception {
        var main = Class.forName("io.callcenter.CallCenter").getMethod("main", String[].class);

        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {CallCenter.Start.class, CallCenter.Mi.class, CallCenter.Check.class, CallCenter.Version.class})
    void eachSubcommandTakesTheOptionsOfAll(Class<?> subcommand) {
        CommandLine line = new CommandLine(subcommand);

        assertThat(line.getCommandSpec().optionsMap()).containsKeys("--config", "-p");
    }

    @Test
    void theVersionIsToldWhateverTheSettingsAre() {
        CommandLine version = new CommandLine(CallCenter.Version.class);

        assertThat(version.execute("--config", "none.properties", "-p", "cc.http.port=x"))
                .isZero();
    }
}
