package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.ids.CallId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

/** What a route wants to be shown with a call is kept with it, and no longer. */
class CallerFieldsTest {
    private static final CallId CALL = new CallId("c1");

    private final AtomicLong nanos = new AtomicLong();
    private final CallerFields fields = new CallerFields(List.of("X-Case"), nanos::get);
    private final DefaultMessage message = new DefaultMessage(new DefaultCamelContext());

    @Test
    void textsToShowAreKeptApartFromHeaderFields() {
        message.setHeader("SipHeader.X-Case", "7");
        message.setHeader("CcShow.Tier", "gold\r\n<b>");
        message.setHeader("ccshow.City", "");
        fields.keep(CALL, message);

        assertThat(fields.of(CALL)).containsEntry("X-Case", "7");
        assertThat(CallerFields.shown(fields.of(CALL))).isEqualTo(Map.of("Tier", "gold  <b>"));
        fields.forget(CALL);
        assertThat(fields.of(CALL)).isEmpty();
    }

    @Test
    void theLastEventsOfACallStillHaveThemForAMinuteAndNoLonger() {
        message.setHeader("CcShow.Tier", "gold");
        fields.keep(CALL, message);
        assertThat(fields.shownWith(CALL)).containsEntry("Tier", "gold");
        fields.forget(CALL);
        assertThat(fields.shownWith(CALL)).containsEntry("Tier", "gold");
        nanos.addAndGet(60_000_000_001L);
        fields.forget(new CallId("another"));
        assertThat(fields.shownWith(CALL)).isEmpty();
    }

    @Test
    void thereAreFiveOfSixtyFourCharactersAtMost() {
        for (int i = 0; i < 8; i++) {
            message.setHeader("CcShow.n" + i, "x".repeat(100));
        }
        fields.keep(CALL, message);
        assertThat(CallerFields.shown(fields.of(CALL)))
                .hasSize(5)
                .containsEntry("n0", "x".repeat(64))
                .doesNotContainKey("n5");
    }
}
