package io.callcenter.store.files;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Who this installation is to its peers, the same after each restart: so that what it said before is known as its own.
 *
 * @param node eight letters and digits
 * @param key the secret behind its tags
 */
public record NodeIdentity(String node, byte[] key) {
    private static final String FILE = "node.properties";
    private static final int KEY_BYTES = 32;
    private static final int NODE_BYTES = 4;

    /** Reads it from the data folder, or makes it there at the first start, readable by its owner only. */
    public static NodeIdentity in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        return Files.exists(file) ? read(file) : make(file);
    }

    private static NodeIdentity read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            byte[] key = HexFormat.of().parseHex(properties.getProperty("key", ""));
            String node = properties.getProperty("node", "");
            if (key.length != KEY_BYTES || !node.matches("[0-9a-z]{1,32}")) {
                throw new IOException(
                        file + " is damaged; put it back from a backup, or delete it when no calls are saved");
            }
            return new NodeIdentity(node, key);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged; put it back from a backup, or delete it when no calls are saved", e);
        }
    }

    private static NodeIdentity make(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[KEY_BYTES];
        byte[] node = new byte[NODE_BYTES];
        random.nextBytes(key);
        random.nextBytes(node);
        Properties properties = new Properties();
        properties.setProperty("key", HexFormat.of().formatHex(key));
        properties.setProperty("node", HexFormat.of().formatHex(node));
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        try (Writer writer = Channels.newWriter(PrivateFiles.open(fresh), StandardCharsets.UTF_8)) {
            properties.store(writer, "Who this installation is to its SIP peers. Keep it with the data.");
        }
        Files.move(fresh, file);
        return new NodeIdentity(HexFormat.of().formatHex(node), key);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "node " + node;
    }
}
