package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads a tokenizer from all files of a model that say something of it, as Transformers (5.24) does: a vocabulary from
 * {@code tokenizer.json}, {@code vocab.txt} or {@code vocab.json} with {@code merges.txt}, and over it what
 * {@code tokenizer_config.json}, {@code special_tokens_map.json} and {@code added_tokens.json} set. What Transformers
 * would assume where no file says anything is not assumed over what {@code tokenizer.json} says.
 */
public final class TokenizerDirectory {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> CASES = Map.of(
            "do_lower_case", "lowercase",
            "strip_accents", "strip_accents",
            "tokenize_chinese_chars", "handle_chinese_chars");

    /** Stands where the format wants a length; nobody cuts to it. */
    private static final int USUAL_LENGTH = 512;

    private final TokenizerFiles files;
    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final boolean fromJson;
    private final List<String> notices = new ArrayList<>();

    private TokenizerDirectory(TokenizerFiles files) {
        this(files, Optional.empty());
    }

    private TokenizerDirectory(TokenizerFiles files, Optional<Boolean> lowercase) {
        this.files = files;
        ObjectNode said = files.object(TokenizerFiles.SETTINGS).orElseGet(JSON::createObjectNode);
        lowercase.ifPresent(known -> said.put("do_lower_case", known));
        this.settings = new TokenizerSettings(files, said);
        Optional<ObjectNode> json = files.object(TokenizerFiles.TOKENIZER);
        this.fromJson = json.isPresent();
        this.root = json.orElseGet(this::built);
    }

    /**
     * Reads the tokenizer of a model directory.
     *
     * @throws UserException naming the file and what is wrong in it
     */
    public static ReadTokenizer read(Path directory) {
        return new TokenizerDirectory(new TokenizerFiles(directory, "")).read();
    }

    /** The same, from the files beside one of them: all begin with what stands before {@code tokenizer.json} or so. */
    public static ReadTokenizer beside(Path file) {
        return beside(file, Optional.empty());
    }

    /** The same, where no file says whether texts are lower-cased and somebody else does. */
    public static ReadTokenizer beside(Path file, boolean lowercase) {
        return beside(file, Optional.of(lowercase));
    }

    private static ReadTokenizer beside(Path file, Optional<Boolean> lowercase) {
        String name = String.valueOf(file.getFileName());
        Path directory = file.toAbsolutePath().getParent();
        for (String known : List.of(TokenizerFiles.TOKENIZER, TokenizerFiles.VOCABULARY, TokenizerFiles.BYTE_PAIRS)) {
            if (directory != null && name.endsWith(known)) {
                String prefix = name.substring(0, name.length() - known.length());
                return new TokenizerDirectory(new TokenizerFiles(directory, prefix), lowercase).read();
            }
        }
        throw new UserException(file + ": is no tokenizer's file");
    }

    /** What is added to the vocabulary, and with which flags, is the settings' to say. */
    private ObjectNode built() {
        ObjectNode built = build();
        built.putArray("added_tokens");
        return built;
    }

    private ObjectNode build() {
        boolean lowercase = settings.flag("do_lower_case").orElse(true);
        if (files.has(TokenizerFiles.VOCABULARY)) {
            settings.requireBuildable(TokenizerFiles.VOCABULARY);
            List<String> lines = files.lines(TokenizerFiles.VOCABULARY);
            return named(
                    TokenizerFiles.VOCABULARY,
                    () -> VocabularyJson.wordPiece(lines, lowercase, present(SpecialNames.BERT, lines::contains)));
        }
        if (files.has(TokenizerFiles.BYTE_PAIRS) && files.has(TokenizerFiles.MERGES)) {
            settings.requireBuildable(TokenizerFiles.BYTE_PAIRS);
            ObjectNode ids = files.object(TokenizerFiles.BYTE_PAIRS).orElseThrow();
            ArrayNode merges =
                    Merges.ofLines(files.path(TokenizerFiles.MERGES).toString(), files.lines(TokenizerFiles.MERGES));
            return named(
                    TokenizerFiles.BYTE_PAIRS,
                    () -> VocabularyJson.bytePairs(ids, merges, present(SpecialNames.ROBERTA, ids::has)));
        }
        throw new UserException(files.directory() + ": no model directory, it has neither " + TokenizerFiles.TOKENIZER
                + " nor " + TokenizerFiles.VOCABULARY + ", nor " + TokenizerFiles.BYTE_PAIRS + " with "
                + TokenizerFiles.MERGES);
    }

    private ObjectNode named(String file, Supplier<ObjectNode> built) {
        try {
            return built.get();
        } catch (UserException e) {
            throw new UserException(files.path(file) + ": " + e.getMessage(), e);
        }
    }

    /** The names that the settings give; one that the vocabulary lacks is added to it later. */
    private SpecialNames present(SpecialNames usual, Predicate<String> known) {
        return new SpecialNames(
                present("pad_token", usual.pad(), known),
                present("unk_token", usual.unk(), known),
                present("cls_token", usual.cls(), known),
                present("sep_token", usual.sep(), known),
                present("mask_token", usual.mask(), known));
    }

    private String present(String key, String usual, Predicate<String> known) {
        return settings.special(key)
                .map(AddedToken::content)
                .filter(token -> known.test(token) || known.test(usual))
                .filter(known)
                .orElse(usual);
    }

    private ReadTokenizer read() {
        try {
            TokenizerJson.of(root);
            normalizer();
            prefixSpace();
            unknown();
            new AddedTokens(files, settings, root, notices::add).settle();
            template();
            types();
            padding();
            truncation();
            vocabularies();
            ignored();
            if (root.path("model").path("dropout").asDouble(0) > 0) {
                throw new UserException("tokenizer.json: its dropout would make other tokens at every reading");
            }
            return new ReadTokenizer(root.toString(), settings.maxLength(), notices);
        } catch (UserException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("tokenizer.json")
                    ? new UserException(
                            files.directory().resolve(files.prefix() + message).toString(), e)
                    : e;
        }
    }

    private boolean bytePairs() {
        return TokenizerJson.type(root).equals("BPE");
    }

    private void disagree(String setting, Object value, String inJson) {
        if (fromJson) {
            notices.add(files.path(TokenizerFiles.SETTINGS) + ": " + setting + " is " + value + ", but "
                    + TokenizerFiles.TOKENIZER + " says " + inJson
                    + "; the former counts, as in Transformers");
        }
    }

    private void normalizer() {
        List<String> given = CASES.keySet().stream()
                .filter(key -> settings.gives(key)
                        && (key.equals("strip_accents") || !settings.get(key).isNull()))
                .sorted()
                .toList();
        if (bytePairs() || !settings.building()) {
            return;
        }
        if (given.isEmpty()) {
            unsaid();
            return;
        }
        if (!root.path("normalizer").path("type").asText().equals("BertNormalizer")) {
            disagree(
                    given.get(0),
                    settings.get(given.get(0)),
                    "normalizer " + root.path("normalizer").path("type"));
            root.putObject("normalizer")
                    .put("type", "BertNormalizer")
                    .put("clean_text", true)
                    .put("handle_chinese_chars", true)
                    .putNull("strip_accents")
                    .put("lowercase", true);
        }
        ObjectNode normalizer = (ObjectNode) root.path("normalizer");
        for (String key : given) {
            String field = CASES.getOrDefault(key, key);
            JsonNode before = normalizer.path(field);
            JsonNode now = settings.flag(key)
                    .<JsonNode>map(JSON.getNodeFactory()::booleanNode)
                    .orElseGet(JSON::nullNode);
            boolean same = before.equals(now) || (before.isMissingNode() && now.asBoolean(true));
            if (!same) {
                disagree(key, now, field + " " + before);
                normalizer.set(field, now);
            }
        }
        unsaid();
    }

    /** Transformers would assume lower case, Chinese characters apart and accents as case is, whatever this file says. */
    private void unsaid() {
        JsonNode normalizer = root.path("normalizer");
        if (!fromJson || !normalizer.path("type").asText().equals("BertNormalizer")) {
            return;
        }
        if (!settings.gives("do_lower_case") && !normalizer.path("lowercase").asBoolean(true)) {
            kept("lowercase false", "do_lower_case");
        }
        if (!settings.gives("tokenize_chinese_chars")
                && !normalizer.path("handle_chinese_chars").asBoolean(true)) {
            kept("handle_chinese_chars false", "tokenize_chinese_chars");
        }
        if (!settings.gives("strip_accents") && normalizer.path("strip_accents").isBoolean()) {
            kept("strip_accents " + normalizer.path("strip_accents"), "strip_accents");
        }
    }

    private void kept(String says, String key) {
        notices.add(files.path(TokenizerFiles.TOKENIZER) + ": says " + says + ", and " + TokenizerFiles.SETTINGS
                + " does not say " + key + ", where Transformers would go by its default; what the file says counts");
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
            disagree(
                    "add_prefix_space",
                    wanted.get(),
                    step.path("add_prefix_space").toString());
            ((ObjectNode) step).put("add_prefix_space", wanted.get());
        }
    }

    private void unknown() {
        Optional<AddedToken> unk = settings.special("unk_token");
        if (unk.isEmpty() || bytePairs() || !settings.building()) {
            return;
        }
        ObjectNode model = (ObjectNode) root.path("model");
        if (!model.path("unk_token").asText("[UNK]").equals(unk.get().content())) {
            disagree("unk_token", unk.get().content(), model.path("unk_token").toString());
            model.put("unk_token", unk.get().content());
        }
    }

    private void template() {
        TokenizerJson json = TokenizerJson.of(root);
        Template there = json.template();
        String cls = settings.special("cls_token").map(AddedToken::content).orElse(there.firstToken());
        String sep = settings.special("sep_token").map(AddedToken::content).orElse(there.separatorToken());
        boolean same = cls.equals(there.firstToken()) && sep.equals(there.separatorToken());
        if (same ? root.path("post_processor").isObject() : !settings.building()) {
            return;
        }
        if (!same) {
            disagree(
                    "cls_token and sep_token",
                    cls + " and " + sep,
                    there.firstToken() + " and " + there.separatorToken());
        }
        Templates.write(
                root.putObject("post_processor"),
                bytePairs() ? Template.roberta(cls, sep, json::id) : Template.bert(cls, sep, json::id));
    }

    /** Where the model is given no token types, the second text of a pair is of type 0 as the first is. */
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

    /** Only a padding token that is not the usual one is kept. */
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

    /** Lengths are the caller's; only the side is kept. */
    private void truncation() {
        boolean inJson = TokenizerJson.of(root).cutsLeft();
        boolean left = settings.cutsLeft().orElse(inJson);
        if (root.path("truncation").isObject() && left != inJson) {
            disagree("truncation_side", left ? "left" : "right", inJson ? "Left" : "Right");
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

    /** A vocabulary beside {@code tokenizer.json} that is another is not read; that is said. */
    private void vocabularies() {
        if (!fromJson) {
            return;
        }
        JsonNode ids = root.path("model").path("vocab");
        String other = bytePairs() ? TokenizerFiles.BYTE_PAIRS : TokenizerFiles.VOCABULARY;
        if (!files.has(other)) {
            return;
        }
        List<String> tokens = bytePairs() ? List.of() : files.lines(other);
        boolean same = bytePairs()
                ? files.object(other).orElseThrow().equals(ids)
                : IntStream.range(0, Math.min(tokens.size(), ids.size()))
                                .allMatch(id -> ids.path(tokens.get(id)).asInt(-1) == id)
                        && tokens.size() >= ids.size();
        if (!same) {
            notices.add(files.path(other) + ": is not the vocabulary of " + TokenizerFiles.TOKENIZER
                    + " beside it; the latter counts, as in Transformers");
        }
    }

    /** What Transformers' fast tokenizers do not follow either, or what cannot matter here. */
    private void ignored() {
        if (!settings.get("never_split").isEmpty()) {
            notSaid(
                    "never_split",
                    settings.get("never_split"),
                    "Transformers' fast tokenizers do not follow it either");
        }
        if (!settings.flag("do_basic_tokenize").orElse(true)) {
            notSaid("do_basic_tokenize", "false", "Transformers' fast tokenizers do not follow it either");
        }
        if (settings.get("padding_side").asText().equals("left")) {
            notSaid("padding_side", "\"left\"", "rows are filled up on the right, as if each text stood alone");
        }
    }

    private void notSaid(String key, Object value, String why) {
        notices.add(files.path(TokenizerFiles.SETTINGS) + ": " + key + " " + value + " is not followed: " + why);
    }
}
