package io.callcenter.broker;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** A broker in this process that keeps nothing and asks nobody for a password, for tests that send and receive. */
public final class InVmBroker {
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final ConnectionFactory plain;
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();

    /** One with that number, its own among the brokers of this process; not started yet. */
    public InVmBroker(int number) {
        plain = new ActiveMQConnectionFactory("vm://" + number);
        pool.setConnectionFactory(plain);
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(), Map.of("serverId", Integer.toString(number)), "in-vm")));
    }

    /** Starts, or starts again. */
    public void start() throws Exception {
        server.start();
    }

    /** Is away from then on. */
    public void stop() throws Exception {
        server.stop();
    }

    /** A connection for each that is asked for. */
    public ConnectionFactory plain() {
        return plain;
    }

    /** Connections that are used again. */
    public ConnectionFactory pool() {
        return pool;
    }

    /** Ends it and all connections to it. */
    public void close() throws Exception {
        pool.stop();
        server.stop();
    }
}
