package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DispatchingExampleTest extends ExampleTestSupport {
    private static final Pattern CALL = Pattern.compile("\"id\":\"([^\"]+)\"[^}]*\"State\":\"([^\"]+)\"");

    DispatchingExampleTest() {
        super("dispatching/dispatching.yaml");
    }

    @Override
    Map<String, String> settings() {
        return Map.of("cc.internal-call-dispatching", "false");
    }

    /** Nobody is on the line: orders to dial lead nowhere. */
    @Override
    protected CamelContext createCamelContext() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("routes")).resolve("quiet.yaml"),
                "- route: {id: effects-connect, from: {uri: direct:effect-connect, steps: [{log: dialled}]}}\n");
        return super.createCamelContext();
    }

    @Test
    void aBeanOfOnesOwnDispatchesImportantCallersFirst() throws Exception {
        seed();
        arrives("c1", "1001");
        arrives("c2", "1002");
        arrives("c3", "701");
        assertThat(states())
                .containsOnly(Map.entry("c1", "queued"), Map.entry("c2", "queued"), Map.entry("c3", "queued"));

        application.command("cc_agent_login", "[\"bob\",1]");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(application.command("cc_list_calls", "[]"))
                        .containsPattern("\"id\":\"c3\"[^}]*\"Agent\":\"bob\""));
        application.command("cc_agent_login", "[\"ann\",1]");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(application.command("cc_list_calls", "[]"))
                        .containsPattern("\"id\":\"c1\"[^}]*\"Agent\":\"ann\""));
    }

    private void arrives(String call, String user) {
        Exchange exchange = template.request("direct:handle-call", e -> {
            e.getMessage().setBody(SDP);
            e.getMessage()
                    .setHeaders(new HashMap<>(Map.of(
                            "CcCallId",
                            call,
                            "CcFlow",
                            "support",
                            "SipFromUser",
                            user,
                            "SipFromDisplay",
                            "",
                            "SipFromUri",
                            "sip:" + user + "@127.0.0.1")));
        });
        assertThat(exchange.getMessage().getHeader("CcReturnCode")).isEqualTo(1);
    }

    private Map<String, String> states() throws Exception {
        Map<String, String> states = new HashMap<>();
        Matcher call = CALL.matcher(application.command("cc_list_calls", "[]"));
        while (call.find()) {
            states.put(call.group(1), call.group(2));
        }
        return states;
    }
}
