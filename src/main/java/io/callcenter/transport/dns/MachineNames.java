package io.callcenter.transport.dns;

import io.callcenter.transport.address.Literals;
import io.netty.resolver.dns.DefaultDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;

/**
 * The name servers and the search list of the machine: of {@code /etc/resolv.conf}, read again when it has changed, and the machine itself where that
 * names none; what Java knows where there is no such file. A file that cannot be read any more leaves all as it was. One thread at a time; looks at
 * the file each time.
 */
public final class MachineNames implements Supplier<NameSettings> {
    private static final InetSocketAddress HERE = new InetSocketAddress(Literals.address("127.0.0.1"), 53);

    private final Path file;
    private NameSettings settings;
    private FileTime changed;

    /** Those of {@code /etc/resolv.conf}. */
    public MachineNames() {
        this(Path.of("/etc/resolv.conf"));
    }

    MachineNames(Path file) {
        this.file = file;
    }

    @Override
    public NameSettings get() {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            if (!time.equals(changed)) {
                settings = NameSettings.read(Files.readAllLines(file, StandardCharsets.ISO_8859_1), List.of(HERE));
                changed = time;
            }
        } catch (IOException e) {
            if (settings == null) {
                settings = NameSettings.read(List.of(), DefaultDnsServerAddressStreamProvider.defaultAddressList());
            }
        }
        return settings;
    }
}
