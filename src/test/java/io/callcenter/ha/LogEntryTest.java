package io.callcenter.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogEntryTest {
    private static final LogEntry ENTRY =
            new LogEntry(7, List.of(MapChange.put(1, (byte) 3, new byte[] {1, 2, 3}), MapChange.delete(2)));

    @Test
    void anEntryIsReadAsItWasWritten() throws IOException {
        LogEntry read = LogEntry.read(ByteBuffer.wrap(ENTRY.bytes(2)), 2);

        assertThat(read.term()).isEqualTo(7);
        assertThat(read.changes()).extracting(MapChange::id).containsExactly(1L, 2L);
        assertThat(read.changes().get(0).kept().orElseThrow().payload()).containsExactly(1, 2, 3);
        assertThat(read.changes().get(0).kept().orElseThrow().kind()).isEqualTo((byte) 3);
        assertThat(read.changes().get(1).kept()).isEmpty();
    }

    @Test
    void aFormatThatIsNotKnownIsRefusedAndNotGuessed() {
        assertThat(ENTRY.bytes(2)[0]).isEqualTo((byte) 2);
        assertThatThrownBy(() -> LogEntry.read(ByteBuffer.wrap(ENTRY.bytes(2)), 1))
                .isInstanceOf(UnknownFormat.class)
                .hasMessageContaining("format 2");
        assertThatThrownBy(() -> LogEntry.read(ByteBuffer.wrap(ENTRY.bytes(0)), 1))
                .isInstanceOf(UnknownFormat.class);
    }

    @Test
    void anEntryThatIsCutIsRefusedAtEachLength() {
        byte[] bytes = ENTRY.bytes(1);
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> LogEntry.read(cut, 1))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }
}
