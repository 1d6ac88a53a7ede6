package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.LegId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Plays calls with itself over loopback before the first real one comes: parser, transactions and legs cost several times as much while the
 * JVM does not know them. It uses parts of its own and leaves nothing behind.
 */
public final class Rehearsal {
    private static final int AT_ONCE = 4;

    private Rehearsal() {}

    /**
     * Plays that many calls, or fewer when the time is over before. Blocks as long as it plays; meant for a thread beside the rest of the start.
     *
     * @return how many calls were played to their end; 0 where there is no loopback to play on
     */
    public static int play(int calls, Duration atMost) {
        SipSettings settings = SipSettings.on("udp:127.0.0.1:0");
        KeyedNames names = KeyedNames.passing("rehearsal");
        JainStack stage = JainStack.open(settings, names);
        CallLanes.Parts parts = new CallLanes.Parts(
                settings, LegSettings.defaults(), names, stage, LegStore.none(), InstantSource.system(), () -> false);
        try (CallLanes lanes = new CallLanes(parts, stage.counters());
                RehearsalPeer peer = new RehearsalPeer(calls)) {
            lanes.listener((event, done) -> {
                if (event instanceof CallEvent.Arrived arrived) {
                    lanes.order(connect(arrived, peer.uri()));
                }
                done.run();
            });
            lanes.start();
            peer.start("sip:rehearsal@" + lanes.listening().get(0).substring("udp:".length()), AT_ONCE);
            peer.finished().await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return calls - (int) peer.finished().getCount();
        } catch (IOException e) {
            // It was to save time only.
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static CallOrder connect(CallEvent.Arrived arrived, String uri) {
        return new CallOrder.Connect(
                arrived.call(),
                new LegId("rehearsal-1"),
                CallOrder.Purpose.ANNOUNCEMENT,
                new CallOrder.Target(uri, Optional.empty()),
                "",
                Headers.NONE,
                Optional.empty());
    }
}
