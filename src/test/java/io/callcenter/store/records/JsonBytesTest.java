package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @Test
    void textInUtf8IsOneValueOfAListWhateverItsLetters() {
        JsonBytes json = new JsonBytes(64);
        json.beginList();
        for (String text : new String[] {"plain", "Öß€", "a\"b"}) {
            json.value(text.getBytes(StandardCharsets.UTF_8));
        }
        json.endList();
        assertThat(new String(json.toArray(), StandardCharsets.UTF_8)).isEqualTo("[\"plain\",\"Öß€\",\"a\\\"b\"]");
    }
}
