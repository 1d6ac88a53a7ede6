package io.callcenter.transport;

import io.callcenter.transport.address.Literals;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The PROXY header, version 1 or 2, with which a load balancer begins a connection and says whose it is. One that is not complete after
 * {@value #SECONDS} s, not well-formed, of another kind than TCP, or with more than {@value #MOST_EXTRAS} bytes behind the addresses closes the connection.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final int SECONDS = 4;
    private static final int MOST_EXTRAS = 1_024;
    private static final AttributeKey<InetSocketAddress> SOURCE = AttributeKey.valueOf("sip.source");

    private final Runnable known;
    private final Runnable refused;
    private ScheduledFuture<?> deadline;
    private boolean done;

    private ProxyHeader(Runnable known, Runnable refused) {
        this.known = known;
        this.refused = refused;
    }

    /** Reads the header; then {@code known} runs, or {@code refused} after the connection is closed. On the channel's loop. */
    static void demand(Channel channel, Runnable known, Runnable refused) {
        channel.pipeline().addLast(new HAProxyMessageDecoder(MOST_EXTRAS), new ProxyHeader(known, refused));
    }

    /** Whose connection it is: as the header says, else as its socket says; {@code null} when it is gone. */
    static InetSocketAddress source(Channel channel) {
        InetSocketAddress told = channel.attr(SOURCE).get();
        return told == null ? (InetSocketAddress) channel.remoteAddress() : told;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> refuse(context), SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (done || !(read instanceof HAProxyMessage header)) {
            context.fireChannelRead(read);
            return;
        }
        boolean told = header.command() == HAProxyCommand.PROXY
                && header.proxiedProtocol().transportProtocol() != TransportProtocol.UNSPEC;
        boolean stream = header.proxiedProtocol().transportProtocol() == TransportProtocol.STREAM;
        String address = header.sourceAddress();
        int port = header.sourcePort();
        header.release();
        if (told && !(stream && Literals.isLiteral(address))) {
            refuse(context);
            return;
        }
        done = true;
        deadline.cancel(false);
        if (told) {
            context.channel().attr(SOURCE).set(new InetSocketAddress(Literals.address(address), port));
        }
        // What follows the header comes when its decoder leaves the pipeline: to whoever is there then.
        context.pipeline().remove(this);
        known.run();
    }

    private void refuse(ChannelHandlerContext context) {
        if (!done) {
            done = true;
            deadline.cancel(false);
            refused.run();
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel(false);
        done = true;
        context.fireChannelInactive();
    }
}
