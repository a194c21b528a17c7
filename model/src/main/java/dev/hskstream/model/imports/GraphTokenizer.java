package dev.hskstream.model.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.Links;
import dev.hskstream.base.file.TextFile;
import dev.hskstream.model.formats.JsonFile;
import dev.hskstream.model.imports.ImportOptions.TextCase;
import dev.hskstream.model.tokenizer.ReadTokenizer;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizerDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tokenizer for a graph. Its settings are not in the graph, but in the files beside it; or the user states them, or
 * they are guessed from the vocabulary.
 *
 * @param json the content of {@code tokenizer.json}
 * @param maxLength {@code model_max_length} of {@code tokenizer_config.json}; the largest double if it is absent
 */
record GraphTokenizer(String json, double maxLength) {
    private static final String SETTINGS = "tokenizer_config.json";

    /**
     * Reads the tokenizer.
     *
     * @param file a {@code tokenizer.json} or {@code vocab.txt}; {@code tokenizer_config.json} may be beside it
     * @param asked the case treatment that the user states
     * @param notices receives what was assumed
     * @throws UserException if the user and a file contradict each other
     */
    static GraphTokenizer read(Path file, Optional<TextCase> asked, List<String> notices) {
        if (!file.toString().endsWith(".txt")) {
            ReadTokenizer read = TokenizerDirectory.beside(file);
            asked.ifPresent(textCase -> requireSame(textCase, lowercases(read.json()), file));
            return of(read, notices);
        }
        Path beside = file.resolveSibling(SETTINGS);
        JsonNode settings = Links.exists(beside) ? JsonFile.read(beside) : JsonNodeFactory.instance.objectNode();
        JsonNode stated = settings.path("do_lower_case");
        if (stated.isBoolean()) {
            asked.ifPresent(textCase -> requireSame(textCase, stated.asBoolean(), beside));
            return of(TokenizerDirectory.beside(file), notices);
        }
        boolean lowercase = asked.map(textCase -> textCase == TextCase.UNCASED)
                .orElseGet(() -> guess(file, TextFile.lines(file), notices));
        return of(TokenizerDirectory.beside(file, lowercase), notices);
    }

    private static GraphTokenizer of(ReadTokenizer read, List<String> notices) {
        notices.addAll(read.notices());
        return new GraphTokenizer(read.json(), read.maxLength().orElse(Double.MAX_VALUE));
    }

    private static void requireSame(TextCase asked, boolean lowercase, Path file) {
        if ((asked == TextCase.UNCASED) != lowercase) {
            throw new UserException("--case contradicts " + file + ", which says that texts are "
                    + (lowercase ? "lower-cased" : "not lower-cased") + "; leave the option out");
        }
    }

    private static boolean lowercases(String json) {
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(json)) {
            return tokenizer.lowercase();
        }
    }

    /** Guesses whether texts are lower-cased: a vocabulary with capital letters would be useless then. */
    private static boolean guess(Path file, List<String> vocabulary, List<String> notices) {
        Optional<String> capital = vocabulary.stream()
                .filter(token -> !(token.startsWith("[") && token.endsWith("]")))
                .filter(token -> token.chars().anyMatch(Character::isUpperCase))
                .findFirst();
        notices.add("no " + SETTINGS + " beside " + file + " says whether texts are lower-cased: "
                + capital.map(token -> "they are not, as the vocabulary has \"" + token + "\"")
                        .orElse("they are, as the vocabulary has no capital letter")
                + " (--case says otherwise)");
        return capital.isEmpty();
    }
}
