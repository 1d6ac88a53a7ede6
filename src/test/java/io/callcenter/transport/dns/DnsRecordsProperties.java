package io.callcenter.transport.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class DnsRecordsProperties {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    private DnsRecordsProperties number(int value) {
        message.write(value >> 8);
        message.write(value);
        return this;
    }

    private DnsRecordsProperties text(String text) {
        message.write(text.length());
        message.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private DnsRecordsProperties name(String name) {
        for (String label : name.split("\\.")) {
            text(label);
        }
        message.write(0);
        return this;
    }

    private DnsRecordsProperties pointer(int to) {
        return number(0xC000 | to);
    }

    private ByteBuf from(int start) {
        return Unpooled.wrappedBuffer(message.toByteArray()).readerIndex(start);
    }

    @Example
    void aServiceIsRead() {
        number(10).number(60).number(5070).name("SIP1.Example.com");
        assertThat(DnsRecords.read(NameRecord.Kind.SRV, from(0)))
                .contains(new NameRecord.Service(10, 60, 5070, "sip1.example.com"));
    }

    @Example
    void aServiceThatIsNotOfferedHasNoHost() {
        number(0).number(0).number(0);
        message.write(0);
        assertThat(DnsRecords.read(NameRecord.Kind.SRV, from(0))).contains(new NameRecord.Service(0, 0, 0, ""));
    }

    @Example
    void aCompressedNameIsFollowedBackwards() {
        name("example.com")
                .text("sip")
                .pointer(0)
                .number(1)
                .number(2)
                .number(3)
                .text("eu")
                .pointer(13);
        assertThat(DnsRecords.read(NameRecord.Kind.SRV, from(19)))
                .contains(new NameRecord.Service(1, 2, 3, "eu.sip.example.com"));
    }

    @Example
    void loopsAndPointersForwardAreNoNames() {
        assertThat(DnsRecords.name(from(0))).as("nothing").isEmpty();
        pointer(0);
        assertThat(DnsRecords.name(from(0))).as("itself").isEmpty();
        pointer(0).pointer(2);
        assertThat(DnsRecords.name(from(4))).as("through a loop").isEmpty();
        text("a").pointer(200);
        assertThat(DnsRecords.name(from(6))).as("beyond").isEmpty();
        text("a").pointer(10);
        assertThat(DnsRecords.name(from(10))).as("its own begin").isEmpty();
    }

    @Example
    void aPointerOfAServiceIsReadOnlyWhereItLeadsToServiceRecords() {
        number(50).number(40).text("S").text("sip+d2t").text("").name("_sip._tcp.example.com");
        assertThat(DnsRecords.read(NameRecord.Kind.NAPTR, from(0)))
                .contains(new NameRecord.Pointer(50, 40, "SIP+D2T", "_sip._tcp.example.com"));
        message.reset();
        number(50).number(40).text("u").text("E2U+sip").text("!^.*$!sip:x@y!").name("x");
        assertThat(DnsRecords.read(NameRecord.Kind.NAPTR, from(0))).isEmpty();
    }

    @Example
    void addressesHaveTheirLength() {
        number(0xC000).number(0x0201);
        assertThat(DnsRecords.read(NameRecord.Kind.A, from(0)))
                .contains(new NameRecord.Address(Literals.address("192.0.2.1")));
        assertThat(DnsRecords.read(NameRecord.Kind.A, from(1))).isEmpty();
        assertThat(DnsRecords.read(NameRecord.Kind.AAAA, from(0))).isEmpty();
    }

    @Example
    void namesThatNoHostHasAreRefused() {
        name("a b");
        assertThat(DnsRecords.name(from(0))).isEmpty();
        message.reset();
        name("x".repeat(63) + "." + "y".repeat(63) + "." + "z".repeat(63) + "." + "w".repeat(61));
        assertThat(DnsRecords.name(from(0))).map(String::length).contains(253);
        message.reset();
        name("x".repeat(63) + "." + "y".repeat(63) + "." + "z".repeat(63) + "." + "w".repeat(62));
        assertThat(DnsRecords.name(from(0))).isEmpty();
    }

    @Property
    void anyBytesAreARecordOrNone(@ForAll @Size(max = 80) byte[] bytes, @ForAll int start) {
        for (NameRecord.Kind kind : NameRecord.Kind.values()) {
            ByteBuf content = Unpooled.wrappedBuffer(bytes).readerIndex(Math.floorMod(start, bytes.length + 1));
            Optional<NameRecord> record = DnsRecords.read(kind, content);
            assertThat(record.stream().toList())
                    .allSatisfy(r -> assertThat(r.toString().length()).isLessThan(600));
            assertThat(DnsRecords.name(content).stream().toList())
                    .allSatisfy(name -> assertThat(name.length()).isLessThan(254));
        }
    }

    /** As the above, of bytes that are mostly labels and pointers. */
    @Property
    void anyLabelsAndPointersEnd(@ForAll @Size(max = 60) byte[] seeds, @ForAll int start) {
        for (byte seed : seeds) {
            switch (seed & 3) {
                case 0 -> pointer((seed & 0xFF) >> 1);
                case 1 -> text("ab".repeat((seed & 0xFF) >> 4));
                default -> message.write(seed >> 3);
            }
        }
        ByteBuf content = from(Math.floorMod(start, message.size() + 1));
        assertThat(DnsRecords.name(content).stream().toList())
                .allSatisfy(name -> assertThat(name).matches("[a-z0-9_.-]{1,253}"));
        message.reset();
    }
}
