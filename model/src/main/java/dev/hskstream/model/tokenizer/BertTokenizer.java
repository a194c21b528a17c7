package dev.hskstream.model.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.model.task.Example;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BERT's tokenizer: WordPiece with {@code [CLS]} and {@code [SEP]}, pairs truncated longest-first. Holds native memory;
 * may be shared by threads.
 */
public final class BertTokenizer implements AutoCloseable {
    /** Room for the special tokens of a pair and one token of each text. */
    private static final int MIN_LENGTH = 5;

    /** Bounds the native results held at once. */
    private static final int BATCH = 512;

    static {
        // The natives are in the jar; DJL must not look for others on the network.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
    }

    private final HuggingFaceTokenizer wordPiece;
    private final TokenizerJson json;
    private final int cls;
    private final int sep;
    private final int pad;

    private BertTokenizer(HuggingFaceTokenizer wordPiece, TokenizerJson json) {
        this.wordPiece = wordPiece;
        this.json = json;
        this.cls = json.id("[CLS]");
        this.sep = json.id("[SEP]");
        this.pad = json.id("[PAD]");
    }

    /** Opens a tokenizer; {@link UserException} where the text is no WordPiece {@code tokenizer.json}. */
    public static BertTokenizer fromJson(String tokenizerJson) {
        TokenizerJson json = TokenizerJson.parse(tokenizerJson);
        json.id("[UNK]");
        byte[] bytes = json.canonical().getBytes(StandardCharsets.UTF_8);
        try {
            // Closed by close(): the tokenizer takes it over.
            HuggingFaceTokenizer wordPiece = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(bytes), Map.of("truncation", "false", "padding", "false"));
            return new BertTokenizer(wordPiece, json);
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

    /** SHA-256 in hexadecimal, the same for the same tokenizer however its JSON is laid out. */
    public static String fingerprint(String tokenizerJson) {
        return new TensorDigest()
                .add(TokenizerJson.parse(tokenizerJson).canonical())
                .hex();
    }

    /** Tokenizes a text or a pair into at most {@code maxLength} tokens, special tokens included. */
    public TokenizedText encode(String text, @Nullable String pair, int maxLength) {
        checkLength(maxLength);
        int[] second = pair == null ? null : ids(wordPiece.encode(pair, false, false));
        return assemble(ids(wordPiece.encode(text, false, false)), second, maxLength);
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
            texts.add(example.text());
            if (example.pair() != null) {
                texts.add(example.pair());
            }
        }
        Encoding[] encodings = wordPiece.batchEncode(texts, false, false);
        int next = 0;
        for (Example example : batch) {
            int[] first = ids(encodings[next++]);
            result.add(assemble(first, example.pair() == null ? null : ids(encodings[next++]), maxLength));
        }
    }

    private static void checkLength(int maxLength) {
        if (maxLength < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "a length of " + maxLength + " tokens is too short; at least " + MIN_LENGTH);
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

    private TokenizedText assemble(int[] first, int @Nullable [] second, int maxLength) {
        if (second == null) {
            int kept = Math.min(first.length, maxLength - 2);
            int[] ids = new int[kept + 2];
            putFirst(ids, first, kept);
            return new TokenizedText(ids, ids.length);
        }
        LongestFirst kept = LongestFirst.of(first.length, second.length, maxLength - 3);
        int[] ids = new int[kept.first() + kept.second() + 3];
        int start = putFirst(ids, first, kept.first());
        System.arraycopy(second, 0, ids, start, kept.second());
        ids[ids.length - 1] = sep;
        return new TokenizedText(ids, start);
    }

    private int putFirst(int[] ids, int[] first, int kept) {
        ids[0] = cls;
        System.arraycopy(first, 0, ids, 1, kept);
        ids[kept + 1] = sep;
        return kept + 2;
    }

    public int clsId() {
        return cls;
    }

    public int sepId() {
        return sep;
    }

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

    public boolean lowercase() {
        return json.lowercase();
    }

    @Override
    public void close() {
        wordPiece.close();
    }
}
