package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Policy;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.Thresholds;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The thread of the feed. */
class BoardFeedTest {
    @Test
    void itOutlivesAStackThatIsTooDeep() throws Exception {
        ContactCenter center = new ContactCenter(Policy.defaults());
        try (BoardFeed feed = new BoardFeed(
                center.board(),
                InstantSource.system(),
                System::nanoTime,
                "e",
                session -> true,
                DeskFacts.NONE,
                10,
                Thresholds.first())) {
            CompletableFuture<byte[]> second = new CompletableFuture<>();
            feed.start();
            feed.snapshot(EnumSet.of(Topic.FLOWS), NumberMask.FULL, UserScope.ALL, Optional.empty(), zipped -> {
                throw new StackOverflowError();
            });
            feed.snapshot(EnumSet.of(Topic.FLOWS), NumberMask.FULL, UserScope.ALL, Optional.empty(), second::complete);

            assertThat(second.get(10, TimeUnit.SECONDS)).isNotEmpty();
        }
    }
}
