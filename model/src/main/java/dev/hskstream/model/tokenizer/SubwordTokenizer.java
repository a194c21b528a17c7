package dev.hskstream.model.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.hskstream.base.UserException;
import dev.hskstream.model.task.Example;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subword tokenizer as described by its {@code tokenizer.json}: WordPiece or byte-level BPE. Special tokens follow
 * the file's template, long texts are truncated on the file's side, and pairs longest-first. Holds native memory;
 * thread-safe.
 */
public final class SubwordTokenizer implements AutoCloseable {
    /** Limits the native results that are held at once. */
    private static final int BATCH = 512;

    static {
        // The native libraries are in the jar; DJL must not look for others on the network.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
    }

    private final HuggingFaceTokenizer subwords;
    private final TokenizerJson json;
    private final Template template;
    private final Assembly assembly;
    private final int pad;

    private SubwordTokenizer(HuggingFaceTokenizer subwords, TokenizerJson json, Template template) {
        this.subwords = subwords;
        this.json = json;
        this.template = template;
        this.assembly = new Assembly(template, json.cutsLeft());
        this.pad = json.id(json.padding());
    }

    /**
     * Creates a tokenizer.
     *
     * @throws UserException if the text is not a {@code tokenizer.json} of a supported kind
     */
    public static SubwordTokenizer fromJson(String tokenizerJson) {
        TokenizerJson json = TokenizerJson.parse(tokenizerJson);
        json.requireUnknown();
        json.id(json.padding());
        Template template = json.template();
        byte[] bytes = TokenizerIdentity.engineForm(json).getBytes(StandardCharsets.UTF_8);
        try {
            // The tokenizer owns it and closes it in close().
            HuggingFaceTokenizer subwords = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(bytes), Map.of("truncation", "false", "padding", "false"));
            return new SubwordTokenizer(subwords, json, template);
        } catch (IOException | RuntimeException e) {
            throw new UserException("tokenizer.json cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Creates the {@code tokenizer.json} for a {@code vocab.txt}; the token in line {@code i}, counted from 0, has id
     * {@code i}.
     */
    public static String jsonFromVocab(List<String> vocabulary, boolean lowercase) {
        return VocabularyJson.build(vocabulary, lowercase);
    }

    /** Returns the tokens of a {@code tokenizer.json} in the order of their ids, without creating a tokenizer. */
    public static List<String> vocabulary(String tokenizerJson) {
        return TokenizerJson.parse(tokenizerJson).vocabulary();
    }

    /** Whether a {@code tokenizer.json} is a byte-level BPE. */
    public static boolean bytePairs(String tokenizerJson) {
        return TokenizerJson.parse(tokenizerJson).bytePairs();
    }

    /**
     * Returns the SHA-256, in hexadecimal, of the tokenizer's behaviour, which does not depend on the form of its file.
     */
    public static String fingerprint(String tokenizerJson) {
        return TokenizerIdentity.fingerprint(TokenizerJson.parse(tokenizerJson));
    }

    /**
     * Tokenizes a text or a pair into at most {@code maxLength} tokens, special tokens included.
     *
     * @param pair the second text; null for a single text
     */
    public TokenizedText encode(String text, @Nullable String pair, int maxLength) {
        checkLength(maxLength);
        int[] second = pair == null ? null : ids(subwords.encode(WholeText.of(pair), false, false));
        return assembly.of(ids(subwords.encode(WholeText.of(text), false, false)), second, maxLength);
    }

    /** Tokenizes many texts in batches, which is faster. */
    public List<TokenizedText> encodeAll(List<Example> examples, int maxLength) {
        checkLength(maxLength);
        List<TokenizedText> result = new ArrayList<>(examples.size());
        for (int from = 0; from < examples.size(); from += BATCH) {
            encodeBatch(examples.subList(from, Math.min(from + BATCH, examples.size())), maxLength, result);
        }
        return result;
    }

    private void encodeBatch(List<Example> batch, int maxLength, List<TokenizedText> result) {
        List<String> texts = new ArrayList<>();
        for (Example example : batch) {
            texts.add(WholeText.of(example.text()));
            if (example.pair() != null) {
                texts.add(WholeText.of(example.pair()));
            }
        }
        Encoding[] encodings = subwords.batchEncode(texts, false, false);
        int next = 0;
        for (Example example : batch) {
            int[] first = ids(encodings[next++]);
            result.add(assembly.of(first, example.pair() == null ? null : ids(encodings[next++]), maxLength));
        }
    }

    private void checkLength(int maxLength) {
        if (maxLength < assembly.minLength()) {
            throw new IllegalArgumentException(
                    "a length of " + maxLength + " tokens is too short; at least " + assembly.minLength());
        }
    }

    private static int[] ids(Encoding encoding) {
        long[] wide = encoding.getIds();
        int[] ids = new int[wide.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.toIntExact(wide[i]);
        }
        return ids;
    }

    /** The id of the token before every text. */
    public int clsId() {
        return template.first();
    }

    /** The id of the token that ends a text, {@code [SEP]} or {@code </s>}; -1 if there is none. */
    public int sepId() {
        return template.separator();
    }

    /** The id of the token that fills short rows. */
    public int padId() {
        return pad;
    }

    /** The tokens in the order of their ids. */
    public List<String> vocabulary() {
        return json.vocabulary();
    }

    public int vocabSize() {
        return json.vocabulary().size();
    }

    /** Whether this is a byte-level BPE, as in RoBERTa, instead of WordPiece. */
    public boolean bytePairs() {
        return json.bytePairs();
    }

    /** Whether the second text of a pair has another token type than the first. */
    public static boolean typesPairs(String tokenizerJson) {
        return TokenizerJson.parse(tokenizerJson).template().hasTypes();
    }

    public boolean lowercase() {
        return json.lowercase();
    }

    @Override
    public void close() {
        subwords.close();
    }
}
