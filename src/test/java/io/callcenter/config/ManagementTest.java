package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands, metrics and health over HTTP and JMS against the started application; nobody is asked for a password on loopback. */
class ManagementTest {
    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        int port = StartedApplication.freePort();
        application = StartedApplication.in(
                folder,
                Map.of(
                        "cc.jms.acceptor",
                        "tcp://127.0.0.1:" + port,
                        "cc.jms.user",
                        "center",
                        "cc.jms.password",
                        "secret"));
        application.seed();
        assertThat(application.command("cc_reload", "[]")).contains("\"OK\"");
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, "center", "secret");
        connection = factory.createConnection();
        connection.start();
    }

    @AfterAll
    static void stop() throws JMSException {
        if (connection != null) {
            connection.close();
        }
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc_list_flows | [] | {'Flows':[{'id':'support','Avg Call Duration':0,'Processed Calls':0,'Logged Agents':1,'Ongoing Calls':0,'Ref Calls':0}]}",
                "call_center:list_flows | {} | {'Flows':[{'id':'support','Avg Call Duration':0,'Processed Calls':0,'Logged Agents':1,'Ongoing Calls':0,'Ref Calls':0}]}",
                "cc_list_agents | {'state':'free'} | {'Agents':[{'id':'ann','Ref':0,'Loged in':'YES','State':'free'}]}",
                "cc_list_agents | {'state':'free','details':1} | {'Agents':[{'id':'ann','Ref':0,'Loged in':'YES','State':'free','Reachable':'YES','Calls':0}]}",
                "cc_list_agents | {'limit':1,'offset':0} | {'Agents':[{'id':'bob','Ref':0,'Loged in':'NO'}],'Total':2}",
                "list_queue | [] | {'Calls':[]}",
                "cc_list_calls | [] | {'Calls':[]}",
                "cc_internal_call_dispatching | [] | {'dispatching':1}",
                "get_statistics | {'statistics':['ccg_free_agents','call_center:ccf_load-support','nothing:']} | {'call_center:ccg_free_agents':1,'call_center:ccf_load-support':0}",
                "which | ['cc_agent_login'] | [['agent_id','state']]",
                "cc_show | ['flow','support'] | {'flowid':'support','priority':256,'skill':'tech','prependcid':null,'max_wrapup_time':0,'dissuading_hangup':0,'dissuading_onhold_th':0,'dissuading_ewt_th':0,'dissuading_qsize_th':0,'message_welcome':null,'message_queue':'sip:music@127.0.0.1:1','message_dissuading':null,'message_flow_id':null}",
                "call_center:flow_set | {'flow_id':'support','priority':7,'dry_run':1} | {'flows':{'added':[],'changed':[{'id':'support','priority':[256,7]}],'removed':[]},'agents':{'added':[],'changed':[],'removed':[]},'skipped_rows':[]}",
            })
    void eachCommandIsAnsweredAlikeOverBothTransports(String method, String params, String result) throws Exception {
        String request = request(method, params.replace('\'', '"'));
        String answer = "{\"jsonrpc\":\"2.0\",\"result\":" + result.replace('\'', '"') + ",\"id\":1}";

        HttpResponse<String> http = application.post(request);

        assertThat(http.statusCode()).isEqualTo(200);
        assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(http.body()).isEqualTo(answer);
        assertThat(text(ask(message(request)))).isEqualTo(answer);
    }

    @Test
    void anAgentIsLoggedInAndOut() throws Exception {
        assertThat(application.command("cc_agent_login", "{\"agent_id\":\"bob\",\"state\":\"1\"}"))
                .contains("\"OK\"");
        assertThat(application.command("cc_list_agents", "{\"agent_id\":\"bob\"}"))
                .contains("\"YES\"");
        assertThat(application.command("cc_agent_login", "[\"bob\",0]")).contains("\"OK\"");
        assertThat(application.command("cc_list_agents", "{\"agent_id\":\"bob\"}"))
                .contains("\"NO\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc_agent_login | ['nobody',1] | {'code':404,'message':'Agent not found'}",
                "cc_agent_login | ['',1] | {'code':404,'message':'Agent not found'}",
                "cc_dispatch_call_to_agent | ['x','ann'] | {'code':403,'message':'Internal dispatching is enabled'}",
                "cc_agent_release | ['nobody'] | {'code':404,'message':'Agent not found'}",
                "cc_transfer | ['nothing','support'] | {'code':404,'message':'Call not found'}",
                "cc_transfer | ['nothing','flow:support','middle'] | {'code':400,'message':'Bad place'}",
                "cc_hangup | ['nothing'] | {'code':404,'message':'Call not found'}",
                "cc_hangup | ['nothing','enough'] | {'code':404,'message':'Call not found'}",
                "cc_explain | ['nothing'] | {'code':404,'message':'Call not found'}",
                "cc_agent_login | ['ann'] | {'code':-32602,'message':'Invalid params','data':'Too few or too many parameters; expected: agent_id state'}",
                "cc_nothing | [] | {'code':-32601,'message':'Method not found'}",
            })
    void eachRefusalHasItsCodeAndText(String method, String params, String error) throws Exception {
        assertThat(application.command(method, params.replace('\'', '"')))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":" + error.replace('\'', '"') + ",\"id\":1}");
    }

    @Test
    void withInternalDispatchingOffTheChecksOfManualDispatchComeInOrder() throws Exception {
        try {
            assertThat(application.command("cc_internal_call_dispatching", "[0]"))
                    .contains("{\"dispatching\":0}");
            assertThat(application.command("cc_dispatch_call_to_agent", "[\"x\",\"nobody\"]"))
                    .contains("404", "Agent not found");
            assertThat(application.command("cc_dispatch_call_to_agent", "[\"x\",\"bob\"]"))
                    .contains("404", "Agent not logged in");
            assertThat(application.command("cc_dispatch_call_to_agent", "[\"x\",\"ann\"]"))
                    .contains("404", "Call not found");
        } finally {
            application.command("cc_internal_call_dispatching", "[7]");
        }
    }

    @Test
    void allStatisticsHaveTheNamesOfTheReference() throws Exception {
        String all = application.command("statistics:get", "[\"all\"]");

        assertThat(all.split("call_center:")).hasSize(1 + 10 + 12 + 2 * 5);
        assertThat(application.command("get_statistics", "[\"CCG_INCALLS\",\"cca_att-ANN\"]"))
                .contains("\"call_center:ccg_incalls\":0")
                .contains("\"call_center:cca_att-ann\":0");
    }

    @Test
    void thePathMayEndInASlash() throws Exception {
        assertThat(application.get("/mi/").statusCode()).isEqualTo(405);
    }

    @Test
    void otherWaysToAskHaveTheirStatus() throws Exception {
        assertThat(application.get("/mi").statusCode()).isEqualTo(405);
        assertThat(application.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(application.post("").statusCode()).isEqualTo(400);
        HttpResponse<String> notification = application.post("{\"jsonrpc\":\"2.0\",\"method\":\"cc_list_calls\"}");
        assertThat(notification.statusCode()).isEqualTo(202);
        assertThat(notification.body()).isEmpty();
        assertThat(application.post("nonsense").statusCode()).isEqualTo(200);
        assertThat(application.post("nonsense").body()).contains("-32700");
    }

    @Test
    void aPageOfAnotherSiteCannotSteerUs() throws Exception {
        assertThat(application
                        .post(request("cc_reset_stats", "[]"), "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(application
                        .post(
                                request("cc_list_calls", "[]"),
                                "Origin",
                                application.uri("/").toString().replaceAll("/$", ""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aHugeBodyIsRefusedAndTheNextRequestIsAnswered() throws Exception {
        int status;
        try {
            status = application.post(new byte[10 << 20]).statusCode();
        } catch (java.io.IOException closed) {
            status = 413;
        }
        assertThat(status).isEqualTo(413);
        assertThat(application.command("cc_list_calls", "[]")).contains("\"result\"");
    }

    @Test
    void metricsAreServedForPrometheus() throws Exception {
        HttpResponse<String> page = application.get("/metrics");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(page.body())
                .contains("callcenter_agents_logged 1.0")
                .contains("callcenter_calls_received_total{flow=\"support\"} 0.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void healthTellsEachCheck() throws Exception {
        assertThat(application.get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
        HttpResponse<String> ready = application.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"sip\":\"UP\"", "\"lane\":\"UP\"", "\"broker\":\"UP\"", "\"cc.db\":\"UP\"");
    }

    @Test
    void anAnswerCarriesTheCorrelationIdElseTheMessageId() throws Exception {
        TextMessage with = message(request("cc_list_calls", "[]"));
        with.setJMSCorrelationID("my-7");
        assertThat(ask(with).getJMSCorrelationID()).isEqualTo("my-7");

        TextMessage without = message(request("cc_list_calls", "[]"));
        assertThat(ask(without).getJMSCorrelationID()).isEqualTo(without.getJMSMessageID());
    }

    @Test
    void bytesAreTakenAsUtf8AndOtherMessagesAsNoRequest() throws Exception {
        try (Session session = connection.createSession()) {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(
                    request("cc_list_agents", "{\"agent_id\":\"ünknown\"}").getBytes(StandardCharsets.UTF_8));
            assertThat(text(ask(bytes))).contains("\"Agents\":[]");
            assertThat(text(ask(session.createMapMessage()))).contains("-32700");
            assertThat(text(ask(session.createObjectMessage("x")))).contains("-32700");
            assertThat(text(ask(session.createTextMessage()))).contains("-32700");
            assertThat(text(ask(session.createTextMessage("{broken")))).contains("-32700");
        }
    }

    @Test
    void foreignHeadersDoNotSteerRoutes() throws Exception {
        TextMessage request = message(request("cc_list_calls", "[]"));
        request.setStringProperty("CamelJmsDestinationName", "elsewhere");
        request.setStringProperty("CamelSqlQuery", "drop table cc_agents");

        Message answer = ask(request);

        assertThat(text(answer)).contains("\"Calls\":[]");
        assertThat(answer.getStringProperty("CamelSqlQuery")).isNull();
    }

    @Test
    void anExpiredRequestIsNotCarriedOut() throws Exception {
        try (Session session = connection.createSession()) {
            Queue queue = session.createQueue("cc.mi");
            MessageProducer producer = session.createProducer(queue);
            // It expires while it waits for its time, so however fast we are, it comes too late.
            producer.setDeliveryDelay(200);
            producer.send(message(request("cc_agent_login", "[\"ann\",0]")), DeliveryMode.NON_PERSISTENT, 4, 100);
            producer.setDeliveryDelay(400);
            producer.send(message(request("cc_agent_login", "[\"bob\",1]")));
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(application.command("cc_list_agents", "{\"agent_id\":\"bob\"}"))
                            .contains("\"YES\""));
            application.command("cc_agent_login", "[\"bob\",0]");
            assertThat(text(ask(message(request("cc_list_calls", "[]"))))).contains("\"Calls\"");
            assertThat(application.command("cc_list_agents", "{\"agent_id\":\"ann\"}"))
                    .contains("\"YES\"");
        }
    }

    @Test
    void aRequestWithoutReplyToIsCarriedOutAndNoneIsLeftBehind() throws Exception {
        try (Session session = connection.createSession()) {
            Queue queue = session.createQueue("cc.mi");
            session.createProducer(queue).send(message(request("cc_agent_login", "[\"bob\",1]")));
            session.createProducer(queue).send(message("{broken"));
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(application.command("cc_list_agents", "{\"agent_id\":\"bob\"}"))
                            .contains("\"YES\""));
            application.command("cc_agent_login", "[\"bob\",0]");
            try (QueueBrowser left = session.createBrowser(queue)) {
                assertThat(left.getEnumeration().hasMoreElements()).isFalse();
            }
        }
    }

    @Test
    void eachCommandHasARowInItsPage() throws Exception {
        String page = Files.readString(Path.of("docs/management.md"));
        List<String> commands = Pattern.compile("\"(cc_\\w+)\"")
                .matcher(application.post(request("which", "[]")).body())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(commands).contains("cc_list_flows", "cc_transfer");
        assertThat(commands)
                .allSatisfy(command -> assertThat(page).containsPattern("(?m)^\\| .*`" + command + "`.*\\|"));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static TextMessage message(String text) throws JMSException {
        try (Session session = connection.createSession()) {
            return session.createTextMessage(text);
        }
    }

    private static Message ask(Message request) throws JMSException {
        try (Session session = connection.createSession()) {
            TemporaryQueue answers = session.createTemporaryQueue();
            request.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("cc.mi")).send(request);
            try (MessageConsumer consumer = session.createConsumer(answers)) {
                Message answer = consumer.receive(10_000);
                assertThat(answer).as("an answer").isNotNull();
                return answer;
            }
        }
    }

    private static String text(Message message) throws JMSException {
        return message.getBody(String.class);
    }
}
