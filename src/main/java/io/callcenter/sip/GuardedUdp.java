package io.callcenter.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageChannel;
import gov.nist.javax.sip.stack.UDPMessageProcessor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The stack's UDP side with a guard: whatever a datagram raises, an {@link Error} too, ends with that datagram and never with its thread. The
 * released stack lets the thread die of a {@link StackOverflowError}.
 */
final class GuardedUdp extends UDPMessageProcessor {
    private static final int LARGEST = 65_535;
    private static final int MOST_DATAGRAMS = 50_000;
    private static final long MOST_BYTES = 64 << 20;
    private static final int HEAP_PART = 16;
    /** What a datagram takes beside its bytes. */
    private static final int OVERHEAD = 200;
    /** How long a datagram may wait: longer than a pause, shorter than the peer's patience. */
    private static final long STALE_MILLIS = 4_000;

    private final SipCounters counters;
    private volatile long servedWaited;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final byte[] buffer = new byte[LARGEST];

    GuardedUdp(InetAddress address, SIPTransactionStack stack, int port, SipCounters counters) throws IOException {
        super(address, stack, port);
        this.counters = counters;
        long room = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);
        this.messageQueue = new FairQueue<>(
                new Datagrams(),
                MOST_DATAGRAMS,
                room,
                ThreadLocalRandom.current().nextInt(),
                counters.overrun);
    }

    @Override
    public void start() throws IOException {
        isRunning = true;
        LinkedList<Object> channels = new LinkedList<>();
        channels.add(new Channel(getSIPStack(), this));
        messageChannels = channels;
        super.start();
    }

    @Override
    public void run() {
        while (isRunning) {
            receive();
        }
        ended.countDown();
    }

    /** Returns when the port is free: that is when the receiving thread has let go of it. */
    @Override
    public void stop() {
        super.stop();
        // The stack interrupts its parsing thread, which may lose that where it waits for something else.
        messageQueue.offer(new DatagramQueuedMessageDispatch(new DatagramPacket(new byte[0], 0), 0));
        try {
            ended.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive() {
        try {
            DatagramPacket packet = new DatagramPacket(buffer, LARGEST);
            sock.receive(packet);
            // RFC 5626 §4.4.1: keep-alives need no answer on UDP.
            if (packet.getLength() > 4) {
                // Waiting datagrams hold their own length only, not the largest one.
                packet.setData(Arrays.copyOf(buffer, packet.getLength()));
                messageQueue.offer(new DatagramQueuedMessageDispatch(packet, System.currentTimeMillis()));
            }
        } catch (SocketException e) {
            if (sock.isClosed()) {
                isRunning = false;
            } else {
                counters.faults.increment();
            }
        } catch (IOException | RuntimeException | Error e) {
            counters.faults.increment();
        }
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws UnknownHostException {
        return new Channel(target.getInetAddress(), target.getPort(), getSIPStack(), this);
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return new Channel(host, port, getSIPStack(), this);
    }

    /** How long the message that is on its way up from there had waited to be read, in milliseconds; on the thread that parses. */
    static long waited(MessageChannel channel) {
        return channel instanceof Channel datagrams ? datagrams.processor().servedWaited : 0;
    }

    /** A source is an IPv4 address, or the /64 network of an IPv6 address. */
    private final class Datagrams implements FairQueue.Traits<DatagramQueuedMessageDispatch> {
        @Override
        public int source(DatagramQueuedMessageDispatch datagram) {
            InetAddress address = datagram.packet.getAddress();
            return address instanceof Inet6Address
                    ? Long.hashCode(ByteBuffer.wrap(address.getAddress()).getLong())
                    : Objects.hashCode(address);
        }

        @Override
        public int bytes(DatagramQueuedMessageDispatch datagram) {
            return OVERHEAD + datagram.packet.getLength();
        }

        @Override
        public boolean stale(DatagramQueuedMessageDispatch datagram) {
            return datagram.getReceptionTime() > 0 && waited(datagram) > STALE_MILLIS;
        }

        @Override
        public void served(DatagramQueuedMessageDispatch datagram) {
            servedWaited = Math.max(0, waited(datagram));
        }

        private static long waited(DatagramQueuedMessageDispatch datagram) {
            return System.currentTimeMillis() - datagram.getReceptionTime();
        }
    }

    /** Parses and hands up on one thread of its own, or sends to one peer. */
    private static final class Channel extends UDPMessageChannel {
        Channel(SIPTransactionStack stack, GuardedUdp processor) {
            super(stack, processor, "sip-udp-" + processor.getPort());
        }

        Channel(InetAddress target, int port, SIPTransactionStack stack, GuardedUdp processor) {
            super(target, port, stack, processor);
        }

        // From the socket that we listen on: the stack does so only for a processor that it made itself.
        @Override
        protected void sendMessage(byte[] bytes, InetAddress address, int port, boolean again) throws IOException {
            if (port <= 0) {
                throw new IOException("no port to send to");
            }
            processor().sock.send(new DatagramPacket(bytes, bytes.length, address, port));
        }

        @Override
        protected void sendMessage(byte[] bytes, InetAddress address, int port, String protocol, boolean again)
                throws IOException {
            sendMessage(bytes, address, port, again);
        }

        // The thread is started by the constructor above us: nothing of this class may be used that is not set by then.
        private GuardedUdp processor() {
            return (GuardedUdp) getMessageProcessor();
        }

        @Override
        public void run() {
            while (processor().isRunning) {
                try {
                    super.run();
                } catch (RuntimeException | Error e) {
                    processor().counters.faults.increment();
                }
            }
        }

        @Override
        public void processMessage(SIPMessage message) {
            try {
                super.processMessage(message);
            } catch (RuntimeException | Error e) {
                processor().counters.faults.increment();
            }
        }
    }
}
