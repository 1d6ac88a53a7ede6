package io.callcenter.house;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A file of routes.
 *
 * @param name the file's name without its folder and ending: the beginning of the id of every route in it
 * @param yaml whether it is written in YAML
 * @param text what it says
 * @param root its elements
 */
record RouteFile(String name, boolean yaml, String text, Node root) {

    /** All route files of that folder, in the order of their names. */
    static List<RouteFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|xml)"))
                    .sorted()
                    .map(RouteFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFile read(Path file) {
        try {
            String[] parts = file.getFileName().toString().split("\\.");
            String text = Files.readString(file);
            boolean yaml = parts[1].equals("yaml");
            return new RouteFile(parts[0], yaml, text, yaml ? parseYaml(text) : parseXml(text));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static RouteFile ofYaml(String name, String text) {
        return new RouteFile(name, true, text, parseYaml(text));
    }

    static RouteFile ofXml(String name, String text) {
        return new RouteFile(name, false, text, parseXml(text));
    }

    /** The routes, those of templates included. */
    List<Node> routes() {
        return root.walk().filter(node -> node.name().equals("route")).toList();
    }

    private static Node parseYaml(String text) {
        return Node.ofYaml("file", new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static Node parseXml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
            return Node.ofXml(document.getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
