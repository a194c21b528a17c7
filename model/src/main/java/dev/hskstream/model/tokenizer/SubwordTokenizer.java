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
 * A tokenizer of subwords as its {@code tokenizer.json} describes it, BERT's WordPiece or RoBERTa's byte pairs: special
 * tokens as its template places them, texts cut on its side, pairs longest-first. Holds native memory; may be shared by
 * threads.
 */
public final class SubwordTokenizer implements AutoCloseable {
    /** Bounds the native results held at once. */
    private static final int BATCH = 512;

    static {
        // The natives are in the jar; DJL must not look for others on the network.
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

    /** Opens a tokenizer; {@link UserException} where the text is no {@code tokenizer.json} of a kind that is known. */
    public static SubwordTokenizer fromJson(String tokenizerJson) {
        TokenizerJson json = TokenizerJson.parse(tokenizerJson);
        json.requireUnknown();
        json.id(json.padding());
        Template template = json.template();
        byte[] bytes = TokenizerIdentity.engineForm(json).getBytes(StandardCharsets.UTF_8);
        try {
            // Closed by close(): the tokenizer takes it over.
            HuggingFaceTokenizer subwords = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(bytes), Map.of("truncation", "false", "padding", "false"));
            return new SubwordTokenizer(subwords, json, template);
        } catch (IOException | RuntimeException e) {
            throw new UserException("tokenizer.json cannot be used: " + e.getMessage(), e);
        }
    }

    /** The {@code tokenizer.json} for a {@code vocab.txt}, token {@code i} standing on line {@code i}. */
    public static String jsonFromVocab(List<String> vocabulary, boolean lowercase) {
        return VocabularyJson.build(vocabulary, lowercase);
    }

    /** The tokens of a {@code tokenizer.json}, each at its id, without opening it. */
    public static List<String> vocabulary(String tokenizerJson) {
        return TokenizerJson.parse(tokenizerJson).vocabulary();
    }

    /** Whether a {@code tokenizer.json} is a byte-level BPE, without opening it. */
    public static boolean bytePairs(String tokenizerJson) {
        return TokenizerJson.parse(tokenizerJson).bytePairs();
    }

    /** SHA-256 in hexadecimal, the same for every file of a tokenizer that does the same. */
    public static String fingerprint(String tokenizerJson) {
        return TokenizerIdentity.fingerprint(TokenizerJson.parse(tokenizerJson));
    }

    /** Tokenizes a text or a pair into at most {@code maxLength} tokens, special tokens included. */
    public TokenizedText encode(String text, @Nullable String pair, int maxLength) {
        checkLength(maxLength);
        int[] second = pair == null ? null : ids(subwords.encode(WholeText.of(pair), false, false));
        return assembly.of(ids(subwords.encode(WholeText.of(text), false, false)), second, maxLength);
    }

    /** Tokenizes many at once, which is faster than one by one. */
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

    /** The token before every text. */
    public int clsId() {
        return template.first();
    }

    /** The token that ends a text, {@code [SEP]} or {@code </s>}; -1 where there is none. */
    public int sepId() {
        return template.separator();
    }

    /** The token that fills short rows up. */
    public int padId() {
        return pad;
    }

    /** The tokens, each at its id. */
    public List<String> vocabulary() {
        return json.vocabulary();
    }

    public int vocabSize() {
        return json.vocabulary().size();
    }

    /** Whether it is a byte-level BPE, as RoBERTa has it, and not WordPiece. */
    public boolean bytePairs() {
        return json.bytePairs();
    }

    /** Whether the second text of a pair is of another type than the first. */
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
