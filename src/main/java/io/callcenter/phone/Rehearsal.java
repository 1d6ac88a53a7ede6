package io.callcenter.phone;

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
import java.util.concurrent.CountDownLatch;

/**
 * Plays calls with itself over loopback before the first real one comes: parser, transactions and legs cost several times as much while the
 * JVM does not know them. It uses parts of its own and leaves nothing behind. Begun early it runs beside the rest of the start and delays
 * nothing.
 */
public final class Rehearsal implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 9 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    private final Thread thread;
    private final int calls;
    private final CountDownLatch finished;
    private volatile String center = "";
    /** On the thread of the phones. */
    private int toCall;

    private Rehearsal(int calls) {
        this.calls = calls;
        this.toCall = calls;
        this.finished = new CountDownLatch(calls);
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
        return calls - (int) finished.getCount();
    }

    /** Ends it where it is, without waiting. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void play() {
        SipSettings settings = SipSettings.on("udp:127.0.0.1:0");
        KeyedNames names = KeyedNames.passing("rehearsal");
        KeyedNames own = KeyedNames.passing("peer");
        SipStack stage = LoopStack.open(settings, names);
        LiveCalls.Needs parts = new LiveCalls.Needs(
                settings, LegSettings.defaults(), names, stage, LegStore.none(), InstantSource.system(), () -> false);
        try (PhoneThread lane = new PhoneThread("sip-rehearsal-phones", trouble -> close());
                LiveCalls liveCalls = new LiveCalls(parts, stage.counters());
                Peer peer = new Peer(new Wire(LoopStack.open(settings, own), own, lane, "rehearsal"))) {
            peer.start(call -> answer(call, peer));
            String uri = "sip:peer@" + peer.address();
            liveCalls.reportTo(event -> {
                if (event instanceof CallEvent.Arrived arrived) {
                    liveCalls.order(connect(arrived, uri));
                }
            });
            liveCalls.start();
            center = "sip:rehearsal@" + liveCalls.listening().get(0).substring("udp:".length());
            for (int i = 0; i < AT_ONCE; i++) {
                call(peer);
            }
            finished.await();
        } catch (IOException e) {
            // It was to save time only.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The calling end hangs up as soon as it is answered. */
    private void call(Peer peer) {
        peer.locate(center, target -> {
            if (toCall-- > 0) {
                Line line = new Line(() -> next(peer));
                line.call = Optional.of(peer.call(target, "Rehearsal", "caller", SDP, line));
            }
        });
    }

    private void next(Peer peer) {
        finished.countDown();
        call(peer);
    }

    /** The called end rings and answers; when it is hung up, there is another call. */
    private Party answer(IncomingCall call, Peer peer) {
        call.ring();
        call.accept(SDP);
        return new Line(() -> next(peer));
    }

    /** One end of a call. */
    private static final class Line implements Party {
        private final Runnable whenEnded;
        private Optional<OutgoingCall> call = Optional.empty();

        Line(Runnable whenEnded) {
            this.whenEnded = whenEnded;
        }

        @Override
        public void accepted(String answer) {
            call.ifPresent(OutgoingCall::hangUp);
        }

        @Override
        public void refused(int code) {
            whenEnded.run();
        }

        @Override
        public Optional<String> offered(String offer) {
            return Optional.of(SDP);
        }

        @Override
        public void ended() {
            whenEnded.run();
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
