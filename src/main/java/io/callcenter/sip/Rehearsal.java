package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.LegId;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Plays calls with itself over loopback before the first real one comes: parser, transactions and legs cost several times as much while the
 * JVM does not know them. It uses parts of its own and leaves nothing behind. Begun early it runs beside the rest of the start and delays
 * nothing.
 */
public final class Rehearsal implements AutoCloseable {
    private static final int AT_ONCE = 2;

    private final Thread thread;
    private final RehearsalPeer peer;
    private final int calls;

    private Rehearsal(int calls) {
        this.calls = calls;
        this.peer = new RehearsalPeer(calls);
        this.thread = new Thread(this::play, "sip-rehearsal");
        thread.setDaemon(true);
    }

    /** Begins to play that many calls, on a thread of its own; where there is no loopback, none. */
    public static Rehearsal begin(int calls) {
        Rehearsal rehearsal = new Rehearsal(calls);
        rehearsal.thread.start();
        return rehearsal;
    }

    /** Calls played to their end so far. */
    public int played() {
        return calls - (int) peer.finished().getCount();
    }

    /** Ends it where it is, without waiting. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void play() {
        SipSettings settings = SipSettings.on("udp:127.0.0.1:0");
        KeyedNames names = KeyedNames.passing("rehearsal");
        SipStack stage = LoopStack.open(settings, names);
        LiveCalls.Needs parts = new LiveCalls.Needs(
                settings, LegSettings.defaults(), names, stage, LegStore.none(), InstantSource.system(), () -> false);
        try (LiveCalls liveCalls = new LiveCalls(parts, stage.counters());
                peer) {
            liveCalls.listener(event -> {
                if (event instanceof CallEvent.Arrived arrived) {
                    liveCalls.order(connect(arrived, peer.uri()));
                }
            });
            liveCalls.start();
            peer.start("sip:rehearsal@" + liveCalls.listening().get(0).substring("udp:".length()), AT_ONCE);
            peer.finished().await();
        } catch (IOException e) {
            // It was to save time only.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CallOrder connect(CallEvent.Arrived arrived, String uri) {
        return new CallOrder.Connect(
                arrived.call(),
                new LegId("rehearsal-1"),
                CallOrder.Purpose.ANNOUNCEMENT,
                new CallOrder.Target(uri, Optional.empty()),
                "",
                List.of(),
                Optional.empty());
    }
}
