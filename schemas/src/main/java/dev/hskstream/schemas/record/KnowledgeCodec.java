package dev.hskstream.schemas.record;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.LayerKnowledge;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.Float32;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * Converts between {@link Knowledge} and the Avro records of one knowledge set. Immutable and thread-safe.
 *
 * @param values encoding of the kept values
 * @param setWide the set's width mask, if all samples share one
 * @param lineage the lineage that every record of the set carries
 */
public record KnowledgeCodec(ValueEncoding values, Optional<WidthMask> setWide, Lineage lineage) {

    /**
     * Encodes a sample's knowledge as an Avro record.
     *
     * @throws CodecException if a value is NaN or infinite; the message names sample and layer
     */
    public KnowledgeRecord encode(Knowledge knowledge) {
        try {
            List<LayerKnowledge> layers = new ArrayList<>(knowledge.layers().size());
            for (LayerBlock block : knowledge.layers()) {
                layers.add(new LayerKnowledge(block.layer(), block.encode(values, isSetWide(block.mask()))));
            }
            int idBytes = TokenIds.width(knowledge.tokenIds());
            return new KnowledgeRecord(
                    knowledge.sample(),
                    lineage,
                    TokenIds.encode(knowledge.tokenIds(), idBytes),
                    idBytes,
                    knowledge.secondSegment(),
                    knowledge.label().isPresent() ? knowledge.label().getAsDouble() : null,
                    floats(knowledge.logits()),
                    layers);
        } catch (CodecException e) {
            throw new CodecException("sample " + knowledge.sample(), e);
        }
    }

    /**
     * Decodes an Avro record of this set.
     *
     * @throws CodecException if the record has another lineage or its bytes are malformed; the message names the sample
     */
    public Knowledge decode(KnowledgeRecord stored) {
        return decode(stored, layer -> true);
    }

    /**
     * Decodes these layers of an Avro record of this set.
     *
     * @param wanted tells by its number whether a layer is decoded
     * @throws CodecException as {@link #decode(KnowledgeRecord)}
     */
    public Knowledge decode(KnowledgeRecord stored, IntPredicate wanted) {
        try {
            checkLineage(stored);
            int[] tokenIds = TokenIds.decode(stored.getTokenIds(), stored.getTokenIdBytes());
            List<LayerBlock> layers = new ArrayList<>(stored.getLayers().size());
            for (LayerKnowledge layer : stored.getLayers()) {
                if (!wanted.test(layer.getLayer())) {
                    continue;
                }
                LayerBlock block = LayerBlock.decode(layer.getLayer(), layer.getPayload(), setWide);
                checkPositions(block, tokenIds.length);
                layers.add(block);
            }
            Double label = stored.getLabel();
            return new Knowledge(
                    stored.getSample(),
                    tokenIds,
                    stored.getSecondSegment(),
                    label == null ? OptionalDouble.empty() : OptionalDouble.of(label),
                    floats(stored.getLogits()),
                    layers);
        } catch (CodecException e) {
            throw new CodecException("sample " + stored.getSample(), e);
        } catch (IllegalArgumentException e) {
            throw new CodecException("sample " + stored.getSample() + ": " + e.getMessage());
        }
    }

    /**
     * Throws if a record was not made for this set, without decoding it.
     *
     * @throws CodecException with both lineages in its message
     */
    public void checkLineage(KnowledgeRecord stored) {
        if (!lineage.equals(stored.getLineage())) {
            throw new CodecException("lineage is " + hex(stored.getLineage()) + ", the set's is " + hex(lineage)
                    + "; the record was made by another teacher, tokenizer, compression or from other data");
        }
    }

    /** SHA-256 over the record's {@link RecordBytes}. A set's digest is computed from these. */
    public static byte[] recordDigest(KnowledgeRecord stored) {
        return RecordBytes.digest(ByteBuffer.wrap(RecordBytes.of(stored)));
    }

    private boolean isSetWide(WidthMask mask) {
        return setWide.isPresent() && setWide.get().equals(mask);
    }

    private static String hex(Lineage lineage) {
        return HexFormat.of().formatHex(lineage.bytes());
    }

    private static void checkPositions(LayerBlock block, int tokens) {
        boolean[] seen = new boolean[tokens];
        for (int position : block.positions()) {
            if (position >= tokens || seen[position]) {
                throw new CodecException("layer " + block.layer() + ": kept position " + position
                        + (position >= tokens ? " is not in a sample of " + tokens + " tokens" : " is there twice"));
            }
            seen[position] = true;
        }
    }

    private static ByteBuffer floats(float[] values) {
        ByteBuffer out = ByteBuffer.allocate(Float.BYTES * values.length);
        try {
            new Float32().encode(values, 1, values.length, out);
        } catch (CodecException e) {
            throw new CodecException("logits", e);
        }
        return out.flip();
    }

    private static float[] floats(ByteBuffer stored) {
        if (stored.remaining() % Float.BYTES != 0) {
            throw new CodecException("logits of " + stored.remaining() + " bytes are no float32s");
        }
        float[] values = new float[stored.remaining() / Float.BYTES];
        try {
            new Float32().decode(stored.duplicate(), 1, values.length, values, 0);
        } catch (CodecException e) {
            throw new CodecException("logits", e);
        }
        return values;
    }
}
