package io.callcenter.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIllegalStateException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Refuses messages that are larger than anything that the call center has to say or to be told; its own users are not asked. */
final class MessageLimit implements ActiveMQServerMessagePlugin {
    /** Largest message that other programs may send, in bytes. */
    static final long LARGEST = 1L << 20;

    private final String ourselves;

    MessageLimit(String ourselves) {
        this.ourselves = ourselves;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction transaction, Message message, boolean direct, boolean noQueue)
            throws ActiveMQException {
        boolean other = session != null && !ourselves.equals(session.getUsername());
        if (other && message.getEncodeSize() > LARGEST || other && message.getWholeMessageSize() > LARGEST) {
            throw new ActiveMQIllegalStateException("message larger than " + LARGEST + " bytes");
        }
    }
}
