package io.callcenter.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.Properties;
import javax.sip.PeerUnavailableException;
import javax.sip.address.Hop;
import javax.sip.address.Router;

/**
 * The stack with our parts in place of its own, given as objects: by its properties it could only make them itself, by class name. Several may
 * live in one program.
 */
final class TunedStack extends SipStackImpl {
    /**
     * Our parts.
     *
     * @param valve sees every message before the stack looks for its transaction
     * @param network makes the sockets
     * @param router says where a request goes
     */
    record Parts(
            SIPMessageValve valve, NetworkLayer network, Router router, SipCounters counters, PeerWarnings warnings) {}

    TunedStack(Parts parts, SipSettings.Tls tls) throws PeerUnavailableException {
        super(properties(tls));
        networkLayer = parts.network();
        setRouter(parts.router());
        setAddressResolver(hop -> withPort(hop));
        setMessageParserFactory(parser(parts));
        setMessageProcessorFactory(processors(parts.counters()));
        sipMessageValves.add(parts.valve());
    }

    private static MessageParserFactory parser(Parts parts) {
        return GuardedParser.factory(parts.counters(), parts.warnings());
    }

    private static MessageProcessorFactory processors(SipCounters counters) {
        // Blocking TCP: the stack's NIO loses the first messages of a connection that it opens.
        MessageProcessorFactory streams = new OIOMessageProcessorFactory();
        return (stack, address, port, transport) -> transport.equalsIgnoreCase("udp")
                ? new GuardedUdp(address, stack, port, counters)
                : streams.createMessageProcessor(stack, address, port, transport);
    }

    /** Never asks a name service: the stack resolves addresses on its own threads. */
    private static Hop withPort(Hop hop) {
        if (hop.getPort() > 0) {
            return hop;
        }
        return new StackHop(
                hop.getHost(), hop.getTransport().equalsIgnoreCase("tls") ? 5061 : 5060, hop.getTransport());
    }

    private static Properties properties(SipSettings.Tls tls) {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "sip");
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        p.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        set(p, "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        // One parser a listening point keeps the order of messages; unset, every datagram would get a thread.
        set(p, "THREAD_POOL_SIZE", "1");
        set(p, "REENTRANT_LISTENER", "true");
        set(p, "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        set(p, "TIMER_CLASS_NAME", DaemonTimer.class.getName());
        set(p, "STACK_LOGGER", QuietStackLogger.class.getName());
        set(p, "SERVER_LOGGER", QuietServerLogger.class.getName());
        set(p, "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        set(p, "SEND_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        set(p, "MAX_MESSAGE_SIZE", "65536");
        // Datagrams wait in a queue of ours, which drops what is too old.
        set(p, "CONGESTION_CONTROL_TIMEOUT", "0");
        // A CANCEL must also go out when its INVITE was sent before a restart.
        set(p, "CANCEL_CLIENT_TRANSACTION_CHECKED", "false");
        set(p, "DELIVER_UNSOLICITED_NOTIFY", "true");
        set(p, "TLS_CLIENT_PROTOCOLS", String.join(",", TlsSockets.PROTOCOLS));
        set(p, "ENABLED_CIPHER_SUITES", String.join(",", TlsSockets.SUITES));
        // Unset, the stack demands a certificate of every client.
        set(p, "TLS_CLIENT_AUTH_TYPE", switch (tls.clientAuth()) {
            case NONE -> "Disabled";
            case WANTED -> "Want";
            case NEEDED -> "Enabled";
        });
        set(p, "SSL_HANDSHAKE_TIMEOUT", "4000");
        // A message on a stream must be complete after that time, or its connection is closed.
        set(p, "READ_TIMEOUT", "10000");
        return p;
    }

    private static void set(Properties p, String name, String value) {
        p.setProperty("gov.nist.javax.sip." + name, value);
    }

    /** Closes all sockets at once. The rest takes the stack a second, which its caller does not wait for. */
    void end() {
        for (MessageProcessor processor : getMessageProcessors()) {
            removeMessageProcessor(processor);
        }
        closeAllSockets();
        Thread rest = new Thread(this::stopForGood, "sip-stop");
        rest.setDaemon(true);
        rest.start();
    }

    private void stopForGood() {
        EventScanner scanner = getEventScanner();
        stop();
        // Its thread waits for an event to notice that it was stopped. A stack without a listener has none.
        if (scanner != null) {
            scanner.addEvent(new EventWrapper(null, null));
        }
    }
}
