package io.callcenter.config.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which routes of an integrator are said to be called by nobody. */
class UncalledRoutesTest {
    private static List<String> warnings(String entrance, String... files) {
        List<byte[]> texts = Stream.of(files)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return UncalledRoutes.warnings(List.of(entrance), texts);
    }

    @Test
    void aMistypedHookOrEffectOrFunctionIsNamedWithTheNearest_N7() {
        assertThat(warnings("direct:hook-choose-flo"))
                .containsExactly("nothing calls direct:hook-choose-flo; did you mean direct:hook-choose-flow?");
        assertThat(warnings("direct://hook-chose-flow?timeout=5"))
                .containsExactly("nothing calls direct:hook-chose-flow; did you mean direct:hook-choose-flow?");
        assertThat(warnings("direct:effect-conect"))
                .containsExactly("nothing calls direct:effect-conect; did you mean direct:effect-connect?");
        assertThat(warnings("direct:efect-write-cdr"))
                .containsExactly("nothing calls direct:efect-write-cdr; did you mean direct:effect-write-cdr?");
        assertThat(warnings("direct:handle-cal"))
                .containsExactly("nothing calls direct:handle-cal; did you mean direct:handle-call?");
        assertThat(warnings("direct:hook-after-call")).hasSize(1);
    }

    @Test
    void namesThatAreCalledAndPartsOfTheIntegratorsOwnAreNot_N7() {
        for (String fine : List.of(
                "direct:hook-choose-flow",
                "direct:effect-connect",
                "direct:effect-log-call",
                "direct:handle-call",
                "direct:mi",
                "direct:shift-begin",
                "direct:me",
                "seda:hook-choose-flo",
                "sip:invite",
                "timer:x")) {
            assertThat(warnings(fine)).as(fine).isEmpty();
        }
    }

    @Test
    void aNameThatAnotherRouteOfTheIntegratorCallsIsNot_N7() {
        String mine = "from:\n  uri: direct:hook-mine\n";

        assertThat(warnings("direct:hook-mine", mine)).hasSize(1);
        assertThat(warnings("direct:hook-mine", mine, "to: direct:hook-mine2\n"))
                .hasSize(1);
        assertThat(warnings("direct:hook-mine", mine, "to: direct:hook-mine\n")).isEmpty();
    }
}
