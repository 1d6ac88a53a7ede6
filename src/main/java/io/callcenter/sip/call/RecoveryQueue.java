package io.callcenter.sip.call;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.SipEvent;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages wait while the calls of the process before are being taken up (docs/design/legs.md 3.9): those inside a dialog of ours, for a 481
 * would end a living call, and new calls, for those that waited before come first. Any thread.
 */
final class RecoveryQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryQueue.class);
    /** What to do with a message. */
    enum Place {
        /** It need not wait. */
        NONE,
        /** It waits. */
        TAKEN,
        /** It would have to wait, but too many do. */
        FULL
    }

    private final FreshNames names;
    private final int most;
    private final Deque<SipEvent> waiting = new ArrayDeque<>();
    private int newCalls;
    private boolean open;

    /**
     * A lot that is closed: nobody waits.
     *
     * @param names tells which tags are ours
     * @param most so many messages may wait
     */
    RecoveryQueue(FreshNames names, int most) {
        this.names = names;
        this.most = most;
    }

    /** From now on messages wait. */
    synchronized void open() {
        open = true;
    }

    /** Parks a message for which no call is known. */
    synchronized Place park(SipEvent event) {
        if (!open || !waits(event)) {
            return Place.NONE;
        }
        boolean fresh = isNewCall(event);
        if (waiting.size() >= most || fresh && newCalls >= most / 2) {
            return Place.FULL;
        }
        newCalls += fresh ? 1 : 0;
        waiting.add(event);
        return Place.TAKEN;
    }

    /** Gives everything that waits to that taker, in order; later messages do not wait, and do not overtake. */
    void close(Consumer<SipEvent> taker) {
        for (List<SipEvent> batch = take(); !batch.isEmpty(); batch = take()) {
            batch.forEach(event -> give(event, taker));
        }
    }

    /** One message that cannot be dealt with costs no other its way. */
    private static void give(SipEvent event, Consumer<SipEvent> taker) {
        try {
            taker.accept(event);
        } catch (RuntimeException e) {
            LOG.error("Exception while handling a message that waited for the saved calls", e);
        }
    }

    /** What waits by now; nothing any more, and the lot is closed. */
    private synchronized List<SipEvent> take() {
        List<SipEvent> batch = List.copyOf(waiting);
        waiting.clear();
        open = !batch.isEmpty();
        return batch;
    }

    /** New calls may take half of the room: the others belong to calls that are living. */
    private static boolean isNewCall(SipEvent event) {
        return event instanceof SipEvent.RequestIn in && in.request().to().tag().isEmpty();
    }

    private boolean waits(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            Request request = in.request();
            Tag tag = request.to().tag();
            boolean first = request.is(Methods.INVITE) || request.is(Methods.CANCEL);
            return tag.isEmpty() ? first : names.ours(request.callId().text(), tag.text());
        }
        if (event instanceof SipEvent.ResponseIn in) {
            Response response = in.response();
            return names.ours(response.callId().text(), response.from().tag().text());
        }
        return event instanceof SipEvent.CancelIn;
    }
}
