package io.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class CallCenterTest {

    @Test
    void theJarsMainClassCanBeStarted() throws Exception {
        var main = Class.forName("io.callcenter.CallCenter").getMethod("main", String[].class);

        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }
}
