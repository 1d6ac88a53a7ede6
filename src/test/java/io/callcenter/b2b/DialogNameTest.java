package io.callcenter.b2b;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogNameTest {
    @Test
    void aNameHasACallIdAndTwoTagsInAnyOrder() {
        DialogName name = new DialogName("1@x", "a", "b", false);
        assertThat(DialogName.read("1@x;to-tag=a;from-tag=b")).contains(name);
        assertThat(DialogName.read(" 1@x ; early-only ; From-Tag = b; to-tag=a"))
                .contains(new DialogName("1@x", "a", "b", true));
        assertThat(name.is("a", "b") && name.is("b", "a")).isTrue();
        assertThat(name.is("a", "c") || name.is("c", "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1@x", "1@x;to-tag=a", "1@x;to-tag=a;from-tag", "1@x;to-tag=remote:a;from-tag=b"})
    void whatLacksATagOrHasSomethingElseThereNamesNothing(String value) {
        assertThat(DialogName.read(value)).isEmpty();
    }
}
