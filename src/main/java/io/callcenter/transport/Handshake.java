package io.callcenter.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/** Stands in a pipeline behind TLS until its handshake is over, then makes room. */
final class Handshake extends ChannelInboundHandlerAdapter {
    private final Runnable ready;
    private final Consumer<Throwable> failed;
    private final Runnable over;

    /**
     * One that tells its end.
     *
     * @param ready it is complete: the connection's own handlers are put into the pipeline now
     * @param failed it failed, the connection is being closed
     * @param over either, or the connection has gone; once
     */
    Handshake(Runnable ready, Consumer<Throwable> failed, Runnable over) {
        this.ready = ready;
        this.failed = failed;
        this.over = over;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent end && end.isSuccess()) {
            context.pipeline().remove(this);
            ready.run();
        } else if (event instanceof SslHandshakeCompletionEvent end) {
            failed.accept(end.cause());
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        over.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
