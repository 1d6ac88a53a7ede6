package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EffectRoutesTest {
    @Test
    void eachEffectHasARoute() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/routes/effects.yaml")) {
            String routes = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Arrays.stream(Effect.class.getPermittedSubclasses()).map(EffectRoutes::uri))
                    .hasSize(14)
                    .allSatisfy(uri -> assertThat(routes).contains("uri: " + uri + "\n"));
        }
    }
}
