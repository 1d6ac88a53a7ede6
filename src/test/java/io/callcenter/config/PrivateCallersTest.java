package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Callers who ask to stay unknown, in the whole application. */
class PrivateCallersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NUMBER = "4930123456";

    @TempDir
    private Path folder;

    private static String invite(RawPhone caller) {
        String from = "\"Fay " + NUMBER + "\" <sip:" + NUMBER + "@h>";
        return caller.invite("private", "sip:support@127.0.0.1", from)
                .replace("Max-Forwards", "Privacy: ID\r\nP-Asserted-Identity: <sip:" + NUMBER + "@h>\r\nMax-Forwards");
    }

    private static String call(StartedApplication application) throws Exception {
        String calls = application.command("cc_list_calls", "[]");
        return calls.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void t59_noDigitOfAPrivateNumberIsShownAnywhere() throws Exception {
        Logger ours = (Logger) LoggerFactory.getLogger("io.callcenter");
        Level before = ours.getLevel();
        try (HeardLog log = new HeardLog(org.slf4j.Logger.ROOT_LOGGER_NAME);
                StartedApplication application = StartedApplication.in(
                        folder, Map.of("cc.reject-on-no-agents", "false", "cc.sip.identity-from", "127.0.0.1"))) {
            ours.setLevel(Level.DEBUG);
            String point = application.application().sip().get(0);
            int port = Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
            try (RawPhone caller = new RawPhone(port);
                    RawPhone phones = new RawPhone(port)) {
                application.sql(
                        "insert into cc_flows (flowid, skill, prependcid, message_queue) values ('support', 'tech', 'Hot', '"
                                + phones.uri("music") + "')",
                        "insert into cc_agents (agentid, location, skills, logstate) values ('ann', '"
                                + phones.uri("ann") + "', 'tech', 0)");
                application.command("cc_reload", "[]");
                caller.send(invite(caller));

                String music = phones.receive("INVITE");
                phones.answer(music, 180, "", "");
                tells(music);
                String queue = application.command("cc_list_queue", "[]");
                assertThat(queue).contains("\"Caller username\":\"anonymous\"").doesNotContain(NUMBER);
                assertThat(application.command("cc_list_calls", "[]")).doesNotContain(NUMBER);

                application.command("cc_agent_login", "[\"ann\", 1]");
                phones.answer(phones.receive("CANCEL"), 200, "", "");
                phones.answer(music, 487, "", "");
                String agent = phones.receive("INVITE sip:ann");
                phones.answer(agent, 180, "", "");
                tells(agent);
                assertThat(application.command("cc_hangup", "[\"" + call(application) + "\"]"))
                        .contains("OK");
                phones.answer(phones.receive("CANCEL"), 200, "", "");
                phones.answer(agent, 487, "", "");
                caller.receive("SIP/2.0 480");

                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(application.ask("select caller from cc_cdrs where call_type = 1"))
                                        .isEqualTo("anonymous"));
                await().atMost(PATIENCE)
                        .until(() -> log.lines().stream()
                                .anyMatch(line -> line.contains("released") && line.contains("caller anonymous")));
                assertThat(log.lines())
                        .anyMatch(line -> line.contains("CallArrived"))
                        .noneMatch(line -> line.contains(NUMBER));
            }
        } finally {
            ours.setLevel(before);
        }
    }

    private static void tells(String invite) {
        assertThat(invite).doesNotContain(NUMBER).doesNotContain("P-Asserted-Identity");
        assertThat(RawPhone.header(invite, "From")).startsWith("\"Hot Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(RawPhone.header(invite, "Privacy")).isEqualTo("ID");
    }
}
