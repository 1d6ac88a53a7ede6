package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipCountersTest {
    private final SipCounters counters = new SipCounters();

    @Test
    void realMethodsAreCountedByNameAlsoAfterManyInventedOnes_whichAreCountedAsOne() {
        for (int i = 0; i < 100; i++) {
            counters.received("INVENTED" + i);
        }
        counters.received("INVITE");
        counters.received("2xx");
        counters.sent("REFER");
        assertThat(counters.messagesIn())
                .containsEntry("other", 100L)
                .containsEntry("INVITE", 1L)
                .containsEntry("2xx", 1L)
                .hasSize(3);
        assertThat(counters.messagesOut()).containsEntry("REFER", 1L).hasSize(1);
    }

    @Test
    void whatWasNeverCountedIsNotListed() {
        assertThat(counters.messagesIn()).isEmpty();
        assertThat(counters.messagesOut()).isEmpty();
    }
}
