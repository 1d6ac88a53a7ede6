package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.StreamCounts.Origin;
import io.callcenter.transport.address.Literals;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebSocketFramesTest {
    private final Connection connection = new Connection(
            null,
            null,
            new Connection.Peer("ws", new InetSocketAddress(Literals.address("192.0.2.1"), 1), ""),
            Origin.ACCEPTED);
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new WebSocketFrames(connection, 100, Duration.ofSeconds(25)));

    @Test
    void whoeverClosesItIsToldWhenItIsClosed() {
        ChannelFuture first = channel.close();
        ChannelFuture second = channel.close();
        channel.runPendingTasks();
        assertThat(channel.<CloseWebSocketFrame>readOutbound().statusCode()).isEqualTo(1001);
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(new CloseWebSocketFrame(1001, ""));
        assertThat(channel.isOpen()).isFalse();
        assertThat(first.isSuccess()).isTrue();
        assertThat(second.isSuccess()).isTrue();
        assertThat(channel.close().isSuccess()).isTrue();
        channel.checkException();
    }
}
