package dev.hskstream.schemas.record;

import dev.hskstream.base.Arguments;
import dev.hskstream.schemas.encoding.CodecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What every selection of tokens by importance needs: the attention that each token receives in each stored layer, and
 * which tokens are [SEP]. A record's message carries it in the header {@value #HEADER}, outside of the record, so that
 * neither records nor digests depend on it. The attention is stored exactly, because equal scores are ranked by position.
 *
 * @param received for each stored layer, the importance of the sample's tokens
 * @param separators whether each token is [SEP]
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenScores(List<float[]> received, boolean[] separators) {
    /** Name of the message header. */
    public static final String HEADER = "hsk.importance";

    private static final byte LAYOUT = 1;
    private static final int FIXED = 5;

    /** @throws IllegalArgumentException if a layer has another number of tokens */
    public TokenScores {
        received = List.copyOf(received);
        for (float[] layer : received) {
            Arguments.check(
                    layer.length == separators.length, "scores", "%d of %d tokens", layer.length, separators.length);
        }
        Arguments.check(separators.length <= 0xffff && received.size() <= 0xffff, "scores", "%s", "too many");
    }

    /**
     * Encodes the scores, little-endian: layout 1 (u8), number of layers (u16), number of tokens (u16), a bitmap in which
     * bit {@code t % 8} of byte {@code t / 8} says that token t is [SEP], then float32 {@code [layers, tokens]}.
     */
    public byte[] encode() {
        int tokens = separators.length;
        byte[] bytes = new byte[bytes(received.size(), tokens)];
        ByteBuffer out = buffer(bytes);
        out.put(LAYOUT).putShort((short) received.size()).putShort((short) tokens);
        byte[] bitmap = new byte[(tokens + 7) / 8];
        for (int t = 0; t < tokens; t++) {
            if (separators[t]) {
                bitmap[t / 8] |= (byte) (1 << (t % 8));
            }
        }
        out.put(bitmap);
        received.forEach(layer -> {
            for (float score : layer) {
                out.putFloat(score);
            }
        });
        return bytes;
    }

    /**
     * Decodes scores.
     *
     * @throws CodecException if the bytes are something else
     */
    public static TokenScores decode(byte[] bytes) {
        ByteBuffer in = buffer(bytes);
        if (bytes.length < FIXED || in.get() != LAYOUT) {
            throw new CodecException(HEADER + " of " + bytes.length + " bytes is not in layout " + LAYOUT
                    + ", the only one that this build knows");
        }
        int layers = in.getShort() & 0xffff;
        int tokens = in.getShort() & 0xffff;
        if (bytes.length != bytes(layers, tokens)) {
            throw new CodecException(HEADER + " of " + bytes.length + " bytes does not hold the scores of " + tokens
                    + " tokens in " + layers + " layers");
        }
        byte[] bitmap = new byte[(tokens + 7) / 8];
        in.get(bitmap);
        boolean[] separators = new boolean[tokens];
        for (int t = 0; t < tokens; t++) {
            separators[t] = ((bitmap[t / 8] >> (t % 8)) & 1) != 0;
        }
        List<float[]> received = new ArrayList<>(layers);
        for (int l = 0; l < layers; l++) {
            float[] layer = new float[tokens];
            for (int t = 0; t < tokens; t++) {
                layer[t] = in.getFloat();
            }
            received.add(layer);
        }
        return new TokenScores(received, separators);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int bytes(int layers, int tokens) {
        return FIXED + (tokens + 7) / 8 + Float.BYTES * layers * tokens;
    }
}
