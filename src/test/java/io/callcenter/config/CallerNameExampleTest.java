package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;

class CallerNameExampleTest extends ExampleTestSupport {
    CallerNameExampleTest() {
        super("caller-name.yaml");
    }

    private String name(String number) {
        Exchange exchange = ask(Map.of("SipFromUser", number, "SipFromDisplay", "as received"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(SDP);
        return exchange.getMessage().getHeader("SipFromDisplay", String.class);
    }

    @Test
    void theCallersNameComesFromTheTable() throws Exception {
        application.sql(
                "create table callers (number varchar(64) primary key, name varchar(64))",
                "insert into callers values ('4711', 'Ada Lovelace')");

        assertThat(name("4711")).isEqualTo("Ada Lovelace");
        assertThat(name("4712")).isEqualTo("as received");
        assertThat(name("4711'; DROP TABLE callers; --")).isEqualTo("as received");
        assertThat(name("4711")).isEqualTo("Ada Lovelace");
    }

    @Test
    void aMissingTableCostsTheNameAndNotTheCall() {
        assertThat(name("4711")).isEqualTo("as received");
    }

    @Test
    void aDatabaseThatIsAwayCostsTheNameAndNotTheCall() throws Exception {
        AdviceWith.adviceWith(
                context,
                "caller-name-look-up",
                advice -> advice.weaveById("caller-name-select")
                        .replace()
                        .throwException(new java.sql.SQLTransientConnectionException("away")));

        assertThat(name("4711")).isEqualTo("as received");
    }
}
