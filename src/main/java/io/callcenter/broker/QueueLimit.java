package io.callcenter.broker;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIllegalStateException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;

/**
 * Bounds the queues of users other than the call center itself: queues for answers and subscriptions of each user, durable subscriptions among
 * them, which keep events while nobody reads, and both of all users.
 */
final class QueueLimit implements ActiveMQServerQueuePlugin {
    /** Durable subscriptions of one user. */
    static final int DURABLE_OF_ONE = 20;

    private static final int DURABLE = 200;
    private static final int QUEUES_OF_ONE = 200;
    private static final int QUEUES = 2_000;

    private final String ourselves;
    private final AtomicReference<ActiveMQServer> server = new AtomicReference<>();

    QueueLimit(String ourselves) {
        this.ourselves = ourselves;
    }

    @Override
    public void registered(ActiveMQServer registering) {
        server.set(registering);
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration wanted) throws ActiveMQException {
        String user = user(wanted.getUser() == null ? null : wanted.getUser().toString());
        if (user.isEmpty() || user.equals(ourselves)) {
            return;
        }
        List<Queue> others = server.get()
                .getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.getUser() != null
                        && !user(queue.getUser().toString()).equals(ourselves))
                .toList();
        List<Queue> own = others.stream()
                .filter(queue -> user(queue.getUser().toString()).equals(user))
                .toList();
        refuse(own.size() >= QUEUES_OF_ONE || others.size() >= QUEUES, "queues");
        if (Boolean.TRUE.equals(wanted.isDurable())) {
            refuse(durable(own) >= DURABLE_OF_ONE || durable(others) >= DURABLE, "durable subscriptions");
        }
    }

    private static String user(String name) {
        return name == null ? "" : name;
    }

    private static long durable(List<Queue> queues) {
        return queues.stream().filter(Queue::isDurable).count();
    }

    private static void refuse(boolean tooMany, String what) throws ActiveMQException {
        if (tooMany) {
            throw new ActiveMQIllegalStateException("too many " + what);
        }
    }
}
