package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What pages know after any number of frames is what the feed knows. */
class FeedTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final Set<Topic> ALL = EnumSet.complementOf(EnumSet.of(Topic.ME));

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Feed feed = new Feed("e1");

    /** What a page makes of snapshot and frames. */
    private final class PageRows {
        private final Set<Topic> topics;
        private final Map<String, String> rows = new TreeMap<>();
        private long place;

        PageRows(Set<Topic> topics) throws Exception {
            this.topics = topics;
            take(mapper.readTree(feed.snapshot(topics, NumberMask.FULL, RowScope.ALL, T0)));
            place = feed.seq();
        }

        void follow(Instant now) throws Exception {
            while (place < feed.seq()) {
                Feed.Frame frame = feed.after(place, topics, NumberMask.FULL, RowScope.ALL, now);
                assertThat(frame.seq()).isGreaterThan(place);
                assertThat(frame.data().length()).isLessThan(Feed.FRAME + 2_000);
                place = frame.seq();
                if (!frame.data().isEmpty()) {
                    take(mapper.readTree(frame.data()));
                }
            }
        }

        private void take(JsonNode json) {
            for (Topic topic : topics) {
                json.path(topic.label())
                        .forEach(row -> rows.put(topic + " " + row.get(0).asText(), row.toString()));
                json.path("gone").path(topic.label()).forEach(id -> rows.remove(topic + " " + id.asText()));
            }
        }
    }

    private void change(Random dice, Instant now) {
        Topic topic = Topic.values()[dice.nextInt(Topic.values().length)];
        String id = "r" + dice.nextInt(200);
        if (dice.nextInt(4) == 0) {
            feed.gone(topic, id, now);
        } else {
            feed.put(topic, id, PageRow.of(id, dice.nextInt(5), "x".repeat(dice.nextInt(600))), now);
        }
    }

    @Test
    void w11_aSnapshotAndTenThousandChangesAreAFreshSnapshot() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            Random dice = new Random(seed);
            List<PageRows> pages = new ArrayList<>();
            Instant now = T0;
            for (int i = 0; i < 10_000; i++) {
                now = now.plusMillis(20);
                change(dice, now);
                if (i % 2_500 == 0) {
                    pages.add(new PageRows(dice.nextBoolean() ? ALL : EnumSet.of(Topic.FLOWS, Topic.WAITING)));
                }
                for (PageRows page : pages) {
                    if (dice.nextInt(50) == 0) {
                        page.follow(now);
                    }
                }
                if (dice.nextInt(100) == 0) {
                    feed.forget(now);
                }
            }
            for (PageRows page : pages) {
                page.follow(now);
                assertThat(page.rows).as("seed %s", seed).isEqualTo(new PageRows(page.topics).rows);
            }
        }
    }

    @Test
    void w14_aPlaceIsKnownUntilWhatChangedBehindItIsForgotten() {
        feed.put(Topic.FLOWS, "a", PageRow.of("a", 1), T0);
        String place = feed.place(feed.seq());
        feed.gone(Topic.FLOWS, "a", T0);
        assertThat(feed.known(place)).contains(1L);
        feed.forget(T0.plusSeconds(59));
        assertThat(feed.known(place)).contains(1L);
        feed.forget(T0.plusSeconds(61));
        assertThat(feed.known(place)).isEmpty();
        assertThat(feed.known(feed.place(feed.seq()))).isPresent();
    }

    @Test
    void w14_placesOfOtherProcessesAndNonsenseAreNotKnown() {
        feed.put(Topic.FLOWS, "a", PageRow.of("a", 1), T0);
        for (String place : new String[] {"e2-1", "e1-2", "e1--1", "e1-", "", "1", "e1-99999999999999999999", null}) {
            assertThat(feed.known(place)).as("%s", place).isEmpty();
        }
    }

    @Test
    void w13_aRowThatDoesNotChangeIsNotSentAgain() {
        feed.put(Topic.FLOWS, "a", PageRow.of("a", 1, null), T0);
        long before = feed.seq();
        feed.put(Topic.FLOWS, "a", PageRow.of("a", 1, null), T0);
        feed.gone(Topic.FLOWS, "b", T0);
        assertThat(feed.seq()).isEqualTo(before);
    }
}
