package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @Test
    void connectionsLeaveFilesForHealthMetricsAndTheJournal_H4() {
        assertThat(Descriptors.connections(10_000, 1_024)).isEqualTo(512);
        assertThat(Descriptors.connections(10_000, 4_096)).isEqualTo(3_584);
        assertThat(Descriptors.connections(10_000, 1 << 20)).isEqualTo(10_000);
        assertThat(Descriptors.connections(10_000, 256)).isEqualTo(128);
    }
}
