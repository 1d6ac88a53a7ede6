package io.callcenter.transport;

import io.callcenter.message.QuickLook;
import io.callcenter.transport.address.Source;
import io.callcenter.transport.guard.Guard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A loop's socket on a point for datagrams. */
final class Datagrams extends ChannelInboundHandlerAdapter {
    /** Shorter ones keep NAT bindings alive (RFC 5626 §4.4.1). */
    private static final int SHORTEST = 5;

    private final Loops loops;
    private final Loop loop;
    private final Channel channel;
    private final InetAddress bound;
    /** Of the batch that is being read, what other loops deal with. */
    private final Map<Loop, List<ReceivedDatagram>> foreign = new IdentityHashMap<>();

    Datagrams(Loops loops, Loop loop, Channel channel, InetAddress bound) {
        this.loops = loops;
        this.loop = loop;
        this.channel = channel;
        this.bound = bound;
    }

    /** The address that it listens on, which may be all of the machine. */
    InetAddress bound() {
        return bound;
    }

    /** That address and its port. */
    InetSocketAddress address() {
        return new InetSocketAddress(bound, ((InetSocketAddress) channel.localAddress()).getPort());
    }

    /** Whether it can send there: families do not mix. */
    boolean reaches(InetAddress remote) {
        return remote instanceof Inet4Address == bound instanceof Inet4Address;
    }

    void write(byte[] message, InetSocketAddress remote) {
        if (!loops.speaks()) {
            return;
        }
        Capture capture = loop.capture();
        if (capture != null) {
            capture.goes(message, false, address(), remote);
        }
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(message), remote), channel.voidPromise());
        loop.wrote(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        DatagramPacket packet = (DatagramPacket) read;
        byte[] bytes;
        try {
            ByteBuf content = packet.content();
            bytes = new byte[content.readableBytes()];
            content.readBytes(bytes);
        } finally {
            packet.release();
        }
        InetSocketAddress from = packet.sender();
        long now = System.nanoTime();
        Source source = Source.of(from.getAddress());
        QuickLook glance = QuickLook.of(bytes);
        if (bytes.length >= SHORTEST && loops.speaks() && isRead(from, source, glance, bytes.length)) {
            Guard.Verdict verdict = verdict(from, glance, now);
            boolean refused = verdict == Guard.Verdict.LATER;
            if (refused || passes(verdict, from)) {
                DatagramLink link = new DatagramLink(this, from);
                long late = loop.lateness().delay(now);
                arrived(new ReceivedDatagram(bytes, link, source, glance, now, late, refused));
            }
        }
    }

    private boolean isRead(InetSocketAddress from, Source source, QuickLook glance, int bytes) {
        return glance == QuickLook.RESPONSE
                || glance == QuickLook.INSIDE
                || passes(loops.guard().datagram(from.getAddress(), source, bytes, System.nanoTime()), from);
    }

    private Guard.Verdict verdict(InetSocketAddress from, QuickLook glance, long now) {
        return glance == QuickLook.OTHER ? loops.guard().request(from.getAddress(), false, now) : Guard.Verdict.PASSED;
    }

    private void arrived(ReceivedDatagram datagram) {
        Loop home = loops.home(datagram.bytes(), loop);
        if (home == loop) {
            loop.arrived(datagram);
        } else {
            foreign.computeIfAbsent(home, h -> new ArrayList<>()).add(datagram);
        }
    }

    private boolean passes(Guard.Verdict verdict, InetSocketAddress from) {
        boolean passes = verdict == Guard.Verdict.PASSED;
        if (!passes) {
            loop.user().guarded(new DatagramLink(this, from), verdict.cause());
        }
        return passes;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!foreign.isEmpty()) {
            foreign.forEach(Loop::arrived);
            foreign.clear();
        }
        loop.serve();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An ICMP error of an earlier datagram: its transaction repeats, or tells that nobody answered.
    }
}
