package io.callcenter.transport.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/** Stands in a pipeline behind TLS until its handshake is over. */
final class Handshake extends ChannelInboundHandlerAdapter {
    private final Runnable ready;
    private final Consumer<Throwable> failed;

    /**
     * One that tells its end.
     *
     * @param ready it is complete: the connection's own handlers are put into the pipeline now
     * @param failed it failed, the connection is being closed
     */
    Handshake(Runnable ready, Consumer<Throwable> failed) {
        this.ready = ready;
        this.failed = failed;
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
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
