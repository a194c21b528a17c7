package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.List;

/** Builds the {@code tokenizer.json} that Hugging Face's converter makes of BERT's {@code vocab.txt}. */
final class VocabularyJson {
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    private static final JsonMapper JSON = new JsonMapper();

    private VocabularyJson() {}

    static String build(List<String> vocabulary, boolean lowercase) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        putSpecialTokens(root.putArray("added_tokens"), vocabulary);
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", lowercase);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        putTemplate(root.putObject("post_processor"), vocabulary);
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        putModel(root.putObject("model"), vocabulary);
        return root.toString();
    }

    private static int id(List<String> vocabulary, String token) {
        int id = vocabulary.indexOf(token);
        if (id < 0) {
            throw new UserException("the vocabulary has no " + token + "; this is no BERT vocabulary");
        }
        return id;
    }

    private static void putSpecialTokens(ArrayNode array, List<String> vocabulary) {
        for (String token : SPECIAL) {
            array.addObject()
                    .put("id", id(vocabulary, token))
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
    }

    private static void putTemplate(ObjectNode processor, List<String> vocabulary) {
        processor.put("type", "TemplateProcessing");
        ArrayNode single = processor.putArray("single");
        special(single, "[CLS]", 0);
        sequence(single, "A", 0);
        special(single, "[SEP]", 0);
        ArrayNode pair = processor.putArray("pair").addAll(single.deepCopy());
        sequence(pair, "B", 1);
        special(pair, "[SEP]", 1);
        ObjectNode tokens = processor.putObject("special_tokens");
        for (String token : List.of("[CLS]", "[SEP]")) {
            ObjectNode node = tokens.putObject(token).put("id", token);
            node.putArray("ids").add(id(vocabulary, token));
            node.putArray("tokens").add(token);
        }
    }

    private static void special(ArrayNode template, String token, int type) {
        template.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
    }

    private static void sequence(ArrayNode template, String name, int type) {
        template.addObject().putObject("Sequence").put("id", name).put("type_id", type);
    }

    private static void putModel(ObjectNode model, List<String> vocabulary) {
        model.put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode ids = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            if (ids.has(vocabulary.get(id))) {
                throw new UserException(
                        "the vocabulary has \"" + vocabulary.get(id) + "\" twice, again on line " + (id + 1));
            }
            ids.put(vocabulary.get(id), id);
        }
    }
}
