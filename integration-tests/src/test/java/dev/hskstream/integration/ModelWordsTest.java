package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Only module {@code model} knows the weight names and special tokens of an architecture. Other modules ask an {@code
 * Architecture} or the tokenizer, so that a new architecture requires no change there.
 */
class ModelWordsTest {
    private static final Pattern WORDS = Pattern.compile(
            "\"[^\"\\n]*(encoder\\.layer\\.|\\[(?:CLS|SEP|PAD|MASK|UNK)\\]|</?s>|<(?:pad|mask|unk)>)[^\"\\n]*\"");

    @Test
    void onlyTheModelKnowsNamesOfWeightsAndSpecialTokens() throws IOException {
        List<Path> files = sources();
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            WORDS.matcher(Files.readString(file)).results().forEach(word -> found.add(file + ": " + word.group()));
        }

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(found).isEmpty();
    }

    @Test
    void findsThemWhereTheyStand() {
        assertThat(WORDS.matcher("ids.indexOf(\"[SEP]\")").find()).isTrue();
        assertThat(WORDS.matcher("\"bert.encoder.layer.\" + i").find()).isTrue();
        assertThat(WORDS.matcher("text + \"</s>\"").find()).isTrue();
        assertThat(WORDS.matcher("/** Ends with {@code [SEP]}. */").find()).isFalse();
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> files = new ArrayList<>();
            for (Path module : modules.filter(path -> !path.endsWith("model")).toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> tree = Files.walk(main)) {
                        tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
                    }
                }
            }
            return files;
        }
    }
}
