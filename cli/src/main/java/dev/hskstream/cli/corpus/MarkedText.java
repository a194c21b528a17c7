package dev.hskstream.cli.corpus;

import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An example's text: the text before the marked mistake, the mistake, and the text after it. */
record MarkedText(String before, String marked, String after) {
    /** A sentence and its correction. */
    record Texts(String wrong, String right) {}

    /**
     * Reads to the end of the element at whose start the reader is positioned. Returns empty unless the text has
     * exactly one marked part and uses no entity that the file defines.
     */
    static Optional<MarkedText> read(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder[] parts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        int part = 0;
        int depth = 1;
        boolean plain = true;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    part++;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    part++;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    parts[Math.min(part, 2)].append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> plain = false;
                default -> {} // comments
            }
        }
        boolean markedOnce = part == 3; // the marker's start and end, and the example's end
        return plain && markedOnce
                ? Optional.of(new MarkedText(parts[0].toString(), parts[1].toString(), parts[2].toString()))
                : Optional.empty();
    }

    /**
     * The sentence as it is, and with the first of the corrections ({@code first|second|...}). Returns empty if there
     * is no correction, as in examples that only state that none is offered.
     */
    Optional<Texts> corrected(String corrections) {
        int bar = corrections.indexOf('|');
        String first = bar < 0 ? corrections : corrections.substring(0, bar);
        if (first.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Texts(oneLine(before + marked + after), oneLine(before + first + after)));
    }

    /** Puts the sentence on one line with single spaces, because it becomes a cell of a table. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Z}\\s]+", " ").strip();
    }
}
