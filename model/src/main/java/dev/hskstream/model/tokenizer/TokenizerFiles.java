package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.file.Links;
import dev.hskstream.base.file.TextFile;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that can describe a tokenizer, in one directory of a file system or an archive.
 *
 * @param prefix precedes each name, if several models share the directory
 */
record TokenizerFiles(Path directory, String prefix) {
    static final String TOKENIZER = "tokenizer.json";
    static final String VOCABULARY = "vocab.txt";
    static final String BYTE_PAIRS = "vocab.json";
    static final String MERGES = "merges.txt";
    static final String SETTINGS = "tokenizer_config.json";
    static final String ADDED = "added_tokens.json";
    static final String SPECIAL = "special_tokens_map.json";

    private static final String MODEL = "config.json";

    /** Unicode's White_Space, as in Rust's {@code trim_end}. */
    private static final Pattern WHITE_SPACE_AT_END = Pattern.compile("(?U)\\s+$");

    Path path(String name) {
        return directory.resolve(prefix + name);
    }

    boolean has(String name) {
        return Links.exists(path(name));
    }

    /**
     * The tokens of {@code vocab.txt}, one per line, without trailing white space, which the tokenizers library
     * removes.
     */
    List<String> tokens() {
        return lines(VOCABULARY).stream()
                .map(line -> WHITE_SPACE_AT_END.matcher(line).replaceFirst(""))
                .toList();
    }

    List<String> lines(String name) {
        return TextFile.lines(path(name));
    }

    /** Reads a file with a JSON object; empty if there is no such file. */
    Optional<ObjectNode> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return Optional.of(JsonFile.read(path(name)));
    }

    /** Whether the model has token types; assumed unless its configuration is one of an architecture without them. */
    boolean modelHasTypes() {
        return !modelType().equals("distilbert") && !modelType().equals("roberta");
    }

    /** {@code model_type} of the model's configuration; {@code bert} if it is missing. */
    String modelType() {
        return object(MODEL)
                .map(model -> model.path("model_type").asText("bert"))
                .orElse("bert");
    }

    /** The Transformers class that would read these files, without the suffix {@code Fast}; empty if none is stated. */
    String tokenizerClass(JsonNode settings) {
        String named = settings.path("tokenizer_class").asText("");
        if (named.isEmpty() && has(MODEL)) {
            named = object(MODEL).orElseThrow().path("tokenizer_class").asText("");
        }
        return named.endsWith("Fast") ? named.substring(0, named.length() - 4) : named;
    }
}
