package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates the files of a tokenizer such that Transformers reads the same tokenizer from them. All settings are also in
 * {@code tokenizer_config.json}, because some of its classes prefer that file and others do not.
 */
public final class TokenizerCopy {
    /** The names of all files that a copy may have. */
    public static final Set<String> FILES = Set.of(
            TokenizerFiles.TOKENIZER,
            TokenizerFiles.VOCABULARY,
            TokenizerFiles.BYTE_PAIRS,
            TokenizerFiles.MERGES,
            TokenizerFiles.SETTINGS,
            TokenizerFiles.SPECIAL);

    private static final String GENERIC = "PreTrainedTokenizerFast";

    private static final JsonMapper JSON = new JsonMapper();

    private final TokenizerJson json;
    private final ObjectNode identity;

    private TokenizerCopy(TokenizerJson json) {
        this.json = json;
        this.identity = TokenizerJson.read(TokenizerIdentity.form(json));
    }

    /**
     * Returns the content of each file by name.
     *
     * @param maxLength the most tokens of one input
     * @param modelType {@code model_type} in the model's configuration
     */
    public static Map<String, String> files(String tokenizerJson, int maxLength, String modelType) {
        TokenizerCopy copy = new TokenizerCopy(TokenizerJson.parse(tokenizerJson));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(TokenizerFiles.TOKENIZER, tokenizerJson);
        copy.vocabulary(files);
        ObjectNode names = copy.names();
        files.put(TokenizerFiles.SPECIAL, names.toPrettyString() + "\n");
        files.put(
                TokenizerFiles.SETTINGS,
                copy.settings(names, maxLength, modelType).toPrettyString() + "\n");
        return files;
    }

    private void vocabulary(Map<String, String> files) {
        if (!json.bytePairs()) {
            files.put(TokenizerFiles.VOCABULARY, String.join("\n", json.vocabulary()) + "\n");
            return;
        }
        JsonNode model = json.root().path("model");
        files.put(TokenizerFiles.BYTE_PAIRS, model.path("vocab").toString());
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        model.path("merges").forEach(merge -> {
            JsonNode pair = Merges.pair(merge);
            merges.append(pair.path(0).asText())
                    .append(' ')
                    .append(pair.path(1).asText())
                    .append('\n');
        });
        files.put(TokenizerFiles.MERGES, merges.toString());
    }

    private ObjectNode names() {
        Template template = json.template();
        ObjectNode names = JSON.createObjectNode();
        if (json.bytePairs()) {
            names.put("bos_token", template.firstToken());
        }
        names.put("cls_token", template.firstToken());
        if (json.bytePairs()) {
            names.put("eos_token", template.separatorToken());
        }
        String mask = mask();
        if (!mask.isEmpty()) {
            names.put("mask_token", mask);
        }
        names.put("pad_token", json.padding()).put("sep_token", template.separatorToken());
        if (json.has(unknown())) {
            names.put("unk_token", unknown());
        }
        return names;
    }

    /**
     * Finds the mask token: the one with the usual name, or else the only special token without another role, because
     * no file states the role. The usual name is not used unless it is an added token, because naming it would make it
     * one.
     */
    private String mask() {
        String usual = (json.bytePairs() ? SpecialNames.ROBERTA : SpecialNames.BERT).mask();
        Template template = json.template();
        Set<String> others =
                new HashSet<>(List.of(template.firstToken(), template.separatorToken(), json.padding(), unknown()));
        List<String> special = new ArrayList<>();
        json.root().path("added_tokens").forEach(token -> {
            String content = token.path("content").asText();
            if (token.path("special").asBoolean(false) && !others.contains(content)) {
                special.add(content);
            }
        });
        return special.contains(usual) ? usual : special.size() == 1 ? special.get(0) : "";
    }

    private String unknown() {
        return json.unknown().isEmpty() ? SpecialNames.ROBERTA.unk() : json.unknown();
    }

    private ObjectNode settings(ObjectNode names, int maxLength, String modelType) {
        ObjectNode settings = names.deepCopy();
        ObjectNode added = settings.putObject(TokenizerSettings.DECODER);
        json.root().path("added_tokens").forEach(token -> AddedToken.of(token, false)
                .write(added.putObject(token.path("id").asText())));
        JsonNode normalizer = json.root().path("normalizer");
        if (normalizer.path("type").asText().equals("BertNormalizer")) {
            settings.put("do_lower_case", normalizer.path("lowercase").asBoolean(true));
            settings.set(
                    "strip_accents",
                    normalizer.path("strip_accents").isBoolean()
                            ? normalizer.path("strip_accents")
                            : settings.nullNode());
            settings.put(
                    "tokenize_chinese_chars",
                    normalizer.path("handle_chinese_chars").asBoolean(true));
        }
        JsonNode step = identity.path("pre_tokenizer");
        if (step.path("type").asText().equals("ByteLevel")) {
            settings.put("add_prefix_space", step.path("add_prefix_space").asBoolean());
        }
        if (json.bytePairs() || modelType.equals("distilbert")) {
            settings.putArray("model_input_names").add("input_ids").add("attention_mask");
        }
        settings.put("model_max_length", maxLength);
        settings.put("truncation_side", json.cutsLeft() ? "left" : "right");
        String tokenizerClass = tokenizerClass(names, modelType);
        if (tokenizerClass.equals(GENERIC) && !settings.has("model_input_names")) {
            // In Transformers 5 this class omits token types unless they are requested.
            settings.putArray("model_input_names")
                    .add("input_ids")
                    .add("token_type_ids")
                    .add("attention_mask");
        }
        settings.put("tokenizer_class", tokenizerClass);
        return settings;
    }

    /** Names a class that builds its tokenizer from the settings only if the result would be the same tokenizer. */
    private String tokenizerClass(ObjectNode names, String modelType) {
        if (!names.has("mask_token") || !rebuilt(names).equals(withoutMore())) {
            return GENERIC;
        }
        if (json.bytePairs()) {
            return "RobertaTokenizer";
        }
        return modelType.equals("distilbert") ? "DistilBertTokenizer" : "BertTokenizer";
    }

    /** The normal form of what such a class would build from vocabulary and settings, without added tokens. */
    private ObjectNode rebuilt(ObjectNode names) {
        ObjectNode root = JSON.createObjectNode();
        root.set("truncation", identity.path("truncation"));
        root.set("padding", identity.path("padding"));
        root.putArray("added_tokens");
        String cls = names.path("cls_token").asText();
        String sep = names.path("sep_token").asText();
        ObjectNode model = JSON.createObjectNode();
        model.set("vocab", json.root().path("model").path("vocab"));
        if (json.bytePairs()) {
            root.putObject("pre_tokenizer")
                    .put("type", "ByteLevel")
                    .put(
                            "add_prefix_space",
                            identity.path("pre_tokenizer")
                                    .path("add_prefix_space")
                                    .asBoolean());
            Templates.write(root.putObject("post_processor"), Template.roberta(cls, sep, json::id));
            model.put("type", "BPE").set("merges", json.root().path("model").path("merges"));
        } else {
            JsonNode given = identity.path("normalizer");
            ObjectNode normalizer = root.putObject("normalizer").put("type", "BertNormalizer");
            for (String key : List.of("lowercase", "strip_accents", "handle_chinese_chars")) {
                normalizer.set(key, given.path(key));
            }
            root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
            Templates.write(root.putObject("post_processor"), Template.bert(cls, sep, json::id));
            model.put("type", "WordPiece")
                    .put("unk_token", names.path("unk_token").asText());
        }
        root.set("model", model);
        ObjectNode form = root.deepCopy();
        // The added tokens are needed to find the ids of the tokens in the template.
        form.set("added_tokens", json.root().path("added_tokens"));
        ObjectNode rebuilt = TokenizerJson.read(TokenizerIdentity.form(TokenizerJson.of(form)));
        rebuilt.remove("added_tokens");
        return rebuilt;
    }

    private ObjectNode withoutMore() {
        ObjectNode rest = identity.deepCopy();
        rest.remove("added_tokens");
        return rest;
    }
}
