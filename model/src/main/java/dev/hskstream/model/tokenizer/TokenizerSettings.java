package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What {@code tokenizer_config.json} says, with {@code special_tokens_map.json} over it as Transformers lays it: only
 * where the settings do not list the added tokens themselves.
 */
final class TokenizerSettings {
    static final String DECODER = "added_tokens_decoder";
    static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    /** Classes that take the vocabulary only and build BERT's or RoBERTa's tokenizer around it, by their settings. */
    private static final Set<String> BUILDING = Set.of(
            "",
            "Bert",
            "DistilBert",
            "Electra",
            "MobileBert",
            "ConvBert",
            "SqueezeBert",
            "LayoutLM",
            "Lxmert",
            "RetriBert",
            "Roberta");

    private static final Set<String> GENERIC = Set.of("PreTrainedTokenizer", "TokenizersBackend");

    private final TokenizerFiles files;
    private final ObjectNode settings;
    private final String tokenizerClass;
    private final Set<String> special = new HashSet<>();

    TokenizerSettings(TokenizerFiles files, ObjectNode settings) {
        this.files = files;
        this.settings = settings;
        this.tokenizerClass = files.tokenizerClass(settings);
        lists("additional_special_tokens").forEach(token -> special.add(token.content()));
        if (!settings.has(DECODER)) {
            files.object(TokenizerFiles.SPECIAL)
                    .ifPresent(map -> map.properties().forEach(e -> settings.set(e.getKey(), e.getValue())));
        }
        lists("extra_special_tokens").forEach(token -> special.add(token.content()));
        NAMED.forEach(key -> special(key).ifPresent(token -> special.add(token.content())));
        if (flag("split_special_tokens").orElse(false)) {
            throw refused("split_special_tokens", "true", "special tokens in a text are always taken whole here");
        }
    }

    /** Whether the settings count over what {@code tokenizer.json} says of the same. */
    boolean building() {
        return BUILDING.contains(tokenizerClass.replaceFirst("Tokenizer$", ""));
    }

    /** Whether the class that reads these files builds a byte-level BPE, so that {@code vocab.json} is its vocabulary. */
    boolean buildsBytePairs() {
        return tokenizerClass.isEmpty()
                ? files.modelType().equals("roberta")
                : tokenizerClass.equals("RobertaTokenizer");
    }

    /** Refuses a class that cannot be built of a vocabulary alone. */
    void requireBuildable(String vocabulary) {
        if (!building() && !GENERIC.contains(tokenizerClass)) {
            throw refused(
                    "tokenizer_class",
                    "\"" + tokenizerClass + "\"",
                    "it cannot be built of " + vocabulary + " alone; save it with a tokenizer.json");
        }
    }

    /**
     * Whether Transformers gives the model token types with these files. Without them, all tokens are of type 0. Where
     * {@code PreTrainedTokenizerFast} is named and nothing else, version 4 gives them and 5 does not; they are given.
     */
    boolean givesTypes() {
        JsonNode names = settings.path("model_input_names");
        if (names.isArray()) {
            for (JsonNode name : names) {
                if (name.asText().equals("token_type_ids")) {
                    return true;
                }
            }
            return false;
        }
        return !tokenizerClass.equals("DistilBertTokenizer");
    }

    UserException refused(String key, String value, String why) {
        return new UserException(files.path(TokenizerFiles.SETTINGS) + ": " + key + " is " + value + "; " + why);
    }

    /** A setting that is true or false, if it is given. */
    Optional<Boolean> flag(String key) {
        JsonNode value = settings.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw refused(key, value.toString(), "it must be true or false");
        }
        return Optional.of(value.booleanValue());
    }

    boolean gives(String key) {
        return settings.has(key);
    }

    JsonNode get(String key) {
        return settings.path(key);
    }

    /** A special token that is named, with its flags. */
    Optional<AddedToken> special(String key) {
        JsonNode value = settings.path(key);
        if ((value.isTextual() && !value.textValue().isEmpty())
                || (value.isObject() && value.path("content").isTextual())) {
            return Optional.of(AddedToken.of(value, true));
        }
        return Optional.empty();
    }

    private List<AddedToken> lists(String key) {
        List<AddedToken> tokens = new ArrayList<>();
        settings.path(key).forEach(token -> tokens.add(AddedToken.of(token, true)));
        return tokens;
    }

    /**
     * Whether {@code added_tokens.json} means this token as a special one. Transformers looks that up before it has read
     * the list in {@code special_tokens_map.json} that is called {@code additional_special_tokens}.
     */
    boolean isSpecial(String token) {
        return special.contains(token);
    }

    /** Special tokens beyond the seven that have a role. */
    List<AddedToken> more() {
        List<AddedToken> more = new ArrayList<>(lists("additional_special_tokens"));
        more.addAll(lists("extra_special_tokens"));
        settings.properties().forEach(entry -> {
            String key = entry.getKey();
            if (key.endsWith("_token") && !NAMED.contains(key)) {
                special(key).ifPresent(more::add);
            }
        });
        return more;
    }

    /** The side from which Transformers cuts, if it is given. */
    Optional<Boolean> cutsLeft() {
        JsonNode side = settings.path("truncation_side");
        if (side.isMissingNode() || side.isNull()) {
            return Optional.empty();
        }
        if (!side.asText().equals("left") && !side.asText().equals("right")) {
            throw refused("truncation_side", side.toString(), "it must be \"left\" or \"right\"");
        }
        return Optional.of(side.asText().equals("left"));
    }

    OptionalDouble maxLength() {
        JsonNode length = settings.path(settings.has("model_max_length") ? "model_max_length" : "max_len");
        if (length.isMissingNode() || length.isNull()) {
            return OptionalDouble.empty();
        }
        if (!length.isNumber()) {
            throw refused("model_max_length", length.toString(), "it must be a number");
        }
        return OptionalDouble.of(length.doubleValue());
    }
}
