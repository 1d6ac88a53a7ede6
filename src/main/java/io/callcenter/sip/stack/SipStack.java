package io.callcenter.sip.stack;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The SIP transaction layer as we use it: requests, ACKs, responses and time-outs come up as {@link SipEvent}s, messages go down as {@link
 * SipOrder}s. No dialogs. All methods may be called from any thread; none but {@code start} and {@code close} waits for sockets, names or other threads.
 */
public interface SipStack extends AutoCloseable {
    /**
     * Opens the listening points and delivers events from then on, on the stack's threads: the listener must not block.
     *
     * @throws java.io.IOException when a port is taken or an address is not ours; nothing is left open then
     */
    void start(Consumer<SipEvent> listener) throws java.io.IOException;

    /**
     * The same with a screen that is asked for each new call before anything is kept for it.
     */
    default void start(Consumer<SipEvent> listener, NewCallScreen screen) throws java.io.IOException {
        start(listener);
    }

    /**
     * Carries out {@code Send}, {@code SendAck}, {@code Cancel}, {@code EndTransaction}, {@code Respond} and {@code RespondAnew}; other orders are
     * refused with {@link IllegalArgumentException}. Never throws for network reasons: a request that cannot be sent comes back as {@link
     * SipEvent.Unsent}, or as {@link SipEvent.Unanswered} with 503 where bytes of it may have left; an INVITE that is canceled before any, as {@link
     * SipEvent.Unanswered} with 487. Each {@code Send} ends in exactly one of these or a
     * final response, unless {@code EndTransaction} comes first. Requests of one Call-ID leave in the order in which they are given.
     */
    void carryOut(SipOrder order);

    /** Finds out where a SIP URI is and which address of ours it sees; completes exceptionally when it cannot be resolved. */
    CompletionStage<Hop> locate(String uri);

    /** The points really listened on, in the form {@code udp:127.0.0.1:5060}; ports are real ones where 0 was asked for. */
    List<String> listening();

    /** What was received, sent and dropped so far. */
    SipCounters counters();

    /** Those that answer challenges by these settings; what they do not answer is counted. */
    Credentials credentials(DigestSettings digest);

    /** Where the events of the call come whose caller's INVITE has that Call-ID, and where its orders are best given; while the stack runs. */
    CallHome home(String sipCallId);

    /**
     * Tasks that were given to homes and wait for their turn, messages of streams among them. Datagrams are not: they wait by their sources, so that
     * many of one source hold up nobody else.
     */
    int tasks();

    /** Transactions that are open, or kept so that repetitions are known. */
    default int transactions() {
        return 0;
    }

    /** How it is; for those who look from time to time. */
    default StackState state() {
        return StackState.CALM;
    }

    /** Whether it has been too late for a second for new calls to come on top. Cheap. */
    default boolean isLate() {
        return false;
    }

    /** Closes all listening points; no event is delivered afterwards, and orders do nothing any more. */
    @Override
    void close();
}
