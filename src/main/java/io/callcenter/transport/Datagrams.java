package io.callcenter.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A loop's socket on a point for datagrams. */
final class Datagrams extends ChannelInboundHandlerAdapter {
    private final Loops loops;
    private final Loop loop;
    private final Channel channel;
    private final boolean ipv4;

    Datagrams(Loops loops, Loop loop, Channel channel, InetAddress bound) {
        this.loops = loops;
        this.loop = loop;
        this.channel = channel;
        this.ipv4 = bound instanceof Inet4Address;
    }

    /** Whether it can send there: families do not mix. */
    boolean reaches(InetAddress remote) {
        return remote instanceof Inet4Address == ipv4;
    }

    void write(byte[] message, InetSocketAddress remote) {
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
        Link link = new DatagramLink(this, packet.sender());
        Loop home = loops.home(bytes, loop);
        home.execute(() -> home.received(bytes, link));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An ICMP error of an earlier datagram: its transaction repeats, or tells that nobody answered.
    }
}
