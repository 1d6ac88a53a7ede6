package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses passwords over HTTP is slowed down and nobody else is. */
class PasswordBrakeTest {
    private static final int GUESSES = 150;

    @TempDir
    private Path folder;

    private StartedApplication application;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(10, "pw".toCharArray());
        Path users = Files.writeString(
                folder.resolve("users"), "vic:" + hash + ":viewer\nada:" + hash + ":admin\nnew:" + hash + ":viewer\n");
        application = StartedApplication.in(folder, Map.of("cc.http.users", users.toString()));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private CompletableFuture<HttpResponse<String>> ask(String path, String user) {
        URI uri = application.uri(path);
        String basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return client.sendAsync(
                HttpRequest.newBuilder(uri).header("Authorization", basic).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<CompletableFuture<HttpResponse<String>>> guess(String name) {
        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            guesses.add(ask("/metrics", name + ":wrong" + i));
        }
        return guesses;
    }

    @Test
    void manyWrongPasswordsHoldUpNeitherHealthNorWhoIsProven_H5() throws Exception {
        assertThat(ask("/metrics", "ada:pw").join().statusCode()).isEqualTo(200);
        assertThat(ask("/metrics", "vic:wrong").join().statusCode()).isEqualTo(401);
        assertThat(application.get("/health/live").statusCode()).isEqualTo(200);

        List<CompletableFuture<HttpResponse<String>>> guesses = guess("vic");
        long[] took = new long[21];
        for (int i = 0; i < took.length; i++) {
            long from = System.nanoTime();
            assertThat(application.get("/health/live").statusCode()).isEqualTo(200);
            took[i] = System.nanoTime() - from;
        }
        Arrays.sort(took);

        assertThat(Duration.ofNanos(took[took.length / 2])).isLessThan(Duration.ofMillis(100));
        assertThat(application.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(ask("/metrics", "ada:pw").join().statusCode()).isEqualTo(200);
        List<HttpResponse<String>> answers =
                guesses.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .hasSizeGreaterThan(GUESSES / 2)
                .allMatch(answer -> answer.body().contains("\"code\":429"))
                .allMatch(answer ->
                        answer.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
    }

    @Test
    void aProgramThatBeginsWithManyRequestsAtOnceIsLetInWithAll_H5() {
        List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(ask("/metrics", "new:pw"));
        }

        assertThat(requests.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
    }

    @Test
    void whoeverIsNotProvenComesInOnceTheDelayIsOver_H5() {
        assertThat(ask("/metrics", "vic:wrong").join().statusCode()).isEqualTo(401);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("/metrics", "new:pw").join().statusCode() == 200);
    }

    @Test
    void aClientCannotSayByItselfWhoItIs_H5() throws Exception {
        String claim = "{\"name\":\"ada\",\"role\":\"ADMIN\",\"from\":\"x\"}";

        for (String header : new String[] {"CamelVertxPlatformHttpAuthenticatedUser", "CcVisitor"}) {
            assertThat(application
                            .post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reset_stats\"}", header, claim)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(application
                        .post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reset_stats\"}",
                                "CamelVertxPlatformHttpAuthenticatedUser",
                                claim,
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder().encodeToString("vic:pw".getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(403);
    }
}
