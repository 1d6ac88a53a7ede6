package io.callcenter.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.ha.Membership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaSettingsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> given = new HashMap<>(Map.of(
            "cc.ha.members", "a=10.0.0.1:9870, b = 10.0.0.2:9870,c=[fd00::3]:9870",
            "cc.ha.self", "b",
            "cc.db.url", "jdbc:postgresql://10.0.0.9/cc",
            "cc.jms.url", "tcp://10.0.0.9:61616"));

    private Settings resolve() throws WrongSetting {
        return Settings.resolve(new SettingSources(given, Map.of(), Optional.empty(), folder));
    }

    @Test
    void membersAreReadWithTheirAddressesInTheirOrder() throws WrongSetting {
        Membership members = HaSettings.of(resolve()).orElseThrow();

        assertThat(members.addresses())
                .containsEntry("a", "10.0.0.1:9870")
                .containsEntry("b", "10.0.0.2:9870")
                .containsEntry("c", "[fd00::3]:9870");
        assertThat(members.self()).isEqualTo("b");
        assertThat(members.lease()).isEqualTo(Duration.ofMillis(250));
        assertThat(members.electionLeast()).isEqualTo(Duration.ofMillis(300));
        assertThat(members.electionMost()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void withoutMembersThisIsASingleMachine() throws WrongSetting {
        given.clear();
        assertThat(HaSettings.of(resolve())).isEmpty();
    }

    @Test
    void aPartitionNamesItsAddressAndThoseOfTheOthers() throws WrongSetting {
        given.put("cc.ha.part", "west");
        given.put("cc.ha.parts", "main=sip:10.0.0.100:5060, west = sips:west.example.org");
        assertThat(HaSettings.partition(resolve()).elsewhere("sales")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            east | main=sip:10.0.0.100 | cc.ha.parts: has no address for east
            main | main=sip:sales@10.0.0.100 | is not a SIP URI without a user
            main | main=sip:a,main=sip:b | main is there twice
            main | main=sip:: | is not a SIP URI without a user
            """)
    void partitionsThatCannotWorkAreRefused(String part, String parts, String why) {
        given.put("cc.ha.part", part);
        given.put("cc.ha.parts", parts);
        assertThatThrownBy(this::resolve).isInstanceOf(WrongSetting.class).hasMessageContaining(why);
    }

    @Test
    void aWitnessNeedsNoDatabaseAndNoBroker() throws WrongSetting {
        given.remove("cc.db.url");
        given.remove("cc.jms.url");
        given.put("cc.ha.role", "witness");
        assertThat(HaSettings.isWitness(resolve())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc.ha.self | '' | cc.ha.self: needed",
                "cc.ha.self | d | cc.ha.self = d: not a name",
                "cc.ha.members | a=10.0.0.1:9870,b=10.0.0.2:9870 | two members cannot",
                "cc.ha.members | a=10.0.0.1:9870,b=10.0.0.1:9870,c=10.0.0.3:9870 | is there twice",
                "cc.ha.members | a=10.0.0.1:9870,b=10.0.0.2:9870,b=10.0.0.3:9870 | is there twice",
                "cc.ha.members | a=10.0.0.1:9870,b=10.0.0.2:0,c=10.0.0.3:9870 | has no port",
                "cc.ha.members | a=10.0.0.1:9870,b=192.0.2.7:9870,c=10.0.0.3:9870 | public address",
                "cc.ha.members | 10.0.0.1:9870,10.0.0.2:9870 | expected name=host:port",
                "cc.ha.lease | 300ms | cc.ha.lease = 300ms: must be shorter",
                "cc.ha.election | 600ms-300ms | cc.ha.election: the second",
                "cc.ha.election | quickly | cc.ha.election = quickly: expected two durations",
                "cc.ha.tls.trust-store | pom.xml | one does not do without the other",
                "cc.ha.tls.key-store | nothing.p12 | cc.ha.tls.key-store",
                "cc.db.url | '' | cc.db.url: the built-in database",
                "cc.db.url | jdbc:h2:tcp://10.0.0.9/x | cc.db.url: the built-in database",
                "cc.acc-db.url | jdbc:h2:mem:x | cc.acc-db.url: the built-in database",
                "cc.jms.url | embedded | cc.jms.url = embedded: the built-in broker",
                "cc.ha.role | boss | cc.ha.role = boss: expected"
            })
    void whatCannotWorkIsRefusedInOneLine(String name, String value, String why) {
        given.put(name, value);
        assertThatThrownBy(this::resolve)
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }
}
