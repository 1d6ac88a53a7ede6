package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnLoops
class LoopStackTest extends JainStackTest {
    @Test
    void theseStacksAreLoops() throws Exception {
        try (Phone ann = Phone.on("ann", "udp:127.0.0.1:0")) {
            assertThat(ann.stack).isInstanceOf(LoopStack.class);
        }
    }
}
