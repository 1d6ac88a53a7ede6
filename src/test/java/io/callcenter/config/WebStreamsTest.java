package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many pages may follow the board, and how much they are told. */
class WebStreamsTest {
    private static final int MOST = 6;
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("ada:pw".getBytes(StandardCharsets.UTF_8));
    private static final String LOGIN =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_agent_login\",\"params\":[\"bob\",%d]}";
    private static final Pattern PLACE = Pattern.compile("\"at\":\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
        Path users = Files.writeString(folder.resolve("users"), "oli:" + hash + ":operator\nada:" + hash + ":admin\n");
        application = StartedApplication.in(
                folder, Map.of("cc.http.users", users.toString(), "cc.web.streams", String.valueOf(MOST)));
        application.seed();
        command("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reload\"}");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static void command(String body) throws Exception {
        assertThat(application.post(body, "Authorization", BASIC).body()).contains("OK");
    }

    private static String session() throws Exception {
        String cookie = CLIENT.send(
                        HttpRequest.newBuilder(application.uri("/login"))
                                .POST(HttpRequest.BodyPublishers.ofString("name=oli&password=pw"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** A page that follows. */
    private static final class Page implements AutoCloseable {
        private record Frame(long nanos, String id, String data) {}

        private final List<Frame> frames = new CopyOnWriteArrayList<>();
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final InputStream in;
        private final int status;
        private final String retry;

        Page(String cookie, String after) throws Exception {
            HttpResponse<InputStream> answer = CLIENT.send(
                    HttpRequest.newBuilder(application.uri("/web/live?topics=agents&after=" + after))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            status = answer.statusCode();
            retry = answer.headers().firstValue("Retry-After").orElse("");
            in = answer.body();
            Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            String id = "";
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                    id = line.startsWith("id: ") ? line.substring(4) : id;
                    if (line.startsWith("data: {\"t\"")) {
                        frames.add(new Frame(System.nanoTime(), id, line));
                    }
                }
            } catch (IOException e) {
                lines.add("closed");
            }
            lines.add("over");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Test
    void w17_theFifthPageOfASessionEndsTheFirstAndOneMoreThanThereMayBeIsRefusedUntilOneLeaves() throws Exception {
        String first = session();
        String second = session();
        String third = session();
        List<Page> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                pages.add(new Page(first, "x-1"));
                Page opened = pages.get(i);
                await().until(() -> opened.lines.contains("event: reset"));
            }
            await().until(() -> pages.get(0).lines.contains("data: \"many\""));
            await().until(() -> pages.get(0).lines.contains("over"));
            for (int i = 0; i < 2; i++) {
                pages.add(new Page(second, "x-1"));
                Page opened = pages.get(5 + i);
                await().until(() -> opened.lines.contains("event: reset"));
            }
            try (Page refused = new Page(third, "x-1")) {
                assertThat(refused.status).isEqualTo(503);
                assertThat(refused.retry).isNotEmpty();
            }
            pages.get(6).close();
            await().until(() -> {
                try (Page again = new Page(third, "x-1")) {
                    return again.status == 200;
                }
            });
            assertThat(pages.get(1).lines).doesNotContain("over");
        } finally {
            for (Page page : pages) {
                page.close();
            }
        }
    }

    private static String place(String cookie) throws Exception {
        var bytes = CLIENT.send(
                        HttpRequest.newBuilder(application.uri("/web/board?topics=agents"))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Matcher place = PLACE.matcher(
                new String(new java.util.zip.GZIPInputStream(bytes).readAllBytes(), StandardCharsets.UTF_8));
        assertThat(place.find()).isTrue();
        return place.group(1);
    }

    @Test
    void w13_fiveFramesASecondAtMostWithPlacesThatRiseAndTheSameBytesForTheSameRights() throws Exception {
        String cookie = session();
        String place = place(cookie);
        try (Page one = new Page(cookie, place);
                Page other = new Page(session(), place)) {
            for (int i = 1; one.frames.size() < 12; i++) {
                command(LOGIN.formatted(i % 2));
            }
            command(LOGIN.formatted(0));
            await().until(() -> other.frames.size() >= one.frames.size()
                    && one.frames.get(one.frames.size() - 1).data().contains("offline"));
            List<Long> places = one.frames.stream()
                    .map(frame -> Long.valueOf(frame.id().substring(frame.id().lastIndexOf('-') + 1)))
                    .toList();
            assertThat(places).isSorted().doesNotHaveDuplicates();
            long span = one.frames.get(11).nanos() - one.frames.get(0).nanos();
            // The reader may be late for the first and in time for the last: one hold less than there are between
            // twelve.
            assertThat(span).isGreaterThan(10 * 200_000_000L);
            assertThat(one.frames)
                    .allSatisfy(frame -> assertThat(frame.data().length()).isLessThanOrEqualTo(64 << 10));
            assertThat(other.frames.stream().map(Page.Frame::id))
                    .containsAnyElementsOf(
                            one.frames.stream().map(Page.Frame::id).toList());
            one.frames.forEach(frame -> other.frames.stream()
                    .filter(same -> same.id().equals(frame.id()))
                    .forEach(same -> assertThat(rows(same)).isEqualTo(rows(frame))));
        }
    }

    /** A frame without the time at which it was sent. */
    private static String rows(Page.Frame frame) {
        return frame.data().substring(frame.data().indexOf("\"agents\""));
    }
}
