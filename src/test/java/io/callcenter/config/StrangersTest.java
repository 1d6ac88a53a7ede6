package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger sends costs no agent of the real application their turn. */
class StrangersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REASON = "Reason: SIP;cause=200;text=\"x\\\u0001\u0007y\"";

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static RawPhone caller;
    private static RawPhone phones;
    private static int calls;

    @BeforeAll
    static void start() throws Exception {
        application = StartedApplication.in(folder, Map.of("cc.sip.headers", "X-Customer", "cc.wrapup-time", "600"));
        String point = application.application().sip().get(0);
        int port = Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
        caller = new RawPhone(port);
        phones = new RawPhone(port);
        application.sql("insert into cc_flows (flowid, skill, message_queue) values ('support', 'tech', '"
                + phones.uri("music") + "'), ('bad', 'nobody', '" + phones.uri("music") + "')");
        for (String agent : new String[] {"a", "b", "c", "d"}) {
            application.sql("insert into cc_agents (agentid, location, skills, logstate) values ('" + agent + "', '"
                    + phones.uri(agent) + "', 'tech', 1)");
        }
        application.command("cc_reload", "[]");
    }

    @AfterAll
    static void stop() {
        application.close();
        caller.close();
        phones.close();
    }

    private static String next() {
        return "door" + ++calls;
    }

    private static void allAreFree() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String agents = application.command("cc_list_agents", "[]");
            assertThat(agents.split("\"State\":\"free\"", -1)).as(agents).hasSize(5);
        });
    }

    private static String cancel(String invite) {
        return invite.substring(0, invite.indexOf("Contact:"))
                        .replace("INVITE sip:", "CANCEL sip:")
                        .replace("1 INVITE", "1 CANCEL")
                + REASON + "\r\nContent-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Fay\\\u0001Caller\" <sip:fay@h>",
                "\"Fay\u0001Caller\" <sip:fay@h>",
                "\"Fay\u000B\u001B\u007FCaller\" <sip:fay@h>"
            })
    void aControlCharacterInFromIs400AndReachesNoAgent_F1(String from) throws Exception {
        caller.send(caller.invite(next(), "sip:support@127.0.0.1", from));
        caller.receive("SIP/2.0 400");
        allAreFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Fay\u0085\u2028Caller\" <sip:fay@h>", "<sip:Fay%00Caller@h>", "<sip:Fay%0d%0aCaller@h>"})
    void aControlCharacterInTheCallersNameCostsNoAgentTheirTurn_F1(String from) throws Exception {
        String invite = caller.invite(next(), "sip:support@127.0.0.1", from);
        caller.send(invite);
        String ringing = phones.receive("INVITE");
        assertThat(RawPhone.header(ringing, "From")).startsWith("\"Fay Caller\" <sip:");
        phones.answer(ringing, 180, "", "");
        caller.receive("SIP/2.0 180");
        caller.send(cancel(invite));
        String cancelled = phones.receive("CANCEL");
        assertThat(RawPhone.header(cancelled, "Reason")).isEqualTo("SIP;cause=200;text=\"x\\ y\"");
        phones.answer(cancelled, 200, "", "");
        phones.answer(ringing, 487, "", "");
        caller.receive("SIP/2.0 487");
        allAreFree();
        assertThat(application.count("select count(*) from cc_cdrs where call_type = -2"))
                .isZero();
    }

    @Test
    void aNameOfControlCharactersOnlyIsNoName_F1() throws Exception {
        String invite = caller.invite(next(), "sip:support@127.0.0.1", "\"\u0085\" <sip:%00@h>");
        caller.send(invite);
        String ringing = phones.receive("INVITE");
        assertThat(RawPhone.header(ringing, "From")).startsWith("<sip:%00@h>");
        phones.answer(ringing, 180, "", "");
        caller.send(cancel(invite));
        phones.answer(phones.receive("CANCEL"), 200, "", "");
        phones.answer(ringing, 487, "", "");
        allAreFree();
    }

    @Test
    void theAgentGetsTheByeWhateverTheCallersByeSays_F2_F18() throws Exception {
        String branch = next();
        String invite = caller.invite(branch, "sip:support@127.0.0.1", "\"Fay\" <sip:fay@h>");
        caller.send(invite);
        String ringing = phones.receive("INVITE");
        phones.answer(ringing, 200, "Contact: <" + phones.uri("agent") + ">\r\n", RawPhone.SDP);
        String ok = caller.receive("SIP/2.0 200");
        String dialog = String.join(
                "\r\n",
                "From: " + RawPhone.header(ok, "From"),
                "To: " + RawPhone.header(ok, "To"),
                "Call-ID: " + RawPhone.header(ok, "Call-ID"),
                "");
        String via = "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";rport;branch=z9hG4bK" + branch;
        String target = RawPhone.header(ok, "Contact").replaceAll("[<>]", "");
        caller.send("ACK " + target + " SIP/2.0\r\n" + via + "a\r\n" + dialog
                + "CSeq: 1 ACK\r\nMax-Forwards: 0\r\nContent-Length: 0\r\n\r\n");
        phones.receive("ACK");
        caller.send("BYE " + target + " SIP/2.0\r\n" + via + "b\r\n" + dialog + "CSeq: 2 BYE\r\nMax-Forwards: 0\r\n"
                + "Require: 100rel\r\n" + REASON + "\r\nContent-Length: 0\r\n\r\n");
        caller.receive("SIP/2.0 200");
        String bye = phones.receive("BYE");
        assertThat(RawPhone.header(bye, "Reason")).isEqualTo("SIP;cause=200;text=\"x\\ y\"");
        phones.answer(bye, 200, "", "");
        for (String agent : new String[] {"a", "b", "c", "d"}) {
            application.command("cc_agent_release", "[\"" + agent + "\", \"test\"]");
        }
        allAreFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:127.0.0.1", "sip:127.0.0.1?a=b", "sip:127.0.0.1;user=phone", "sip:%00@127.0.0.1"})
    void anInviteForNobodyIs404AndNeverOurFault_F19(String uri) throws Exception {
        String branch = next();
        caller.send(caller.invite(branch, uri, "<sip:fay@h>"));
        String answer;
        do {
            answer = caller.receive("SIP/2.0 ");
        } while (answer.startsWith("SIP/2.0 100") || !answer.contains("raw-" + branch + "\r\n"));
        assertThat(answer).startsWith("SIP/2.0 404");
    }
}
