package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a tokenizer from all files of a model that describe it, as Transformers (5.24) does: a vocabulary from {@code
 * tokenizer.json}, {@code vocab.txt}, or {@code vocab.json} with {@code merges.txt}, overridden by {@code
 * tokenizer_config.json}, {@code special_tokens_map.json} and {@code added_tokens.json}. In contrast to Transformers,
 * defaults for settings that no file states do not override {@code tokenizer.json}.
 */
public final class TokenizerDirectory {
    private static final JsonMapper JSON = new JsonMapper();

    private final TokenizerFiles files;
    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final TokenizerNotices notices;

    private TokenizerDirectory(TokenizerFiles files) {
        this(files, Optional.empty());
    }

    private TokenizerDirectory(TokenizerFiles files, Optional<Boolean> lowercase) {
        this.files = files;
        ObjectNode said = files.object(TokenizerFiles.SETTINGS).orElseGet(JSON::createObjectNode);
        lowercase.ifPresent(known -> said.put("do_lower_case", known));
        this.settings = new TokenizerSettings(files, said);
        Optional<ObjectNode> json = files.object(TokenizerFiles.TOKENIZER);
        this.notices = new TokenizerNotices(files, json.isPresent());
        this.root = json.orElseGet(() -> new VocabularyFiles(files, settings).tokenizer());
    }

    /**
     * Reads the tokenizer of a model directory.
     *
     * @throws UserException naming the file and what is wrong in it
     */
    public static ReadTokenizer read(Path directory) {
        return new TokenizerDirectory(new TokenizerFiles(directory, "")).read();
    }

    /**
     * Reads the tokenizer from a file and those beside it with the same prefix before {@code tokenizer.json} and so on.
     */
    public static ReadTokenizer beside(Path file) {
        return beside(file, Optional.empty());
    }

    /** Reads likewise; the caller states whether texts are lower-cased, because no file does. */
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

    private ReadTokenizer read() {
        try {
            TokenizerJson.of(root);
            settle();
            if (root.path("model").path("dropout").asDouble(0) > 0) {
                throw new UserException("tokenizer.json: its dropout would make other tokens at every reading");
            }
            Steps.requireKnown(root);
            TokenizerJson.of(root).requireUnknown();
            return new ReadTokenizer(root.toString(), settings.maxLength(), notices.lines());
        } catch (UserException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("tokenizer.json")
                    ? new UserException(
                            files.directory().resolve(files.prefix() + message).toString(), e)
                    : e;
        }
    }

    private void settle() {
        new CaseSettings(settings, root, notices).settle();
        TokenizerOverrides overrides = new TokenizerOverrides(files, settings, root, notices);
        overrides.beforeAddedTokens();
        new AddedTokens(files, settings, root, notices::add).settle();
        overrides.afterAddedTokens();
        vocabularies();
        notices.unfollowed(settings);
    }

    /** Reports a vocabulary file beside {@code tokenizer.json} that differs from it and is ignored. */
    private void vocabularies() {
        if (!notices.fromJson()) {
            return;
        }
        JsonNode ids = root.path("model").path("vocab");
        String other = TokenizerJson.isBytePairs(root) ? TokenizerFiles.BYTE_PAIRS : TokenizerFiles.VOCABULARY;
        if (!files.has(other)) {
            return;
        }
        List<String> tokens = TokenizerJson.isBytePairs(root) ? List.of() : files.tokens();
        boolean same = TokenizerJson.isBytePairs(root)
                ? files.object(other).orElseThrow().equals(ids)
                : IntStream.range(0, Math.min(tokens.size(), ids.size()))
                                .allMatch(id -> ids.path(tokens.get(id)).asInt(-1) == id)
                        && tokens.size() >= ids.size();
        if (!same) {
            notices.add(files.path(other) + ": is not the vocabulary of " + TokenizerFiles.TOKENIZER
                    + " beside it; the latter counts, as in Transformers");
        }
    }
}
