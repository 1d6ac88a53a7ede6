package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Flows and agents by management commands in the real application, by each transport. */
class ProvisioningCommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NONE = "{'added':[],'changed':[],'removed':[]}";
    private static final String SALES = "['sales','skill=talk','message_queue=sip:music@127.0.0.1:1']";

    @TempDir
    private Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private StartedApplication application;

    @BeforeEach
    void start() throws Exception {
        application = StartedApplication.in(folder, Map.of());
        application.application().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:cc-notify?multipleConsumers=true")
                        .filter(header("event").isEqualTo("E_CALLCENTER_PROVISIONING_REPORT"))
                        .process(exchange -> reports.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** The result or error of a command; single quotes for double ones. */
    private String ask(String method, String params) throws Exception {
        return outcome(application.command(method, params.replace('\'', '"')));
    }

    private static String outcome(String answer) {
        return answer.replaceFirst("^\\{\"jsonrpc\":\"2.0\",\"(?:result|error)\":", "")
                .replaceFirst(",\"id\":1\\}$", "")
                .replace('"', '\'');
    }

    private static String difference(String flows, String agents) {
        return "{'flows':" + flows + ",'agents':" + agents + ",'skipped_rows':[]}";
    }

    @Test
    void o01_whatIsSetIsShownAndCountsAtOnceAndIsReportedOnce() throws Exception {
        assertThat(ask("cc_flow_set", SALES))
                .isEqualTo(difference("{'added':['sales'],'changed':[],'removed':[]}", NONE));
        assertThat(ask("cc_list_flows", "[]")).contains("'id':'sales'");
        assertThat(ask("cc_flow_set", "{'flow_id':'sales','priority':100,'prependcid':'Sales'}"))
                .isEqualTo(difference(
                        "{'added':[],'changed':[{'id':'sales','priority':[256,100],'prependcid':['','Sales']}],'removed':[]}",
                        NONE));
        assertThat(ask("cc_show", "['flow','sales']"))
                .startsWith(
                        "{'flowid':'sales','priority':100,'skill':'talk','prependcid':'Sales','max_wrapup_time':0,");
        assertThat(ask("cc_reload", "[]")).isEqualTo("'OK'");

        await().atMost(PATIENCE).until(() -> reports.size() == 2);
        // Listeners are told side by side: a report may overtake the one before it.
        assertThat(reports)
                .anySatisfy(
                        report -> assertThat(report).contains("\"flows_added\":[\"sales\"]", "\"flows_changed\":[]"))
                .anySatisfy(
                        report -> assertThat(report).contains("\"flows_changed\":[\"sales\"]", "\"flows_added\":[]"));
    }

    @Test
    void anAgentIsMadeRungByHisRowAndDeleted() throws Exception {
        ask("cc_flow_set", SALES);
        assertThat(ask("cc_agent_set", "['alice','location=sip:alice@127.0.0.1:1','skills=talk','logstate=1']"))
                .isEqualTo(difference(NONE, "{'added':['alice'],'changed':[],'removed':[]}"));
        assertThat(ask("cc_list_flows", "[]")).contains("'Logged Agents':1");
        assertThat(ask("cc_agent_set", "{'agent_id':'alice','logstate':false,'msrp_location':null}"))
                .isEqualTo(difference(NONE, "{'added':[],'changed':[{'id':'alice','logstate':[1,0]}],'removed':[]}"));
        assertThat(ask("cc_list_flows", "[]")).contains("'Logged Agents':0");
        assertThat(ask("cc_agent_delete", "['alice']"))
                .isEqualTo(difference(NONE, "{'added':[],'changed':[],'removed':['alice']}"));
        assertThat(ask("cc_list_agents", "[]")).isEqualTo("{'Agents':[]}");
        assertThat(ask("cc_agent_delete", "['alice']")).isEqualTo("{'code':404,'message':'Agent not found'}");
        assertThat(ask("cc_flow_delete", "{'flow_id':'sales'}"))
                .isEqualTo(difference("{'added':[],'changed':[],'removed':['sales']}", NONE));
        assertThat(ask("cc_flow_delete", "['sales',1]")).isEqualTo("{'code':404,'message':'Flow not found'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc_flow_set | ['sales','skill=talk','message_queue=music'] | {'code':400,'message':'Bad message_queue','data':'not a SIP URI: music'}",
                "cc_flow_set | {'flow_id':'sales','priority':1.5} | {'code':400,'message':'Bad priority','data':'not a whole number: 1.5'}",
                "cc_flow_set | {'flow_id':'sales','priority':1e999999999} | {'code':400,'message':'Bad priority','data':'not a whole number: 1E+999999999'}",
                "cc_flow_set | {'flow_id':'','priority':1} | {'code':400,'message':'Bad flow_id','data':'NULL or blank'}",
                "cc_show | ['queue','sales'] | {'code':400,'message':'Bad kind','data':'flow or agent'}",
                "cc_show | ['flow','nothing'] | {'code':404,'message':'Flow not found'}",
                "cc_flow_set | ['sales','skil=talk'] | {'code':-32602,'message':'Invalid params','data':'Named parameters do not match, no skil, did you mean skill?; expected: flow_id [priority] [skill] [prependcid] [max_wrapup_time] [dissuading_hangup] [dissuading_onhold_th] [dissuading_ewt_th] [dissuading_qsize_th] [message_welcome] [message_queue] [message_dissuading] [message_flow_id] [dry_run]'}",
                "cc_agent_set | ['alice','talk'] | {'code':-32602,'message':'Invalid params','data':'Not NAME=VALUE: `talk`; expected: agent_id [location] [msrp_location] [msrp_max_sessions] [skills] [logstate] [wrapup_time] [dry_run]'}",
                "cc_agent_set | {'agent_id':'alice','skills':['talk']} | {'code':-32602,'message':'Invalid params','data':'Bad type for parameter `skills`'}",
                "cc_agent_login | {'agent':'alice','state':1} | {'code':-32602,'message':'Invalid params','data':'Named parameters do not match, no agent, did you mean agent_id?; expected: agent_id state'}",
                "cc_agents | [] | {'code':-32601,'message':'Method not found','data':'did you mean cc_list_agents?'}",
            })
    void o02_eachWrongCommandIsRefusedWithItsReasonAndWritesNothing_N8(String method, String params, String error)
            throws Exception {
        assertThat(ask(method, params).replace("\\'", "`").replaceAll("for parameter '(\\w+)'", "for parameter `$1`"))
                .isEqualTo(error);
        assertThat(application.count("select count(*) from cc_flows")
                        + application.count("select count(*) from cc_agents"))
                .isZero();
    }

    @Test
    void o03_theDryRunIsTheDifferenceThatFollows() throws Exception {
        ask("cc_flow_set", SALES);
        application.sql("insert into cc_agents (agentid, location, skills) values ('odd', 'no uri', 'tech')");
        for (String change : List.of(
                "cc_flow_set ['sales','priority=7'%s]",
                "cc_flow_set ['night','skill=talk','message_queue=sip:m@127.0.0.1:1'%s]",
                "cc_agent_set ['alice','location=sip:a@127.0.0.1:1','skills=talk'%s]",
                "cc_agent_set ['odd','location=sip:o@127.0.0.1:1'%s]",
                "cc_flow_set ['night','skill=talk'%s]",
                "cc_flow_delete ['night'%s]")) {
            String method = change.substring(0, change.indexOf(' '));
            String params = change.substring(change.indexOf(' ') + 1);
            String dry = ask(method, params.formatted(method.endsWith("delete") ? ",1" : ",'dry_run=1'"));
            String before = ask("cc_reload", "{'dry_run':1}");

            assertThat(ask(method, params.formatted(""))).isEqualTo(dry);
            assertThat(before).contains("'flows':" + NONE);
        }
    }

    @Test
    void aDryReloadShowsWhatWasChangedBySqlAndChangesNothing() throws Exception {
        ask("cc_flow_set", SALES);
        application.sql(
                "update cc_flows set priority = 1, dissuading_hangup = 1",
                "insert into cc_agents (agentid, location, skills) values ('odd', 'no uri', 'tech')");

        assertThat(ask("cc_reload", "['1']"))
                .isEqualTo(
                        "{'flows':{'added':[],'changed':[{'id':'sales','priority':[256,1],'dissuading_hangup':[0,1]}],'removed':[]},"
                                + "'agents':" + NONE
                                + ",'skipped_rows':[{'table':'agents','row':1,'id':'odd','reason':'location: not a SIP URI: no uri'}]}");
        assertThat(ask("cc_reload", "[0]")).isEqualTo("'OK'");
        assertThat(ask("cc_reload", "[1]")).contains("'flows':" + NONE);
    }

    @Test
    void o09_writersAtOnceAllGetTheirRows() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String params = "['a" + i + "','location=sip:a" + i + "@127.0.0.1:1','skills=talk']";
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return ask("cc_agent_set", params);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).contains("'added':['a" + i + "']");
        }
        assertThat(application.count("select count(*) from cc_agents")).isEqualTo(24);
    }

    @Test
    void routesOfThisProcessProvisionToo() throws Exception {
        String request =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_flow_set\",\"params\":" + SALES.replace('\'', '"') + "}";

        assertThat(outcome(application
                        .application()
                        .context()
                        .createProducerTemplate()
                        .requestBody("direct:mi", request, String.class)))
                .contains("'added':['sales']");
    }

    @Test
    void theAuditHoldsTheValuesBeforeAndAfter() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("audit");
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        said.start();
        log.addAppender(said);
        try {
            ask("cc_flow_set", SALES);
            ask("cc_flow_set", "['sales','priority=9']");
            ask("cc_flow_delete", "['sales']");
            ask("cc_show", "['flow','sales']");
        } finally {
            log.detachAppender(said);
            log.setLevel(before);
        }

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(3)
                .anyMatch(line -> line.contains("-> added priority: 256, skill: talk, prependcid: NULL"))
                .anyMatch(line -> line.endsWith("-> priority: 256 -> 9"))
                .anyMatch(line -> line.contains("-> deleted priority: 9, skill: talk"));
    }

    @Test
    void thePageOfCommandsHasEachCommandOfTheProgram() throws Exception {
        String page = java.nio.file.Files.readString(Path.of("docs/management.md"));
        Matcher names = Pattern.compile("'(cc_\\w+)'").matcher(ask("which", "[]"));

        assertThat(names.results().map(found -> found.group(1)).toList())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
    }
}
