package io.callcenter.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One element of a route file, written in YAML or XML: {@code <to id="a" uri="b"/>} and {@code - to: {id: a, uri: b}} are the same.
 *
 * @param name what kind of element it is
 * @param attributes its plain values
 * @param children the elements in it, in order
 */
record Node(String name, Map<String, String> attributes, List<Node> children) {

    Node {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The value of an attribute, empty where it has none. */
    String get(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** This node and all below it, in the order of the file. */
    Stream<Node> walk() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Node::walk));
    }

    /** The children of that kind. */
    List<Node> all(String kind) {
        return children.stream().filter(child -> child.name.equals(kind)).toList();
    }

    /** A node from a parsed YAML value. */
    static Node ofYaml(String name, Object value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Node> children = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> add(String.valueOf(key), inner, attributes, children));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> addStep(name, element, children));
        } else if (value != null) {
            attributes.put("uri", String.valueOf(value));
        }
        return new Node(name, attributes, children);
    }

    private static void add(String key, Object value, Map<String, String> attributes, List<Node> children) {
        if (value instanceof List<?> list) {
            list.forEach(element -> addStep(key, element, children));
        } else if (value instanceof Map<?, ?>) {
            children.add(ofYaml(key, value));
        } else {
            attributes.put(key, String.valueOf(value));
        }
    }

    /** Steps stand for themselves ({@code - to: …}); elements of any other list are named after the list ({@code when:}). */
    private static void addStep(String list, Object element, List<Node> children) {
        boolean steps = List.of("steps", "file", "onException").contains(list);
        if (steps && element instanceof Map<?, ?> map && map.size() == 1) {
            map.forEach((key, value) -> children.add(ofYaml(String.valueOf(key), value)));
        } else {
            children.add(ofYaml(list, element));
        }
    }

    /** A node from a parsed XML element; its text is the attribute {@code text}. */
    static Node ofXml(org.w3c.dom.Element element) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = element.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        List<Node> children = new ArrayList<>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof org.w3c.dom.Element inner) {
                children.add(ofXml(inner));
            } else if (child instanceof org.w3c.dom.Text text && !text.getData().isBlank()) {
                attributes.put("text", text.getData().strip());
            }
        }
        return new Node(element.getLocalName(), attributes, children);
    }
}
