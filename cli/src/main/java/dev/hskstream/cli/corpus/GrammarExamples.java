package dev.hskstream.cli.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the examples with corrections from a LanguageTool grammar file, in the order of the file.
 *
 * <p>The file declares hundreds of entities for its patterns. They are not expanded, and nothing external is read.
 * Examples whose text uses an entity are skipped.
 */
public final class GrammarExamples {
    /** The class path resource with the rules in LanguageTool's English module. */
    public static final String ENGLISH = "org/languagetool/rules/en/grammar.xml";

    private final List<SentencePair> pairs = new ArrayList<>();
    private String group = "";
    private String rule = "";

    private GrammarExamples() {}

    /** Reads the examples of the English rules on the class path. */
    public static List<SentencePair> english() {
        try (InputStream in = GrammarExamples.class.getClassLoader().getResourceAsStream(ENGLISH)) {
            if (in == null) {
                throw new CorpusException(ENGLISH + " is not on the class path; give data of your own with --data");
            }
            return read(in);
        } catch (IOException e) {
            throw new CorpusException(ENGLISH + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the examples of a grammar file. Throws a {@link CorpusException} if it is not well-formed XML. */
    public static List<SentencePair> read(InputStream xml) {
        GrammarExamples examples = new GrammarExamples();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(xml);
            while (reader.hasNext()) {
                examples.take(reader);
            }
            reader.close();
        } catch (XMLStreamException e) {
            throw new CorpusException("the grammar file is not well-formed: " + e.getMessage(), e);
        }
        return List.copyOf(examples.pairs);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, true);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private void take(XMLStreamReader reader) throws XMLStreamException {
        int event = reader.next();
        if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("rulegroup")) {
            group = "";
        }
        if (event != XMLStreamConstants.START_ELEMENT) {
            return;
        }
        switch (reader.getLocalName()) {
            case "rulegroup" -> group = id(reader);
            case "rule" -> rule = group.isEmpty() ? id(reader) : group;
            case "example" -> example(reader).ifPresent(pairs::add);
            default -> {}
        }
    }

    private static String id(XMLStreamReader reader) {
        String id = reader.getAttributeValue(null, "id");
        return id == null ? "line-" + reader.getLocation().getLineNumber() : id;
    }

    private Optional<SentencePair> example(XMLStreamReader reader) throws XMLStreamException {
        String corrections = reader.getAttributeValue(null, "correction");
        if (corrections == null) {
            return Optional.empty();
        }
        return MarkedText.read(reader)
                .flatMap(text -> text.corrected(corrections))
                .map(texts -> new SentencePair(rule, texts.wrong(), texts.right()));
    }
}
