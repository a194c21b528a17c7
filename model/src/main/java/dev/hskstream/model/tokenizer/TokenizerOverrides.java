package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.Optional;

/**
 * Applies settings to a {@code tokenizer.json}: the space before the first word, the unknown token, the special tokens
 * around a text, padding and the side of truncation.
 */
final class TokenizerOverrides {
    /** The format requires a length; it is not used. */
    private static final int USUAL_LENGTH = 512;

    private final TokenizerFiles files;
    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final TokenizerNotices notices;

    TokenizerOverrides(TokenizerFiles files, TokenizerSettings settings, ObjectNode root, TokenizerNotices notices) {
        this.files = files;
        this.settings = settings;
        this.root = root;
        this.notices = notices;
    }

    /** Applies the settings that must precede collecting the added tokens. */
    void beforeAddedTokens() {
        prefixSpace();
        unknown();
    }

    /** Applies the settings that may name tokens which were added before. */
    void afterAddedTokens() {
        template();
        new KeptParts(settings, root, notices).say();
        types();
        padding();
        truncation();
    }

    private void prefixSpace() {
        JsonNode step = root.path("pre_tokenizer");
        Optional<Boolean> wanted = settings.flag("add_prefix_space");
        if (wanted.isEmpty()
                || !settings.building()
                || !step.path("type").asText().equals("ByteLevel")) {
            return;
        }
        if (step.path("add_prefix_space").asBoolean(true) != wanted.get()) {
            notices.disagree(
                    "add_prefix_space",
                    wanted.get(),
                    step.path("add_prefix_space").toString());
            ((ObjectNode) step).put("add_prefix_space", wanted.get());
        }
    }

    private void unknown() {
        Optional<AddedToken> unk = settings.special("unk_token");
        if (unk.isEmpty() || TokenizerJson.isBytePairs(root) || !settings.building()) {
            return;
        }
        ObjectNode model = (ObjectNode) root.path("model");
        if (!model.path("unk_token").asText("[UNK]").equals(unk.get().content())) {
            notices.disagree(
                    "unk_token", unk.get().content(), model.path("unk_token").toString());
            model.put("unk_token", unk.get().content());
        }
    }

    private void template() {
        requireTemplate();
        TokenizerJson json = TokenizerJson.of(root);
        Template there = json.template();
        String cls = settings.special("cls_token").map(AddedToken::content).orElse(there.firstToken());
        String sep = settings.special("sep_token").map(AddedToken::content).orElse(there.separatorToken());
        boolean same = cls.equals(there.firstToken()) && sep.equals(there.separatorToken());
        if (same ? root.path("post_processor").isObject() : !settings.building()) {
            return;
        }
        if (!same) {
            notices.disagree(
                    "cls_token and sep_token",
                    cls + " and " + sep,
                    there.firstToken() + " and " + there.separatorToken());
        }
        Templates.write(
                root.putObject("post_processor"),
                TokenizerJson.isBytePairs(root)
                        ? Template.roberta(cls, sep, json::id)
                        : Template.bert(cls, sep, json::id));
    }

    /**
     * Requires a post_processor for classes that do not build the tokenizer themselves: these add special tokens only
     * if the file says so.
     */
    private void requireTemplate() {
        if (!settings.building() && !root.path("post_processor").isObject()) {
            throw new UserException("tokenizer.json has no post_processor, so that Transformers puts no special token"
                    + " before the text, where the head reads; name the class that puts them, such as "
                    + (TokenizerJson.isBytePairs(root) ? "RobertaTokenizer" : "BertTokenizer")
                    + ", as tokenizer_class in " + TokenizerFiles.SETTINGS);
        }
    }

    /** Gives both texts of a pair type 0 if the settings say that the model gets no token types. */
    private void types() {
        Template there = TokenizerJson.of(root).template();
        if (!there.hasTypes() || !files.modelHasTypes()) {
            return;
        }
        if (!settings.givesTypes()) {
            notices.add(files.path(TokenizerFiles.SETTINGS)
                    + ": model_input_names or tokenizer_class leave token_type_ids out, so both texts of a pair are of"
                    + " type 0, as in Transformers");
            Templates.write(root.putObject("post_processor"), there.withoutTypes());
        }
    }

    /** Stores the padding token only if it is not the usual one. */
    private void padding() {
        TokenizerJson json = TokenizerJson.of(root);
        String pad = settings.special("pad_token").map(AddedToken::content).orElse(json.padding());
        if (pad.equals(json.defaultPadding())) {
            root.putNull("padding");
            return;
        }
        ObjectNode padding =
                root.putObject("padding").put("strategy", "BatchLongest").put("direction", "Right");
        padding.putNull("pad_to_multiple_of");
        padding.put("pad_id", json.id(pad)).put("pad_type_id", 0).put("pad_token", pad);
    }

    /** Stores only the side of truncation; the caller decides the length. */
    private void truncation() {
        boolean inJson = TokenizerJson.of(root).cutsLeft();
        boolean left = settings.cutsLeft().orElse(inJson);
        if (root.path("truncation").isObject() && left != inJson) {
            notices.disagree("truncation_side", left ? "left" : "right", inJson ? "Left" : "Right");
        }
        root.putNull("truncation");
        if (left) {
            root.putObject("truncation")
                    .put("direction", "Left")
                    .put("max_length", USUAL_LENGTH)
                    .put("strategy", "LongestFirst")
                    .put("stride", 0);
        }
    }
}
