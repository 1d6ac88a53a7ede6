package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private static final Hop HOP = new Hop("tcp", "192.0.2.7", 40_000, "192.0.2.1", 5_060, false);
    private static final String LINK = LinkTable.key(HOP);

    private final LinkTable<String> links = new LinkTable<>();

    @Test
    void theEndOfAConnectionIsToldOnceToEachOfItsCallsAndToNoOther() {
        links.add(LINK, "one");
        links.add(LINK, "two");
        links.add(LINK, "two");
        links.add(LinkTable.key("tcp", "192.0.2.7", 40_001), "other port");
        links.add(LinkTable.key("tls", "192.0.2.7", 40_000), "other transport");
        links.add(LinkTable.key("tcp", "192.0.2.8", 40_000), "other host");
        assertThat(links.gone("tcp 192.0.2.7 40000")).containsExactlyInAnyOrder("one", "two");
        assertThat(links.gone(LINK)).isEmpty();
        assertThat(links.size()).isEqualTo(3);
    }

    @Test
    void callsThatAreOverLeaveNothing_L6() {
        links.add(LINK, "one");
        links.add(LINK, "two");
        links.remove(LINK, "one");
        assertThat(links.gone(LINK)).containsExactly("two");
        links.add(LINK, "one");
        links.remove(LINK, "two");
        links.remove(LINK, "one");
        links.remove(LINK, "one");
        assertThat(links.size()).isZero();
    }
}
