package io.callcenter.house.sample.app;

/** Reaches past JMS. */
final class KnowsTheBroker {

    boolean runs(org.apache.activemq.artemis.core.server.ActiveMQServer server) {
        return server.isStarted();
    }
}
