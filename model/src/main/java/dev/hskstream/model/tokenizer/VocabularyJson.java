package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.List;

/**
 * Builds the {@code tokenizer.json} that Hugging Face's converters create from BERT's {@code vocab.txt} or RoBERTa's
 * {@code vocab.json} and {@code merges.txt}.
 */
final class VocabularyJson {
    private static final JsonMapper JSON = new JsonMapper();

    private VocabularyJson() {}

    static String build(List<String> vocabulary, boolean lowercase) {
        return wordPiece(vocabulary, lowercase, SpecialNames.BERT).toString();
    }

    static ObjectNode wordPiece(List<String> vocabulary, boolean lowercase, SpecialNames names) {
        ObjectNode ids = JSON.createObjectNode();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (ids.has(vocabulary.get(id))) {
                throw new UserException(
                        "the vocabulary has \"" + vocabulary.get(id) + "\" twice, again on line " + (id + 1));
            }
            ids.put(vocabulary.get(id), id);
        }
        ObjectNode root = begin(ids, names, "BERT");
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", lowercase);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        Templates.write(
                root.putObject("post_processor"),
                Template.bert(names.cls(), names.sep(), token -> id(ids, token, "BERT")));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", names.unk())
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100)
                .set("vocab", ids);
        return root;
    }

    static ObjectNode bytePairs(ObjectNode ids, JsonNode merges, SpecialNames names) {
        ObjectNode root = begin(ids, names, "RoBERTa");
        root.putNull("normalizer");
        byteLevel(root.putObject("pre_tokenizer"), false);
        ObjectNode processor = root.putObject("post_processor").put("type", "RobertaProcessing");
        processor.putArray("sep").add(names.sep()).add(id(ids, names.sep(), "RoBERTa"));
        processor.putArray("cls").add(names.cls()).add(id(ids, names.cls(), "RoBERTa"));
        processor.put("trim_offsets", true).put("add_prefix_space", false);
        byteLevel(root.putObject("decoder"), true);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "")
                .put("end_of_word_suffix", "")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false);
        model.set("vocab", ids);
        model.set("merges", merges);
        return root;
    }

    private static void byteLevel(ObjectNode step, boolean addPrefixSpace) {
        step.put("type", "ByteLevel")
                .put("add_prefix_space", addPrefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode begin(ObjectNode ids, SpecialNames names, String network) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        var array = root.putArray("added_tokens");
        for (String token : names.distinct()) {
            AddedToken.special(token).write(array.addObject().put("id", id(ids, token, network)));
        }
        return root;
    }

    private static int id(ObjectNode ids, String token, String network) {
        if (!ids.has(token)) {
            throw new UserException("the vocabulary has no " + token + "; this is no " + network + " vocabulary");
        }
        return ids.path(token).asInt();
    }
}
