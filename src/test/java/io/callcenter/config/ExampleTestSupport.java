package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;

/** One of the files in {@code examples/}, loaded as an integrator's file by the real application. */
abstract class ExampleTestSupport extends ApplicationTestSupport {
    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    private final Path example;

    ExampleTestSupport(String file) {
        example = Path.of("examples", file);
    }

    @Override
    Path[] routeFiles() {
        return new Path[] {example};
    }

    /** Two agents of the flow support, both logged out. */
    void seed() throws Exception {
        application.seed();
        application.sql(
                "update cc_agents set logstate = 0",
                "insert into cc_agents (agentid, location, skills, logstate, wrapup_end_time)"
                        + " values ('keeper', 'sip:keeper@127.0.0.1:1', 'tech', 1, "
                        + (Instant.now().getEpochSecond() + 3600) + ")");
        assertThat(application.command("cc_reload", "[]")).contains("\"OK\"");
    }

    /** What the hook that chooses flows makes of a call with those headers. */
    Exchange ask(Map<String, Object> headers) {
        return template.request("direct:hook-choose-flow", exchange -> {
            exchange.getMessage().setBody(SDP);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }
}
