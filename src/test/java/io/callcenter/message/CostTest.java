package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading takes time in proportion to the bytes, whatever they are: eight times as many cost about eight times as much, never 64 times. */
class CostTest {
    private static final int SMALL = 32 << 10;
    private static final int TIMES = 8;
    private static final int MOST = 3 * TIMES;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y\r\n",
                "x\r\n",
                "\r\n ",
                "\r",
                "Via: SIP/2.0/UDP a\r\n",
                "To: ",
                ";",
                ";a",
                ";a=\"",
                ",",
                ", ",
                "<",
                "\"",
                "\\",
                "\"\\",
                "(",
                ")",
                "(\\",
                ":",
                "%00",
                "?",
                "&a=b",
                "@",
                "[",
                "::",
                "\u0001",
                "\\\u0001",
                "\u00fc",
                "a",
                " ",
                "\t",
                "<sip:a@h>,",
                "Contact: <sip:a@h>\r\n",
                "Digest a=\"b\","
            })
    void costGrowsWithTheBytesOnly(String part) {
        MessageIntake door = new MessageIntake(new Limits(1 << 24, 1 << 20, 1 << 20, 1 << 24, 1 << 26));
        for (String head : new String[] {"From: ", "Contact: ", "Via: SIP/2.0/UDP a", "Route: <sip:a>", "Reason: "}) {
            byte[] small = message(head, part, SMALL);
            byte[] large = message(head, part, SMALL * TIMES);
            long one = cost(door, small);
            long more = cost(door, large);
            assertThat(more).as(head + part).isLessThan(MOST * Math.max(one, 200_000));
        }
    }

    private static byte[] message(String head, String part, int length) {
        String start =
                "INVITE sip:a@h SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bKa\r\nFrom: <sip:a>\r\nTo: <sip:b>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n";
        String text = start + head + part.repeat(length / part.length()) + "\r\n\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The least CPU time of this thread in five tries. */
    private static long cost(MessageIntake door, byte[] bytes) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            IntakeResult entry = door.read(bytes, Carrier.DATAGRAM);
            if (entry instanceof IntakeResult.Taken taken) {
                taken.message().items(HeaderName.REASON);
                taken.message().contacts();
                taken.message().addresses(HeaderName.ROUTE);
            }
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    @Test
    void commentsThirtyThousandDeepAreCountedNotDescendedInto() {
        String deep = "(".repeat(15_000) + "," + ")".repeat(15_000);
        Request request =
                MessageSamples.requestOf(MessageSamples.with(MessageSamples.invite(), "Warning: a" + deep + ", b"));
        assertThat(request.items(HeaderName.WARNING)).containsExactly("a" + deep, "b");
        assertThat(Lists.split("(".repeat(30_000))).hasSize(1);
    }

    @Test
    void aStreamInSingleBytesCostsNoMoreThanItsBytes() {
        Framing framing = new Framing(Limits.USUAL);
        byte[] bytes = MessageSamples.bytes(MessageSamples.with(MessageSamples.invite(), "X: " + "y".repeat(30_000)));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int found = 0;
        for (int times = 0; times < 20; times++) {
            for (int at = 0; at < bytes.length; at++) {
                framing.add(bytes, at, at + 1);
                found += framing.next().isPresent() ? 1 : 0;
            }
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        assertThat(found).isEqualTo(20);
        assertThat(spent).as("600,000 bytes").isLessThan(3_000_000_000L);
    }
}
