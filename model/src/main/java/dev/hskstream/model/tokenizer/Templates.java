package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a template in the form {@code TemplateProcessing} of the tokenizers library. */
final class Templates {
    private Templates() {}

    static void write(ObjectNode processor, Template template) {
        processor.put("type", "TemplateProcessing");
        ArrayNode single = processor.putArray("single");
        ArrayNode pair = processor.putArray("pair");
        ObjectNode tokens = processor.putObject("special_tokens");
        template.single().forEach(piece -> piece(single, tokens, piece));
        template.pair().forEach(piece -> piece(pair, tokens, piece));
    }

    private static void piece(ArrayNode pieces, ObjectNode tokens, Template.Piece piece) {
        if (piece.text()) {
            ObjectNode sequence = pieces.addObject().putObject("Sequence");
            sequence.put("id", piece.sequence() == 0 ? "A" : "B").put("type_id", piece.type());
            return;
        }
        String name = String.join(" ", piece.tokens());
        pieces.addObject().putObject("SpecialToken").put("id", name).put("type_id", piece.type());
        ObjectNode meaning = tokens.putObject(name).put("id", name);
        array(meaning.putArray("ids"), meaning.putArray("tokens"), piece.ids(), piece.tokens());
    }

    private static void array(ArrayNode ids, ArrayNode names, List<Integer> id, List<String> name) {
        id.forEach(ids::add);
        name.forEach(names::add);
    }
}
