package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Builds a {@code tokenizer.json} for a model without one, from {@code vocab.txt} or from {@code vocab.json} with
 * {@code merges.txt}.
 */
final class VocabularyFiles {
    private final TokenizerFiles files;
    private final TokenizerSettings settings;

    VocabularyFiles(TokenizerFiles files, TokenizerSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    /** Builds it without added tokens, which the settings determine later. */
    ObjectNode tokenizer() {
        ObjectNode built = build();
        built.putArray("added_tokens");
        return built;
    }

    private ObjectNode build() {
        boolean lowercase = settings.flag("do_lower_case").orElse(true);
        boolean bytePairs = files.has(TokenizerFiles.BYTE_PAIRS) && files.has(TokenizerFiles.MERGES);
        if (files.has(TokenizerFiles.VOCABULARY) && !(bytePairs && settings.buildsBytePairs())) {
            settings.requireBuildable(TokenizerFiles.VOCABULARY);
            List<String> lines = files.tokens();
            return named(
                    TokenizerFiles.VOCABULARY,
                    () -> VocabularyJson.wordPiece(lines, lowercase, present(SpecialNames.BERT, lines::contains)));
        }
        if (bytePairs) {
            settings.requireBuildable(TokenizerFiles.BYTE_PAIRS);
            ObjectNode ids = files.object(TokenizerFiles.BYTE_PAIRS).orElseThrow();
            ArrayNode merges = Merges.ofLines(
                    files.path(TokenizerFiles.MERGES).toString(), files.lines(TokenizerFiles.MERGES), ids);
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

    /**
     * The special tokens' names from the settings. A name that is missing in the vocabulary is added later; until then,
     * the usual name is used.
     */
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
}
