package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as a command is answered, and never with a failure of ours. */
class OddJsonTest {
    private static final Visitor ADMIN = new Visitor("-", Role.ADMIN, "test");

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final JsonRpc rpc = new JsonRpc(
            new CommandTable(List.of(new Command(
                    "a:say",
                    "say_old",
                    x -> Role.ADMIN,
                    List.of(CommandSignature.of(CommandSignature.string("text"), CommandSignature.integer("times"))),
                    arguments -> CommandAnswer.ok().now()))),
            new Audit(),
            executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private String answer(byte[] request) throws Exception {
        return rpc.answer(request, ADMIN)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .body();
    }

    private int code(String request) throws Exception {
        return code(request.getBytes(StandardCharsets.UTF_8));
    }

    /** The error's code; 0 for a result or no answer. */
    private int code(byte[] request) throws Exception {
        String answer = answer(request);
        JsonNode json = new JsonMapper().readTree(answer);
        return json == null ? 0 : json.path("error").path("code").asInt();
    }

    private static String withId(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"a:say\",\"params\":[\"x\",1]}";
    }

    private static String withParameter(String value) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a:say\",\"params\":[\"x\"," + value + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999199",
                "-1e99999999199",
                "1e-99999999199",
                "1E+2147483648",
                "1e2147483647",
                "0e2147483647",
                "1e-2147483648",
                "1000e2147483647",
                "0.001e-2147483647",
                "1e99999999999999999999999999",
                "NaN",
                "Infinity",
                "-Infinity",
                "01",
                "1.",
                ".5",
                "+1",
                "0x10",
                "--1",
                "1e",
                "1e+",
            })
    void aNumberThatIsNoneOrTooLargeIsNoJson_L1(String number) throws Exception {
        assertThat(code(withId(number))).isIn(-32700, 0);
        assertThat(code(withParameter(number))).isIn(-32700, -32602);
    }

    @Test
    void aNumberIsTooLongBeyondHundredDigits_L1() throws Exception {
        assertThat(code(withId("9".repeat(100)))).isZero();
        assertThat(code(withId("9".repeat(500_000)))).isEqualTo(-32700);
        assertThat(code(withParameter("9".repeat(99)))).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2000000000", "1e999999999", "-1e999999999", "1e-999999999", "1e400", "1.0", "2147483648",
                        "-2147483649",
                "\"1e9\"", "\"99999999999\"", "\"\"", "\"\\u0000\"", "null", "true", "[]", "{}",
            })
    void aParameterThatIsNoIntegerIsNamedAtOnce_L1(String value) throws Exception {
        long from = System.nanoTime();

        assertThat(code(withParameter(value))).isEqualTo(-32602);

        assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[[[{\"a\":["})
    void depthHasAnEnd_L1(String open) throws Exception {
        assertThat(code(open.repeat(100_000))).isEqualTo(-32700);
        assertThat(code(withId("1").replace("[\"x\",1]", open.repeat(100_000)))).isEqualTo(-32700);
    }

    @Test
    void textIsTakenAsItIs_L1() throws Exception {
        assertThat(code(withId("\"\\u0000\""))).isZero();
        assertThat(code(withId("\"\\ud800\""))).isZero();
        assertThat(code(withId("\"\\udc00\\ud800\""))).isZero();
        assertThat(code(withId("\"\u0000\""))).isEqualTo(-32700);
        assertThat(code(withId("1").replace("a:say", "a\\u0000say"))).isEqualTo(-32601);
        assertThat(code(withId("1").replace("a:say", "\\ud800"))).isEqualTo(-32601);
        assertThat(
                        code(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"none\",\"method\":\"a:say\",\"params\":[\"x\",1]}"))
                .isZero();
        assertThat(code("{\"" + "n".repeat(5000) + "\":1}")).isEqualTo(-32700);
        assertThat(code("\uFEFF" + withId("1"))).isIn(0, -32700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "ISO-8859-1"})
    void otherEncodingsAreJsonOrNone_L1(String charset) throws Exception {
        assertThat(code(withId("\"ü\"").getBytes(Charset.forName(charset)))).isIn(0, -32700);
    }

    @Test
    void aMebibyteIsReadAndMoreIsNot_L1() throws Exception {
        String filled = withId("1").replace("\"x\"", "\"" + "y".repeat(JsonRpc.LARGEST_REQUEST - 100) + "\"");

        assertThat(code(filled)).isEqualTo(-32602);
        assertThat(code(filled + " ".repeat(200))).isEqualTo(-32600);
        assertThat(code(" ".repeat(JsonRpc.LARGEST_REQUEST))).isEqualTo(-32700);
        assertThat(code("[" + "1,".repeat(50_000) + "1")).isEqualTo(-32700);
    }

    @Test
    void twentyThousandTextsWithOneThingWrongAreAllAnswered_L1() throws Exception {
        Random random = new Random(42);
        List<byte[]> good = List.of(
                withId("1.5e3").getBytes(StandardCharsets.UTF_8),
                ("[" + withId("\"a\"") + "," + withParameter("1e3") + "]").getBytes(StandardCharsets.UTF_8));
        byte[] pieces = "{}[]\":,\\u0e9+-.ntfd800\u0000\u0001".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = mutated(good.get(i % good.size()), pieces, random);
            String answer = answer(text);
            assertThat(answer.isEmpty() || new JsonMapper().readTree(answer).isContainerNode())
                    .as(new String(text, StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(answer).doesNotContain("-32000");
        }
    }

    private static byte[] mutated(byte[] text, byte[] pieces, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(text.length);
        out.write(text, 0, at);
        for (int i = random.nextInt(12); i > 0; i--) {
            out.write(random.nextInt(4) == 0 ? random.nextInt(256) : pieces[random.nextInt(pieces.length)]);
        }
        int skip = Math.min(text.length - at, random.nextInt(4));
        out.write(text, at + skip, text.length - at - skip);
        return out.toByteArray();
    }
}
