package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.StreamCounts.Origin;
import io.callcenter.transport.address.Literals;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(Literals.address("192.0.2.1"), 5061);
    private static final InetSocketAddress THERE = new InetSocketAddress(Literals.address("192.0.2.1"), 5099);

    private final ConnectionTable table = new ConnectionTable();

    private static Connection.Peer peer(String name) {
        return new Connection.Peer("tls", HERE, name);
    }

    private static Connection connection(String name) {
        return new Connection(null, null, peer(name), Origin.DIALLED);
    }

    @Test
    void whenOneOfSeveralToAnAddressIsGoneAnotherThatLivesIsFound() {
        Connection one = connection("one.example");
        Connection two = connection("two.example");
        assertThat(table.addIfAbsent(one)).isSameAs(one);
        assertThat(table.addIfAbsent(two)).isSameAs(two);
        assertThat(table.byTransport()).containsEntry("tls", 2);

        assertThat(table.open("tls", HERE)).isSameAs(one);
        table.remove(one);
        assertThat(table.open("tls", HERE)).isSameAs(two);
        assertThat(table.toward(peer(""))).isSameAs(two);
        assertThat(table.toward(peer("two.example"))).isSameAs(two);
        assertThat(table.toward(peer("one.example"))).isNull();
        table.remove(two);
        assertThat(table.open("tls", HERE)).isNull();
        assertThat(table.byTransport()).isEmpty();
    }

    @Test
    void oneThatIsDeadHidesNoneThatLives() {
        table.add(Connection.none(null, null, peer("")));
        Connection alive = connection("");
        assertThat(table.addIfAbsent(alive)).isSameAs(alive);
        assertThat(table.open("tls", HERE)).isSameAs(alive);
        assertThat(table.toward(peer(""))).isSameAs(alive);
        assertThat(table.addIfAbsent(connection(""))).isSameAs(alive);
    }

    @Test
    void theLastOneThatTookAnAliasHasIt() {
        Connection first = connection("");
        Connection second = connection("");
        table.alias(first, THERE, "");
        table.alias(second, THERE, "peer.example");
        assertThat(table.open("tls", THERE)).isSameAs(second);
        assertThat(table.toward(new Connection.Peer("tls", THERE, "peer.example")))
                .isSameAs(second);
        assertThat(table.byTransport()).isEmpty();
        table.remove(second, THERE);
        assertThat(table.open("tls", THERE)).isSameAs(first);
    }
}
