package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.file.TextFile;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that a tokenizer may lie in, beside each other in a directory or an archive.
 *
 * @param prefix before each name, where several models share the directory
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

    /** Unicode's White_Space, as Rust's {@code trim_end} has it. */
    private static final Pattern WHITE_SPACE_AT_END = Pattern.compile("(?U)\\s+$");

    Path path(String name) {
        return directory.resolve(prefix + name);
    }

    boolean has(String name) {
        return Files.exists(path(name));
    }

    /** The tokens of {@code vocab.txt}, one a line, without the white space at its end, which the tokenizers library drops. */
    List<String> tokens() {
        return lines(VOCABULARY).stream()
                .map(line -> WHITE_SPACE_AT_END.matcher(line).replaceFirst(""))
                .toList();
    }

    List<String> lines(String name) {
        return TextFile.lines(path(name));
    }

    /** The object that a file holds, if there is such a file. */
    Optional<ObjectNode> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return Optional.of(JsonFile.read(path(name)));
    }

    /** Whether the model beside them tells token types apart, as all do whose configuration does not say otherwise. */
    boolean modelHasTypes() {
        return !modelType().equals("distilbert") && !modelType().equals("roberta");
    }

    /** What the model's configuration calls its network; {@code bert} where nothing does. */
    String modelType() {
        return object(MODEL)
                .map(model -> model.path("model_type").asText("bert"))
                .orElse("bert");
    }

    /** Which class Transformers would read these files with, without {@code Fast}; empty where none is named. */
    String tokenizerClass(JsonNode settings) {
        String named = settings.path("tokenizer_class").asText("");
        if (named.isEmpty() && has(MODEL)) {
            named = object(MODEL).orElseThrow().path("tokenizer_class").asText("");
        }
        return named.endsWith("Fast") ? named.substring(0, named.length() - 4) : named;
    }
}
