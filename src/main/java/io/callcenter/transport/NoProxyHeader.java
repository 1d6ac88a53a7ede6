package io.callcenter.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Closes a connection that begins with a PROXY header, of either version, where none is believed. */
final class NoProxyHeader extends ChannelInboundHandlerAdapter {
    private static final List<byte[]> STARTS = List.of(
            "PROXY ".getBytes(StandardCharsets.US_ASCII), new byte[] {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q'});

    private final Runnable refused;

    /** {@code refused} runs when one is closed. */
    NoProxyHeader(Runnable refused) {
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        context.pipeline().remove(this);
        ByteBuf bytes = (ByteBuf) read;
        for (byte[] start : STARTS) {
            int length = Math.min(start.length, bytes.readableBytes());
            if (length == start.length
                    && Arrays.equals(ByteBufUtil.getBytes(bytes, bytes.readerIndex(), length), start)) {
                bytes.release();
                refused.run();
                context.close();
                return;
            }
        }
        context.fireChannelRead(read);
    }
}
