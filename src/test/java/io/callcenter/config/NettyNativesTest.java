package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The native files of Netty are older than its classes (pom.xml): they must still be taken. */
class NettyNativesTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theClassesTakeTheOlderNativeFile() {
        assertThat(Epoll.unavailabilityCause()).isNull();
        assertThat(Epoll.isAvailable()).isTrue();
    }
}
