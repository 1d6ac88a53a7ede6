package io.callcenter.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WriterThreadTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aTurnThatFailsLeavesNoOtherBehind() throws Exception {
        WriterThread writer = new WriterThread(
                () -> {
                    WriterThread.keeps(() -> {
                        throw new IllegalStateException("a defect");
                    });
                    WriterThread.keeps(() -> told.add("second"));
                    WriterThread.append();
                    told.add("appended");
                    WriterThread.append();
                },
                "writer");
        writer.start();
        writer.join(10_000);

        assertThat(told).containsExactly("second", "appended");
    }
}
