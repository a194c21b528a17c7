package dev.hskstream.model.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with only a tokenizer's files, and a vocabulary whose ids can be counted by hand. */
final class TokenizerPlace {
    /** The tokens with ids 0 to 15. */
    static final List<String> VOCABULARY = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "A", "ä", "Ä", "b", "##b", "北", "##京", "京", "x", "y");

    private final Path directory;

    TokenizerPlace(Path directory) {
        this.directory = directory;
    }

    /** Returns a tokenizer.json with three settings of the normalizer. */
    static String json(boolean lowercase, String stripAccents, boolean chinese) {
        return SubwordTokenizer.jsonFromVocab(VOCABULARY, lowercase)
                .replace("\"strip_accents\":null", "\"strip_accents\":" + stripAccents)
                .replace("\"handle_chinese_chars\":true", "\"handle_chinese_chars\":" + chinese);
    }

    TokenizerPlace vocabulary() {
        return with("vocab.txt", String.join("\n", VOCABULARY) + "\n");
    }

    TokenizerPlace json(String json) {
        return with("tokenizer.json", json);
    }

    TokenizerPlace settings(String json) {
        return with("tokenizer_config.json", json.replace('\'', '"'));
    }

    TokenizerPlace with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TokenizerPlace with(String name, byte[] content) {
        try {
            Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    TokenizerPlace link(String name, String target) {
        try {
            Files.createSymbolicLink(directory.resolve(name), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ReadTokenizer read() {
        return TokenizerDirectory.read(directory);
    }

    int[] ids(String text) {
        return ids(text, 16);
    }

    int[] ids(String text, int maxLength) {
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(read().json())) {
            return tokenizer.encode(text, null, maxLength).ids();
        }
    }

    TokenizedText pair(String text, String pair, int maxLength) {
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(read().json())) {
            return tokenizer.encode(text, pair, maxLength);
        }
    }
}
