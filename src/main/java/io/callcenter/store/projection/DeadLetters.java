package io.callcenter.store.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.callcenter.store.database.WholeWord;
import io.callcenter.store.files.PrivateFiles;
import io.callcenter.store.files.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records that their target refuses for good: one JSON line each in {@code cc.data/dead/<concern>.jsonl}, from where they can be replayed.
 *
 * <p>A file that grows above 16 MiB becomes {@code <concern>.jsonl.1}, in the place of an older one.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final ObjectMapper JSON = StoredJson.mapper();
    private static final Set<String> IDS = Set.of("call", "call_id", "who", "deed");
    private static final long LARGEST = 16L << 20;

    private final Path folder;

    /**
     * Below that folder.
     *
     * @param data {@code cc.data}
     */
    public DeadLetters(Path data) {
        folder = data.resolve("dead");
    }

    /** Keeps one; when the disk refuses it too, it is in the log. */
    public synchronized void keep(String concern, String json) {
        Path file = folder.resolve(concern + ".jsonl");
        try {
            PrivateFiles.folder(folder);
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(file, folder.resolve(concern + ".jsonl.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            PrivateFiles.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("{}: cannot keep a dead letter ({}): {}", concern, e.toString(), json);
        }
    }

    /** Makes somebody anonymous in all lines, of replayed ones too; how many changed. A value that has the word as a whole becomes empty. */
    public synchronized long forget(String word) throws IOException {
        long changed = 0;
        if (!Files.isDirectory(folder)) {
            return changed;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().contains(".jsonl"))
                    .toList();
        }
        for (Path file : files) {
            changed += forget(word, file);
        }
        return changed;
    }

    private static long forget(String word, Path file) throws IOException {
        List<String> kept = new ArrayList<>();
        long changed = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            boolean named = names(line, word);
            kept.add(named ? without(word, line) : line);
            changed += named ? 1 : 0;
        }
        if (changed > 0) {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            PrivateFiles.write(
                    fresh,
                    (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return changed;
    }

    /** Whether a JSON text has that word as a whole in one of its values, or anywhere where it is no JSON. */
    public static boolean names(String json, String word) {
        try {
            return names(JSON.readTree(json), word);
        } catch (JsonProcessingException e) {
            return WholeWord.isIn(json, word);
        }
    }

    private static boolean names(JsonNode node, String word) {
        if (node instanceof ObjectNode object) {
            return object.properties().stream()
                    .anyMatch(field -> !IDS.contains(field.getKey()) && names(field.getValue(), word));
        }
        for (JsonNode child : node) {
            if (names(child, word)) {
                return true;
            }
        }
        return node.isTextual() && WholeWord.isIn(node.textValue(), word);
    }

    private static String without(String word, String line) {
        try {
            return JSON.writeValueAsString(without(word, JSON.readTree(line)));
        } catch (JsonProcessingException e) {
            return "{}"; // a line that nobody can read, and nobody would find out whom it names
        }
    }

    /** Ids stay, as records are told apart by them. */
    private static JsonNode without(String word, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (!IDS.contains(field.getKey())) {
                    field.setValue(without(word, field.getValue()));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, without(word, array.get(i)));
            }
        }
        return node.isTextual() && WholeWord.isIn(node.textValue(), word) ? TextNode.valueOf("") : node;
    }

    /** Takes all lines of a concern and answers them, oldest first; their files stay as {@code *.replayed} until the next time. */
    public synchronized List<String> take(String concern) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : new String[] {concern + ".jsonl.1", concern + ".jsonl"}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
                Files.move(file, folder.resolve(name + ".replayed"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return lines;
    }
}
