package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.TimeArguments;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A file of records is read in pages, has a limit of time and of rows, and is written one at a time. */
class RecordFileTest {
    private static final Instant DAY = Instant.parse("2026-11-30T00:00:00Z");
    private static final TimeArguments MOMENTS = new TimeArguments(ZoneOffset.UTC);

    private Instant now = DAY;

    /** So many records, with ids from the highest down to 1. */
    private static class Numbered implements RecordSearch.Cdrs {
        private final List<Integer> asked = new ArrayList<>();
        private final long number;

        Numbered(long number) {
            this.number = number;
        }

        @Override
        public List<FoundCdr> read(CdrFilter filter, int most) {
            asked.add(most);
            long first = filter.behind().map(CdrFilter.Place::id).orElse(number + 1) - 1;
            return LongStream.iterate(first, id -> id > 0, id -> id - 1)
                    .limit(most)
                    .mapToObj(RecordFileTest::record)
                    .toList();
        }

        @Override
        public boolean areIndexed() {
            return true;
        }
    }

    private static FoundCdr record(long id) {
        return new FoundCdr(id, DAY, "c" + id, "sales", Optional.empty(), 1, 0, 0, 0, 0, 0, id, 1);
    }

    private RecordSearch search(RecordSearch.Cdrs records, ThreadPoolExecutor files) {
        InstantSource clock = () -> now;
        return new RecordSearch(
                records,
                (filter, most) -> List.of(),
                ZoneOffset.UTC,
                MOMENTS::from,
                MOMENTS::to,
                scope -> Optional.empty(),
                Runnable::run,
                files,
                clock);
    }

    private static RecordFile.Pages<FoundCdr> pages(RecordSearch.Cdrs records) {
        return (last, most) ->
                records.read(last.map(cdr -> all().behind(cdr.place())).orElse(all()), most);
    }

    private static ThreadPoolExecutor one() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    private static CdrFilter all() {
        return new CdrFilter(
                DAY,
                DAY.plusSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                0,
                Optional.empty());
    }

    @Test
    void pagesMeetWithoutGapAndTheLastIsTheOneThatIsNotFull() throws Exception {
        Numbered records = new Numbered(12_000);
        List<Long> ids = new ArrayList<>();
        new RecordFile(() -> now).read(pages(records), cdr -> ids.add(cdr.id()));

        assertThat(ids)
                .isEqualTo(LongStream.range(0, 12_000).mapToObj(i -> 12_000 - i).toList());
        assertThat(records.asked).containsExactly(5_000, 5_000, 5_000);
    }

    @Test
    void aMillionIsTheMost() throws Exception {
        Numbered records = new Numbered(1_000_001);
        long[] seen = {0};
        new RecordFile(() -> now).read(pages(records), cdr -> seen[0]++);

        assertThat(seen[0]).isEqualTo(1_000_000);
        assertThat(records.asked).hasSize(200);
    }

    @Test
    void aFileThatTakesLongerThanHalfAnHourIsBrokenOff() {
        List<Long> ids = new ArrayList<>();
        RecordFile export = new RecordFile(() -> now);

        assertThatThrownBy(() -> export.read(pages(new Numbered(10)), cdr -> {
                    ids.add(cdr.id());
                    now = now.plus(Duration.ofMinutes(16));
                }))
                .isInstanceOf(RecordFile.TooLong.class);
        assertThat(ids).hasSize(2);
    }

    @Test
    void aSecondFileIsRefusedWhileSearchesGoOn() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ThreadPoolExecutor files = one();
        RecordSearch search = search(
                new Numbered(3) {
                    @Override
                    public List<FoundCdr> read(CdrFilter filter, int most) {
                        if (most == RecordFile.AT_A_TIME) {
                            begun.countDown();
                            await().until(() -> held.getCount() == 0);
                        }
                        return super.read(filter, most);
                    }
                },
                files);
        Vertx vertx = Vertx.vertx();
        try {
            int port = serve(
                    vertx,
                    new CdrPages(
                            search,
                            new PageReply(false, new Assets(new Languages(Path.of("none"), "en"))),
                            new Audit()));
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<HttpResponse<String>> first =
                    client.sendAsync(request(port, "&format=csv"), HttpResponse.BodyHandlers.ofString());
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> second =
                    client.send(request(port, "&format=csv"), HttpResponse.BodyHandlers.ofString());
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("60");
            assertThat(second.body()).contains("a file is written already");
            assertThat(client.send(request(port, ""), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            held.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).body().lines()).hasSize(4);
        } finally {
            held.countDown();
            files.shutdownNow();
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static HttpRequest request(int port, String more) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/web/cdrs?from=2026-11-30&to=2026-11-30" + more))
                .build();
    }

    private static int serve(Vertx vertx, CdrPages pages) throws Exception {
        PageUser member = new PageUser(new Visitor("ann", Role.OPERATOR, "127.0.0.1"), "s", "t", DAY);
        Router router = Router.router(vertx);
        router.get("/web/cdrs").handler(context -> pages.handle(context, member, NumberMask.FULL));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return server.actualPort();
    }
}
