package io.callcenter.broker;

import io.callcenter.log.RateLimitedLog;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.ConfigurationUtils;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.Bindings;
import org.apache.activemq.artemis.core.postoffice.impl.PostOfficeImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker inside this process: reached by {@link #url()} from here and by its acceptor from elsewhere.
 *
 * <p>It stops itself when its disk refuses it; then it is started again, every few seconds, until it runs.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int LOOK_SECONDS = 3;
    private static final int JOURNAL_FILE = 4 << 20;
    private static final int BUFFER_NANOS = 500_000;
    private static final int SEND_BUFFER = 256 << 10;
    private static final int CONNECTIONS = 1000;
    private static final String OUTSIDE = "outside";

    private final EmbeddedActiveMQ server;
    private final int id;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cc-broker-watch"));
    private boolean closed;

    private EmbeddedBroker(EmbeddedActiveMQ server, int id) {
        this.server = server;
        this.id = id;
        Runnable reviving =
                new RateLimitedLog(LOG).guarding("The embedded broker cannot be looked after", this::revive);
        watch.scheduleWithFixedDelay(reviving, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Starts it; returns when it takes messages.
     *
     * @throws IOException when its folder is used by another process or cannot be written, or the acceptor's port is taken; nothing is
     *     left running then
     */
    public static EmbeddedBroker start(BrokerSettings settings, BrokerUsers users) throws IOException {
        int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(settings, id));
            server.setSecurityManager(new BrokerLogin(settings.user(), settings.password(), users));
            server.start();
            ActiveMQServer started = server.getActiveMQServer();
            if (!started.waitForActivation(20, TimeUnit.SECONDS)) {
                throw new IOException("another process uses " + settings.folder());
            }
            checkAcceptors(started, settings);
            return new EmbeddedBroker(server, id);
        } catch (Exception e) {
            stop(server);
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    /** The URL for clients inside this process. */
    public String url() {
        return "vm://" + id;
    }

    /** What it does, as meters. */
    public MeterBinder meters() {
        return new BrokerMeters(server);
    }

    /** Whether a message to that address would reach any queue; true where that cannot be told. Any thread. */
    public boolean isHeard(String address) {
        try {
            if (!(server.getActiveMQServer().getPostOffice() instanceof PostOfficeImpl office)) {
                return true;
            }
            Bindings queues = office.getAddressManager().getBindingsForRoutingAddress(SimpleString.of(address));
            return queues != null && queues.size() > 0;
        } catch (Exception e) { // what the broker declares; it may be stopping
            return true;
        }
    }

    private synchronized void revive() {
        if (closed || server.getActiveMQServer().isStarted()) {
            return;
        }
        LOG.warn("The embedded broker stopped by itself (is the disk full?); restarting it");
        try {
            server.stop();
            server.start();
            LOG.info("The embedded broker is running again");
        } catch (Exception e) { // whatever it cannot bear now, it may bear the next time
            LOG.warn("The embedded broker cannot be restarted yet: {}", e.toString());
        }
    }

    /** What runs inside, for tests that stop it. */
    ActiveMQServer inside() {
        return server.getActiveMQServer();
    }

    /** Stops it; its messages stay on the disk. */
    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdownNow();
        stop(server);
    }

    private static void stop(EmbeddedActiveMQ server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Configuration configuration(BrokerSettings settings, int id) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("call-center").setJMXManagementEnabled(false);
        storage(configuration, settings);
        configuration.setSecurityEnabled(true);
        configuration.setPopulateValidatedUser(true);
        // Its cache would remember for a minute that somebody was not let in who only came too soon.
        configuration.setAuthenticationCacheSize(0);
        configuration.setSecurityInvalidationInterval(TimeUnit.MINUTES.toMillis(1));
        configuration.setThreadPoolMaxSize(12);
        configuration.setScheduledThreadPoolMaxSize(2);
        configuration.setGlobalMaxSize(96L << 20);
        configuration.setMaxDiskUsage(97);
        configuration.setMessageExpiryScanPeriod(TimeUnit.SECONDS.toMillis(30));
        configuration.setCriticalAnalyzer(false).setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                InVMAcceptorFactory.class.getName(),
                // Delivered by the thread that brings a message, as from elsewhere: two changes of threads fewer for a
                // command.
                Map.of("serverId", Integer.toString(id), TransportConstants.DIRECT_DELIVER, true),
                "inside"));
        if (!settings.acceptor().isEmpty()) {
            configuration.addAcceptorConfiguration(acceptor(settings));
        }
        configuration.registerBrokerPlugin(new MessageLimit(settings.user()));
        configuration.registerBrokerPlugin(new QueueLimit(settings.user()));
        BrokerRules.apply(configuration);
        return configuration;
    }

    private static void storage(ConfigurationImpl configuration, BrokerSettings settings) {
        configuration.setPersistenceEnabled(true);
        configuration.setJournalDirectory(settings.folder().resolve("journal").toString());
        configuration.setBindingsDirectory(settings.folder().resolve("bindings").toString());
        configuration.setLargeMessagesDirectory(
                settings.folder().resolve("large").toString());
        configuration.setPagingDirectory(settings.folder().resolve("paging").toString());
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalFileSize(JOURNAL_FILE);
        configuration.setJournalMinFiles(2);
        configuration.setJournalBufferTimeout_NIO(BUFFER_NANOS);
        configuration.setJournalDatasync(settings.strict());
        configuration.setJournalSyncNonTransactional(settings.strict());
        configuration.setJournalSyncTransactional(settings.strict());
        configuration.setJournalLockAcquisitionTimeout(TimeUnit.SECONDS.toMillis(2));
    }

    /** As a map, not as a URL: a password may hold any character. */
    private static TransportConfiguration acceptor(BrokerSettings settings) throws Exception {
        TransportConfiguration given = ConfigurationUtils.parseAcceptorURI(OUTSIDE, settings.acceptor())
                .get(0);
        Map<String, Object> parameters = new HashMap<>(given.getParams());
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE");
        parameters.put(TransportConstants.TCP_SENDBUFFER_SIZE_PROPNAME, SEND_BUFFER);
        parameters.put(TransportConstants.CONNECTIONS_ALLOWED, CONNECTIONS);
        settings.keyStore().ifPresent(file -> {
            parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
            parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, file.toString());
            parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, settings.keyStorePassword());
            parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3,TLSv1.2");
            parameters.put(TransportConstants.ENABLED_CIPHER_SUITES_PROP_NAME, String.join(",", settings.suites()));
        });
        return new TransportConfiguration(given.getFactoryClassName(), parameters, OUTSIDE);
    }

    /** A taken port only leaves a warning in the broker's log: ask the acceptors themselves. */
    private static void checkAcceptors(ActiveMQServer server, BrokerSettings settings) throws IOException {
        var outside = server.getRemotingService().getAcceptor(OUTSIDE);
        if (!settings.acceptor().isEmpty() && (outside == null || !outside.isStarted())) {
            throw new IOException("cannot listen on " + settings.acceptor());
        }
    }
}
