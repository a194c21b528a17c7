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
 * The content of {@code tokenizer_config.json}, overridden by {@code special_tokens_map.json} as in Transformers: only
 * if the settings do not list the added tokens.
 */
final class TokenizerSettings {
    static final String DECODER = "added_tokens_decoder";
    static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    /**
     * Classes that take only the vocabulary from {@code tokenizer.json} and build BERT's or RoBERTa's tokenizer from
     * the settings.
     */
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

    /** Whether the settings override {@code tokenizer.json}. */
    boolean building() {
        return BUILDING.contains(tokenizerClass.replaceFirst("Tokenizer$", ""));
    }

    /** Whether the class that reads these files builds a byte-level BPE, whose vocabulary is {@code vocab.json}. */
    boolean buildsBytePairs() {
        return tokenizerClass.isEmpty()
                ? files.modelType().equals("roberta")
                : tokenizerClass.equals("RobertaTokenizer");
    }

    /** Refuses a class that cannot be built from a vocabulary alone. */
    void requireBuildable(String vocabulary) {
        if (!building() && !GENERIC.contains(tokenizerClass)) {
            throw refused(
                    "tokenizer_class",
                    "\"" + tokenizerClass + "\"",
                    "it cannot be built of " + vocabulary + " alone; save it with a tokenizer.json");
        }
    }

    /**
     * Whether Transformers passes token types to the model with these files; otherwise all tokens have type 0. If only
     * {@code PreTrainedTokenizerFast} is stated, version 4 passes them and version 5 does not; here they are passed.
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

    /** Returns a boolean setting; empty if it is not given. */
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

    /** Returns a special token by its role, with its flags; empty if none is named. */
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
     * Whether a token in {@code added_tokens.json} is special. Transformers decides this before it reads {@code
     * additional_special_tokens} of {@code special_tokens_map.json}.
     */
    boolean isSpecial(String token) {
        return special.contains(token);
    }

    /** Special tokens other than the seven with a role. */
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

    /** Whether texts are truncated on the left; empty if no side is given. */
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
