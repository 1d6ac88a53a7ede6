package io.callcenter.config.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.config.settings.StartFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraRoutesTest {
    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;
    private ExtraRoutes extra;

    @BeforeEach
    void start() throws Exception {
        SteadyDirect direct = new SteadyDirect();
        direct.setBlock(true);
        direct.setTimeout(2000);
        context.addComponent("direct", direct);
        context.start();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(RouteFiles.resource(
                        "built-in.yaml",
                        (route("greet-say", "direct:greet", "built-in") + route("other-say", "direct:other", "other"))
                                .getBytes(StandardCharsets.UTF_8)));
        template = context.createProducerTemplate();
        extra = new ExtraRoutes(folder, context);
    }

    @AfterEach
    void stop() {
        extra.close();
        context.stop();
    }

    @Test
    void aMissingFolderIsSkipped() throws Exception {
        ExtraRoutes none = new ExtraRoutes(folder.resolve("none"), context);

        none.load();
        none.close();

        assertThat(said()).isEqualTo("built-in");
    }

    @Test
    void aRouteWithTheIdOfABuiltInOneReplacesIt() throws Exception {
        write("mine.yaml", route("greet-say", "direct:greet", "mine") + route("new-say", "direct:new", "new"));

        extra.load();

        assertThat(said()).isEqualTo("mine");
        assertThat(say("direct:other")).isEqualTo("other");
        assertThat(say("direct:new")).isEqualTo("new");
    }

    @Test
    void xmlIsTakenToo() throws Exception {
        write("mine.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route id="greet-say"><from uri="direct:greet"/><setBody><constant>xml</constant></setBody></route>
                </routes>
                """);

        extra.load();

        assertThat(said()).isEqualTo("xml");
    }

    @Test
    void aBrokenFileAtTheStartIsNamedInOneLine() throws IOException {
        write("mine.yaml", route("greet-say", "nonsense:greet", "mine"));

        assertThatThrownBy(extra::load)
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith(folder.resolve("mine.yaml").toString())
                .hasMessageContaining("nonsense")
                .message()
                .doesNotContain("\n");
        assertThat(said()).isEqualTo("built-in");
    }

    @Test
    void aRouteWithoutAnIdIsRefused() throws IOException {
        write("mine.yaml", "- route:\n    from:\n      uri: direct:x\n      steps:\n        - log: hello\n");

        assertThatThrownBy(extra::load).isInstanceOf(StartFailed.class).hasMessageContaining("no id");
    }

    @Test
    void oneIdInTwoFilesIsRefused() throws IOException {
        write("a.yaml", route("greet-say", "direct:greet", "a"));
        write("b.yaml", route("greet-say", "direct:greet", "b"));

        assertThatThrownBy(extra::load)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("route greet-say is in")
                .hasMessageContaining("a.yaml");
    }

    @Test
    void aChangedFileTakesEffectWhileRunning() throws Exception {
        write("mine.yaml", route("greet-say", "direct:greet", "mine"));
        extra.load();
        extra.follow();

        write("mine.yaml", route("greet-say", "direct:greet", "changed"));

        await().untilAsserted(() -> assertThat(said()).isEqualTo("changed"));
    }

    @Test
    void whatIsBrokenKeepsTheFormerRoutes() throws Exception {
        write("mine.yaml", route("greet-say", "direct:greet", "mine"));
        extra.load();
        extra.follow();

        write("mine.yaml", route("greet-say", "direct:greet", "broken").replace("setBody", "setBoddy"));
        write("sign.yaml", route("sign-say", "direct:sign", "seen"));
        await().untilAsserted(() -> assertThat(context.getRoute("sign-say")).isNotNull());
        assertThat(said()).isEqualTo("mine");

        write(
                "mine.yaml",
                route("greet-say", "direct:greet", "x").replace("- setBody:", "- to: nonsense:x\n        - setBody:"));
        write("sign2.yaml", route("sign2-say", "direct:sign2", "seen"));
        await().untilAsserted(() -> assertThat(context.getRoute("sign2-say")).isNotNull());
        assertThat(said()).isEqualTo("mine");

        write("mine.yaml", route("greet-say", "direct:greet", "mended"));
        await().untilAsserted(() -> assertThat(said()).isEqualTo("mended"));
    }

    @Test
    void whatCanBeBuiltButNotStartedGoesBackToo() throws Exception {
        extra.load();
        extra.follow();

        write("second.yaml", route("second-say", "direct:other", "two consumers of one endpoint"));
        write("sign.yaml", route("sign-say", "direct:sign", "seen"));
        await().untilAsserted(() -> assertThat(context.getRoute("sign-say")).isNotNull());

        assertThat(context.getRoute("second-say")).isNull();
        assertThat(say("direct:other")).isEqualTo("other");
    }

    @Test
    void aDeletedFileBringsTheBuiltInBack() throws Exception {
        write("mine.yaml", route("greet-say", "direct:greet", "mine") + route("new-say", "direct:new", "new"));
        extra.load();
        extra.follow();

        Files.delete(folder.resolve("mine.yaml"));

        await().untilAsserted(() -> assertThat(said()).isEqualTo("built-in"));
        await().untilAsserted(() -> assertThat(context.getRoute("new-say")).isNull());
    }

    @Test
    void anIdThatVanishesFromAFileBringsTheBuiltInBack() throws Exception {
        write("mine.yaml", route("greet-say", "direct:greet", "mine") + route("new-say", "direct:new", "new"));
        extra.load();
        extra.follow();

        write("mine.yaml", route("new-say", "direct:new", "newer"));

        await().untilAsserted(() -> assertThat(said()).isEqualTo("built-in"));
        assertThat(say("direct:new")).isEqualTo("newer");
    }

    @Test
    void aBuiltInThatCameBackCanBeReplacedAgain() throws Exception {
        extra.load();
        extra.follow();
        for (int i = 0; i < 3; i++) {
            String body = "mine " + i;
            write("mine.yaml", route("greet-say", "direct:greet", body));
            await().untilAsserted(() -> assertThat(said()).isEqualTo(body));
            Files.delete(folder.resolve("mine.yaml"));
            await().untilAsserted(() -> assertThat(said()).isEqualTo("built-in"));
        }
    }

    @Test
    void aSwapUnderFourTimesTheWantedLoadLosesNothing() throws Exception {
        extra.load();
        extra.follow();
        AtomicInteger lost = new AtomicInteger();
        // Four times the calls a second that the contact center is measured with, from several threads as calls come.
        ScheduledExecutorService senders = Executors.newScheduledThreadPool(4);
        for (int i = 0; i < 4; i++) {
            senders.scheduleAtFixedRate(
                    () -> {
                        try {
                            template.requestBody("direct:greet", "", String.class);
                        } catch (RuntimeException e) {
                            lost.incrementAndGet();
                        }
                    },
                    i,
                    5,
                    TimeUnit.MILLISECONDS);
        }

        for (int i = 0; i < 10; i++) {
            String body = "mine " + i;
            write("mine.yaml", route("greet-say", "direct:greet", body));
            await().untilAsserted(() -> assertThat(said()).isEqualTo(body));
        }
        Files.delete(folder.resolve("mine.yaml"));
        await().untilAsserted(() -> assertThat(said()).isEqualTo("built-in"));
        senders.shutdown();

        assertThat(senders.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(lost.get()).isZero();
    }

    @Test
    void aRouteThatIsBusyIsLeftInPeaceUntilItIsThrough() throws Exception {
        extra.load();
        extra.follow();
        write(
                "mine.yaml",
                route("greet-say", "direct:greet", "old")
                        .replace("- setBody:", "- delay:\n            constant: 400\n        - setBody:"));
        await().untilAsserted(() -> assertThat(said()).isEqualTo("old"));
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(this::said);
        await().until(() -> context.getInflightRepository().size("greet-say") > 0);

        write("mine.yaml", route("greet-say", "direct:greet", "new"));

        await().untilAsserted(() -> assertThat(said()).isEqualTo("new"));
        assertThat(slow.get(5, TimeUnit.SECONDS)).isEqualTo("old");
    }

    private String said() {
        return say("direct:greet");
    }

    private String say(String uri) {
        return template.requestBody(uri, "", String.class);
    }

    private void write(String name, String text) throws IOException {
        Path hidden = Files.writeString(folder.resolve("." + name), text);
        Files.move(hidden, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String route(String id, String from, String body) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - setBody:
                            id: %s-body
                            expression:
                              constant: %s
                """.formatted(id, from, id, body);
    }
}
