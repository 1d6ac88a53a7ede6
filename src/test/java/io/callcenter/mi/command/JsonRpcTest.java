package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.callcenter.app.LaneFull;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditTarget;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JsonRpcTest {
    private static final Visitor ADMIN = new Visitor("-", Role.ADMIN, "test");
    private static final Visitor VIEWER = new Visitor("eve", Role.VIEWER, "test");

    private final AtomicInteger changes = new AtomicInteger();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final JsonRpc rpc = new JsonRpc(new CommandTable(commands()), new Audit(), executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"NOBODY, 1", "VIEWER, 0"})
    void aRefusedListingIsAuditedAndAnAnsweredOneIsNot(Role role, int lines) throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("audit");
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        said.start();
        log.addAppender(said);
        try {
            String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a:say\",\"params\":[\"x\"]}";
            rpc.answer(request.getBytes(StandardCharsets.UTF_8), new Visitor("mallory", role, "jms"))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } finally {
            log.detachAppender(said);
            log.setLevel(before);
        }

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.startsWith("mallory from jms: "))
                .hasSize(lines)
                .allMatch(line -> line.contains("-32003"));
    }

    /** A hangup ends the call that tells of which flow it is. */
    @Test
    void theFlowOfADeedIsThatFromBeforeTheDeed() throws Exception {
        AtomicBoolean there = new AtomicBoolean(true);
        Audit audit = new Audit();
        List<AuditEntry> trail = new CopyOnWriteArrayList<>();
        audit.keep(trail::add);
        audit.belongs(target -> there.get() ? new AuditTarget("sales", target.agent(), target.call()) : target);
        Command hangup = new Command(
                "a:hangup",
                "hangup_old",
                x -> Role.OPERATOR,
                List.of(CommandSignature.of(CommandSignature.string("call_id"))),
                x -> {
                    there.set(false);
                    return CommandAnswer.ok().now();
                });
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a:hangup\",\"params\":[\"c1\"]}";
        new JsonRpc(new CommandTable(List.of(hangup)), audit, executor)
                .answer(request.getBytes(StandardCharsets.UTF_8), ADMIN)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(there).isFalse();
        assertThat(trail).extracting(AuditEntry::target).containsExactly(new AuditTarget("sales", "", "c1"));
    }

    private List<Command> commands() {
        List<CommandSignature> say = List.of(
                CommandSignature.of(CommandSignature.string("text")),
                CommandSignature.of(CommandSignature.string("text"), CommandSignature.integer("times")));
        List<CommandSignature> none = List.of(CommandSignature.of());
        return List.of(
                new Command("a:say", "say_old", x -> Role.VIEWER, say, JsonRpcTest::say),
                new Command("a:change", "change_old", x -> Role.ADMIN, none, x -> {
                    changes.incrementAndGet();
                    return CommandAnswer.ok().now();
                }),
                new Command(
                        "a:reload",
                        "reload_a",
                        x -> Role.VIEWER,
                        none,
                        x -> CommandAnswer.ok().now()),
                new Command(
                        "b:reload",
                        "reload_b",
                        x -> Role.VIEWER,
                        none,
                        x -> CommandAnswer.ok().now()),
                new Command(
                        "a:refused",
                        "refused_old",
                        x -> Role.VIEWER,
                        none,
                        x -> CommandAnswer.refused(404, "Agent not found").now()),
                new Command("a:broken", "broken_old", x -> Role.VIEWER, none, x -> {
                    throw new IllegalStateException("secret detail");
                }),
                new Command(
                        "a:full",
                        "full_old",
                        x -> Role.VIEWER,
                        none,
                        x -> CompletableFuture.failedFuture(new LaneFull())),
                new Command(
                        "a:slow",
                        "slow_old",
                        x -> Role.VIEWER,
                        none,
                        x -> new CompletableFuture<CommandAnswer>()
                                .completeOnTimeout(CommandAnswer.ok(), 20, TimeUnit.MILLISECONDS)));
    }

    private static java.util.concurrent.CompletionStage<CommandAnswer> say(Arguments arguments) {
        return new CommandAnswer.Result(TextNode.valueOf(
                        arguments.text("text").repeat(arguments.integer("times").orElse(1))))
                .now();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // names
                "{'jsonrpc':'2.0','id':1,'method':'a:say','params':['x']} | {'jsonrpc':'2.0','result':'x','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say_old','params':['x']} | {'jsonrpc':'2.0','result':'x','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x']} | {'jsonrpc':'2.0','result':'x','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'Say','params':['x']} | {'jsonrpc':'2.0','error':{'code':-32601,'message':'Method not found','data':'did you mean say?'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'reload'} | {'jsonrpc':'2.0','error':{'code':-32001,'message':'Method ambiguous','data':'supported names: a:reload, b:reload'},'id':1}",
                // ids
                "{'jsonrpc':'2.0','id':'abc','method':'a:change'} | {'jsonrpc':'2.0','result':'OK','id':'abc'}",
                "{'jsonrpc':'2.0','id':1.50,'method':'a:change'} | {'jsonrpc':'2.0','result':'OK','id':1.50}",
                "{'jsonrpc':'2.0','id':null,'method':'a:change'} | {'jsonrpc':'2.0','result':'OK','id':null}",
                // no parameters in three forms
                "{'jsonrpc':'2.0','id':1,'method':'a:change','params':[]} | {'jsonrpc':'2.0','result':'OK','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'a:change','params':{}} | {'jsonrpc':'2.0','result':'OK','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'a:change','params':null} | {'jsonrpc':'2.0','result':'OK','id':1}",
                // named parameters, numbers as strings
                "{'jsonrpc':'2.0','id':1,'method':'say','params':{'text':'x','times':2}} | {'jsonrpc':'2.0','result':'xx','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':{'times':'2','text':'x'}} | {'jsonrpc':'2.0','result':'xx','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x','2']} | {'jsonrpc':'2.0','result':'xx','id':1}",
                // parameters that do not fit
                "{'jsonrpc':'2.0','id':1,'method':'say'} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Too few or too many parameters; expected: text, or text times'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x',1,2]} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Too few or too many parameters; expected: text, or text times'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':{'txt':'x'}} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Named parameters do not match, no txt, did you mean text?; expected: text, or text times'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':{'times':1}} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Named parameters do not match; expected: text, or text times'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':[5]} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Bad type for parameter `text`'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x','y']} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Bad type for parameter `times`'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x',1.5]} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Bad type for parameter `times`'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'say','params':['x',99999999999]} | {'jsonrpc':'2.0','error':{'code':-32602,'message':'Invalid params','data':'Bad type for parameter `times`'},'id':1}",
                // errors of commands and of ours
                "{'jsonrpc':'2.0','id':1,'method':'refused'} | {'jsonrpc':'2.0','error':{'code':404,'message':'Agent not found'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'broken'} | {'jsonrpc':'2.0','error':{'code':-32000,'message':'Server error'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'full'} | {'jsonrpc':'2.0','error':{'code':-32000,'message':'Server error','data':'overloaded'},'id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'slow'} | {'jsonrpc':'2.0','result':'OK','id':1}",
                // no requests
                "{'jsonrpc':'2.0','id':1 | {'jsonrpc':'2.0','error':{'code':-32700,'message':'Parse error'},'id':null}",
                "{} {} | {'jsonrpc':'2.0','error':{'code':-32700,'message':'Parse error'},'id':null}",
                "hello | {'jsonrpc':'2.0','error':{'code':-32700,'message':'Parse error'},'id':null}",
                "5 | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'not an object'},'id':null}",
                "[] | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'empty batch'},'id':null}",
                "{'id':7,'method':'say'} | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'jsonrpc is not ´2.0´'},'id':7}",
                "{'jsonrpc':'2.0','id':7,'method':5} | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'method is not a string'},'id':7}",
                "{'jsonrpc':'2.0','id':{},'method':'say'} | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'id is neither string nor number'},'id':null}",
                "{'jsonrpc':'2.0','id':7,'method':'say','params':'x'} | {'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'params is neither array nor object'},'id':7}",
                // batches
                "[{'jsonrpc':'2.0','id':1,'method':'change'},5,{'jsonrpc':'2.0','method':'change'},{'jsonrpc':'2.0','id':2,'method':'slow'}] | [{'jsonrpc':'2.0','result':'OK','id':1},{'jsonrpc':'2.0','error':{'code':-32600,'message':'Invalid Request','data':'not an object'},'id':null},{'jsonrpc':'2.0','result':'OK','id':2}]",
            })
    void eachRequestHasItsAnswer(String request, String answer) throws Exception {
        String given = answer(request.replace('\'', '"'), ADMIN).body();

        String wanted = answer.replace("´", "\\\"").replace('\'', '"').replace('`', '\'');
        assertThat(new JsonMapper().readTree(given)).isEqualTo(new JsonMapper().readTree(wanted));
    }

    @Test
    void aNotificationIsCarriedOutAndNotAnswered() throws Exception {
        assertThat(answer("{\"jsonrpc\":\"2.0\",\"method\":\"change\"}", ADMIN).body())
                .isEmpty();
        assertThat(answer(
                                "[{\"jsonrpc\":\"2.0\",\"method\":\"change\"},{\"jsonrpc\":\"2.0\",\"method\":\"none\"}]",
                                ADMIN)
                        .body())
                .isEmpty();
        assertThat(changes).hasValue(2);
    }

    @Test
    void aCommandBeyondTheRoleIsForbiddenAndNotCarriedOut() throws Exception {
        RpcAnswer answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"change\"}", VIEWER);

        assertThat(answer.forbidden()).isTrue();
        assertThat(answer.body()).contains("-32003").contains("needs role admin");
        assertThat(changes).hasValue(0);
    }

    @Test
    void inABatchOnlyTheForbiddenCommandFails() throws Exception {
        RpcAnswer answer = answer(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"change\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"say\",\"params\":[\"x\"]}]",
                VIEWER);

        assertThat(answer.forbidden()).isFalse();
        assertThat(answer.body()).contains("-32003").contains("\"result\":\"x\"");
    }

    @Test
    void aBatchOfMoreThanAHundredRequestsIsRefusedWhole_L7() throws Exception {
        String one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"none\"}";

        assertThat(new JsonMapper()
                        .readTree(answer("[" + (one + ",").repeat(99) + one + "]", ADMIN)
                                .body()))
                .hasSize(100);
        assertThat(answer("[" + (one + ",").repeat(100) + one + "]", ADMIN).body())
                .contains("-32600")
                .contains("batch of more than 100 requests");
    }

    @Test
    void aHundredSlowRequestsOfOneBatchDoNotPileUpOnTheStack() throws Exception {
        String one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\"}";
        String batch = "[" + (one + ",").repeat(99) + one + "]";

        assertThat(new JsonMapper().readTree(answer(batch, ADMIN).body())).hasSize(100);
    }

    @Test
    void theAnswersOfABatchHaveABoundTogether() throws Exception {
        String big =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"say\",\"params\":[\"" + "x".repeat(1000) + "\",10000]}";
        String batch = "[" + (big + ",").repeat(9) + big + "]";

        String body = answer(batch, ADMIN).body();

        assertThat(body.length()).isLessThan(50_000_000);
        assertThat(new JsonMapper().readTree(body)).hasSize(10);
        assertThat(body).contains("the answers before are too long");
    }

    @Test
    void requestsThatAreTooLargeOrTooDeepAreErrors() throws Exception {
        String large = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(JsonRpc.LARGEST_REQUEST) + "\"}";
        String deep = "[".repeat(100_000);

        assertThat(answer(large, ADMIN).body()).contains("-32600").contains("larger than");
        assertThat(answer(deep, ADMIN).body()).contains("-32700");
    }

    @Test
    void brokenUtf8IsAParseError() throws Exception {
        byte[] request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        request[request.length - 3] = (byte) 0xC3;

        assertThat(rpc.answer(request, ADMIN)
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .body())
                .contains("-32700");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void nothingIsNoRequest(String text) throws Exception {
        assertThat(answer(text, ADMIN).body()).containsAnyOf("-32700", "-32600");
    }

    @Test
    void whichNamesAllCommandsAndTheWaysToCallOne() throws Exception {
        assertThat(new JsonMapper()
                        .readTree(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"which\"}", ADMIN)
                                .body())
                        .get("result"))
                .contains(TextNode.valueOf("a:say"), TextNode.valueOf("say_old"), TextNode.valueOf("which"));
        assertThat(new JsonMapper()
                        .readTree(answer(
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"which\",\"params\":[\"say\"]}",
                                        ADMIN)
                                .body())
                        .get("result")
                        .toString())
                .isEqualTo("[[\"text\"],[\"text\",\"times\"]]");
    }

    private RpcAnswer answer(String request, Visitor visitor) throws Exception {
        return rpc.answer(request.getBytes(StandardCharsets.UTF_8), visitor)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
