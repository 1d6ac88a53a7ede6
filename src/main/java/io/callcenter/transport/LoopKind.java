package io.callcenter.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetAddress;

/** How loops wait for their sockets: Linux's epoll with many datagrams a call, elsewhere what Java has. */
enum LoopKind {
    EPOLL,
    NIO;

    static LoopKind best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    EventLoopGroup group(int count) {
        DefaultThreadFactory threads = new DefaultThreadFactory("sip-loop", true);
        return this == EPOLL ? new EpollEventLoopGroup(count, threads) : new NioEventLoopGroup(1, threads);
    }

    Class<? extends Channel> stream() {
        return this == EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    Class<? extends ServerChannel> listener() {
        return this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Sockets of the family of that address: one made for both would show IPv4 peers as IPv6 ones. */
    ChannelFactory<Channel> datagrams(InetAddress address) {
        InternetProtocolFamily family =
                address instanceof Inet4Address ? InternetProtocolFamily.IPv4 : InternetProtocolFamily.IPv6;
        return this == EPOLL ? () -> new EpollDatagramChannel(family) : () -> new NioDatagramChannel(family);
    }

    /** Reads so many datagrams by one call, and up to {@code turn} of them before anything else is done. */
    void readAtOnce(Bootstrap bootstrap, int datagrams, int bytes, int turn) {
        int room = bytes;
        if (this == EPOLL) {
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, bytes);
            room *= datagrams;
        }
        bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(room).maxMessagesPerRead(turn));
    }

    void share(Bootstrap bootstrap, boolean shared) {
        if (this == EPOLL && shared) {
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
        }
    }
}
