package io.callcenter.routes;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class TimersRoutesTest extends RouteFileTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Object signal = "tick";

    TimersRoutesTest() {
        super("timers.yaml");
    }

    /** What makes the signals. */
    public final class Ticks {
        /** The next signal, if there is one. */
        public Object tick() {
            asked.incrementAndGet();
            return signal;
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        registry.bind("signals", new Ticks());
    }

    @Test
    void tickAfterTickEntersTheLaneThoughOneFails() throws Exception {
        MockEndpoint lane = mockEndpoint("timers-tick", "direct:_lane");
        lane.whenExchangeReceived(1, failing());
        lane.expectedMinimumMessageCount(3);
        start();

        lane.assertIsSatisfied();
    }

    @Test
    void noSignalIsNoMessage() throws Exception {
        signal = null;
        MockEndpoint lane = mockEndpoint("timers-tick", "direct:_lane");
        lane.expectedMessageCount(0);
        start();

        await().until(() -> asked.get() > 1);
        lane.assertIsSatisfied();
    }
}
