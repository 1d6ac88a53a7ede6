package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.demo.ScreenLine.Tone;
import io.callcenter.demo.media.RtpPlayer;
import io.callcenter.phone.PhoneThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:15:30.123Z");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final PhoneThread lane = new PhoneThread("demo-phones", trouble -> out.println("trouble " + trouble));
    private final RtpPlayer rtp = new RtpPlayer(new Random(1));
    private final Phones phones = new Phones(lane, rtp, Clock.systemUTC(), new Random(1), seen -> {});

    @AfterEach
    void close() throws IOException {
        rtp.close();
        lane.close();
    }

    private Screen screen(boolean colours) {
        return new Screen(out, colours, ZoneOffset.UTC, phones);
    }

    private static ScreenLine line(Instant at, String words, Tone tone) {
        return new ScreenLine(at, "7", "Gus", "support", "alice", words, tone);
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aLineHasItsColumns() {
        Screen screen = screen(false);
        lane.run(() -> screen.show(line(AT, "the phone rings", Tone.WAITING)));
        await().untilAsserted(() ->
                assertThat(lines()).containsExactly("08:15:30.1    7  Gus      support  alice  the phone rings"));
    }

    @Test
    void linesStandInTheOrderInWhichThingsHappened() {
        Screen screen = screen(false);
        lane.run(() -> {
            screen.show(line(AT.plusMillis(50), "second", Tone.PLAIN));
            screen.show(line(AT, "first", Tone.PLAIN));
            screen.flush();
        });
        await().untilAsserted(() -> assertThat(lines()).hasSize(2));
        assertThat(lines().get(0)).endsWith("first");
    }

    @Test
    void coloursAreShownOnlyWhereTheyAreWanted() {
        Screen plain = screen(false);
        Screen coloured = screen(true);
        lane.run(() -> {
            plain.show(line(AT, "refuses", Tone.LOST));
            plain.flush();
            coloured.show(line(AT, "refuses", Tone.LOST));
            coloured.flush();
        });
        await().untilAsserted(() -> assertThat(lines()).hasSize(2));
        assertThat(lines().get(0)).doesNotContain("\u001b");
        assertThat(lines().get(1)).startsWith("\u001b[31m").endsWith("\u001b[0m");
    }

    @Test
    void everySightingAndReportThatMattersHasPlainWords() {
        Seen seen = Seen.refusedThenAnswered();
        Wording wording = new Wording(CallPlan::visitor, seen.ledger::call);
        assertThat(wording.of(new Sighting.Dialled("1001", "support", AT))
                        .orElseThrow()
                        .words())
                .isEqualTo("calls");
        assertThat(wording.of(new Sighting.Plays("1001", "queue", AT))
                        .orElseThrow()
                        .words())
                .isEqualTo("hears the queue music");
        assertThat(wording.of(new Sighting.Declined("1001", "ann", 486, AT))
                        .orElseThrow()
                        .words())
                .isEqualTo("refuses with 486");
        assertThat(wording.of(new Sighting.AgentDone("1001", "bob", true, Seen.START.plusSeconds(6)))
                        .orElseThrow()
                        .words())
                .isEqualTo("hangs up after 3.0 s");
        assertThat(wording.of(new CenterEvent.OfCall("c", "1001", "support", "queued", "", 0, "", AT))
                        .orElseThrow()
                        .words())
                .isEqualTo("waits in the queue, next in line");
        assertThat(wording.of(new CenterEvent.OfAgent("ann", "free", 1, AT))
                        .orElseThrow()
                        .words())
                .isEqualTo("is free");
        assertThat(wording.of(new CenterEvent.OfAgent("ann", "incall", 1, AT))).isEmpty();
    }
}
