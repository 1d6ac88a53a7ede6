package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.ContactCenter;
import io.callcenter.core.Effect;
import io.callcenter.core.Policy;
import io.callcenter.ids.CallId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class EffectRoutesTest {
    @Test
    void aRecordThatNoRouteTakesReachesTheOutbox() throws Exception {
        Effect record = new Effect.ForgetCall(new CallId("c1"));
        List<Effect> recorded = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext();
                Lane lane = new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcome -> {}, 10)) {
            EffectFailures failures = new EffectFailures(lane, InstantSource.system(), recorded::add);
            context.getRegistry().bind("effectFailures", failures);
            context.getComponent("direct", DirectComponent.class).setBlock(false);
            context.start();

            new EffectRoutes(context, "call_center").accept(record);

            assertThat(failures.count()).isEqualTo(1);
        }
        assertThat(recorded).containsExactly(record);
    }

    @Test
    void eachEffectHasARoute() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/routes/effects.yaml")) {
            String routes = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Arrays.stream(Effect.class.getPermittedSubclasses()).map(EffectRoutes::uri))
                    .hasSize(15)
                    .allSatisfy(uri -> assertThat(routes).contains("uri: " + uri + "\n"));
        }
    }
}
