package dev.hskstream.monitor.derive;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.record.TokenScores;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.LengthSelection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Selects from a stored record what another compression keeps, with the selections and encodings that the teacher's
 * workers use, so that the bytes are the same. The source must hold what is wanted ({@link Derivability}). Pure and
 * thread-safe.
 *
 * @param from codec of the source's records
 * @param stored what the source's records hold
 * @param to codec of the derived records
 * @param wanted what the derived records hold
 * @param storedLayers the source's layers, ascending
 * @param layers the layers to keep, ascending
 */
record Reselection(
        KnowledgeCodec from,
        Compression stored,
        KnowledgeCodec to,
        Compression wanted,
        List<Integer> storedLayers,
        List<Integer> layers) {
    /** Whether {@link #of} needs the importance of the tokens: the source has all of them, in the order of the text. */
    boolean needsScores() {
        return wanted.length().needsAttention() && stored.length() instanceof LengthSelection.All;
    }

    /**
     * Returns the derived record.
     *
     * @param scores the importance of the record's tokens; may be null unless {@link #needsScores}
     * @throws CodecException if the record is not one of the source
     */
    KnowledgeRecord of(KnowledgeRecord record, @Nullable TokenScores scores) {
        // Decoding the other layers would take most of the time.
        Knowledge knowledge = from.decode(record, layers::contains);
        return to.encode(new Knowledge(
                knowledge.sample(),
                knowledge.tokenIds(),
                knowledge.secondSegment(),
                knowledge.label(),
                knowledge.logits(),
                knowledge.layers().stream().map(block -> layer(block, scores)).toList()));
    }

    private LayerBlock layer(LayerBlock block, @Nullable TokenScores scores) {
        LayerBlock kept = needsScores() ? important(block, Objects.requireNonNull(scores)) : first(block);
        // Units that an inexact source stores are not looked for again: their rounded values may rank differently.
        return wanted.width().equals(stored.width()) ? kept : kept.units(wanted.width());
    }

    private LayerBlock important(LayerBlock block, TokenScores scores) {
        int tokens = block.positions().length;
        if (scores.received().size() != storedLayers.size() || scores.separators().length != tokens) {
            throw new CodecException("the scores are of " + scores.separators().length + " tokens in "
                    + scores.received().size() + " layers, the record has " + tokens + " in " + storedLayers.size());
        }
        float[] received = scores.received().get(storedLayers.indexOf(block.layer()));
        return block.tokens(wanted.length().select(received, scores.separators(), tokens));
    }

    /** The stored order is that of the wanted selection: that of the text, or of descending importance. */
    private LayerBlock first(LayerBlock block) {
        int stored = block.positions().length;
        int tokens = Math.min(wanted.length().keep(), stored);
        return tokens == stored
                ? block
                : block.tokens(IntStream.range(0, tokens).toArray());
    }
}
