package io.callcenter.sip.call;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the documents of one subscription say of a phone, full and partial ones put together (RFC 3680 §5, RFC 4235 §4). No DTD, no entity and no more than
 * {@value #MOST_ELEMENTS} elements are read. For one thread.
 */
final class PhoneDocuments {
    static final int MOST_ELEMENTS = 2_000;
    /** Contacts or dialogs that are remembered. */
    private static final int MOST_KEPT = 1_000;

    private static final int LONGEST_NAME = 1_000;

    /** What came of a document. */
    enum Taken {
        /** It counts. */
        READ,
        /** It counts, but one before it was lost: a full one is needed. */
        GAP,
        /** It is older than what is known. */
        OLD,
        /** It cannot be read: nothing of it counts. */
        BROKEN
    }

    /** One contact or dialog; without a part all that belong to the owner. */
    private record Line(String owner, String part, boolean on) {}

    private record Document(boolean full, long version, List<Line> lines) {}

    private final PhoneEvent event;
    private final BiPredicate<String, String> ours;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private final Map<String, Set<String>> on = new HashMap<>();
    private long version = -1;
    /** Where the reader is: in that registration, or in that dialog, which is one of ours or not. */
    private String owner = "";

    private boolean own;

    /**
     * Nothing is known yet.
     *
     * @param ours whether a dialog with that Call-ID and tag is one of ours
     */
    PhoneDocuments(PhoneEvent event, BiPredicate<String, String> ours) {
        this.event = event;
        this.ours = ours;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** Whether calls are better not given to it: no contact, or a dialog that is not ours. */
    boolean away() {
        return event == PhoneEvent.REG ? on.isEmpty() : !on.isEmpty();
    }

    /** Takes the next one. */
    Taken take(byte[] bytes) {
        Optional<Document> document = read(bytes);
        if (document.isEmpty()) {
            return Taken.BROKEN;
        }
        boolean full = document.get().full();
        if (!full && document.get().version() <= version) {
            return Taken.OLD;
        }
        boolean gap = !full && document.get().version() != version + 1;
        version = document.get().version();
        if (full) {
            on.clear();
        }
        document.get().lines().forEach(this::apply);
        return gap ? Taken.GAP : Taken.READ;
    }

    private void apply(Line line) {
        if (!line.on()) {
            Set<String> parts = on.getOrDefault(line.owner(), Set.of());
            if (line.part().isEmpty() || parts.size() == 1 && parts.contains(line.part())) {
                on.remove(line.owner());
            } else if (!parts.isEmpty()) {
                parts.remove(line.part());
            }
        } else if (on.values().stream().mapToInt(Set::size).sum() < MOST_KEPT) {
            on.computeIfAbsent(line.owner(), owner -> new HashSet<>()).add(line.part());
        }
    }

    private Optional<Document> read(byte[] bytes) {
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private Optional<Document> read(XMLStreamReader xml) throws XMLStreamException {
        Optional<Document> document = Optional.empty();
        int elements = 0;
        while (xml.hasNext()) {
            int what = xml.next();
            if (what == XMLStreamConstants.DTD || what == XMLStreamConstants.ENTITY_REFERENCE) {
                return Optional.empty();
            }
            if (what == XMLStreamConstants.START_ELEMENT) {
                elements++;
                if (elements == 1) {
                    document = root(xml);
                } else {
                    document.ifPresent(whole -> part(xml, whole.lines()));
                }
                if (elements > MOST_ELEMENTS || document.isEmpty()) {
                    return Optional.empty();
                }
            }
        }
        return document;
    }

    private Optional<Document> root(XMLStreamReader xml) {
        String root = event == PhoneEvent.REG ? "reginfo" : "dialog-info";
        return xml.getLocalName().equals(root)
                ? Optional.of(new Document(
                        !said(xml, "state").equals("partial"),
                        Long.parseLong(said(xml, "version").strip()),
                        new ArrayList<>()))
                : Optional.empty();
    }

    private void part(XMLStreamReader xml, List<Line> lines) {
        boolean active = said(xml, "state").equals("active");
        String id = said(xml, "id");
        switch ((event == PhoneEvent.REG ? "" : "call ") + xml.getLocalName()) {
            case "registration" -> {
                owner = id;
                if (!active) {
                    lines.add(new Line(id, "", false));
                }
            }
            case "contact" -> lines.add(new Line(owner, id, active));
            case "call dialog" -> {
                String callId = said(xml, "call-id");
                owner = id;
                own = ours.test(callId, said(xml, "local-tag")) || ours.test(callId, said(xml, "remote-tag"));
                lines.add(new Line(id, id, false));
            }
            case "call state" ->
                lines.add(new Line(owner, owner, !own && text(xml).equals("confirmed")));
            default -> {} // what more is told of it
        }
    }

    private static String text(XMLStreamReader xml) {
        try {
            return xml.getElementText().strip();
        } catch (XMLStreamException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private static String said(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        if (value != null && value.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("too long");
        }
        return value == null ? "" : value;
    }
}
