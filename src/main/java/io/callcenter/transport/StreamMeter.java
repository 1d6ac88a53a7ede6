package io.callcenter.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/** First in the pipeline of each connection: tells it what comes in and what is left to go out, before TLS and WebSockets make something else of it. */
final class StreamMeter extends ChannelDuplexHandler {
    private final Connection connection;

    StreamMeter(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        connection.input().came(((ByteBuf) read).readableBytes());
        context.fireChannelRead(read);
        connection.input().settled();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        connection.flushed();
    }
}
