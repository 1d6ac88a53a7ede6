package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.CallId;
import io.callcenter.plain.PlainBody;
import io.callcenter.sip.call.FactListener;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A defect on the way of a new call to its route: the caller is refused, and the next calls are none the worse. */
class BrokenListenerTest {
    private static final String LOOPBACK = "udp:127.0.0.1:0";

    private final List<CallId> arriving = new CopyOnWriteArrayList<>();
    private final List<CallId> refused = new CopyOnWriteArrayList<>();
    private LiveCalls calls;
    private Phone ann;

    @BeforeEach
    void open() throws Exception {
        ann = Phone.on("ann", LOOPBACK);
        SipSettings settings = SipSettings.on(LOOPBACK);
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        calls = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        () -> false),
                stack.counters());
    }

    @AfterEach
    void close() {
        calls.close();
        ann.close();
    }

    private void listen(Runnable onArrival, Runnable onOthers) throws Exception {
        calls.reportTo(new FactListener() {
            @Override
            public void accept(CallEvent event) {
                (event instanceof CallEvent.Arrived ? onArrival : onOthers).run();
            }

            @Override
            public void arriving(CallId call) {
                arriving.add(call);
            }

            @Override
            public void refused(CallId call) {
                refused.add(call);
            }
        });
        calls.start();
    }

    private void call(int code) throws Exception {
        String point = calls.listening().get(0);
        ann.send(ann.invite(
                "sip:support@127.0.0.1" + point.substring(point.lastIndexOf(':')), PlainBody.sdp(Phone.SDP)));
        ann.answer(code);
    }

    private static void broken() {
        List.of().get(0);
    }

    private static void unlinked() {
        throw new NoClassDefFoundError("lost");
    }

    @Test
    void eachCallWhoseArrivalCannotBeToldIsRefusedAndCounted() throws Exception {
        listen(BrokenListenerTest::broken, () -> {});
        for (int i = 1; i <= 20; i++) {
            call(500);
        }
        await().until(() -> calls.open() == 0);

        assertThat(arriving).hasSize(20);
        assertThat(refused).containsExactlyElementsOf(arriving);
        assertThat(calls.counters().faults.sum()).isEqualTo(20);
        assertThat(calls.counters().refusals()).containsEntry(500, 20L);
    }

    @Test
    void anErrorWhileAFactIsToldEndsTheCallAndIsCounted() throws Exception {
        listen(BrokenListenerTest::unlinked, BrokenListenerTest::unlinked);
        call(500);

        await().until(() -> calls.open() == 0);
        assertThat(calls.counters().faults.sum()).isPositive();
    }
}
