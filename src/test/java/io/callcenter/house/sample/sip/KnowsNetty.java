package io.callcenter.house.sample.sip;

/** Takes a buffer of the network library. */
final class KnowsNetty {

    final io.netty.buffer.ByteBuf buffer = io.netty.buffer.Unpooled.EMPTY_BUFFER;
}
