package dev.hskstream.monitor.derive;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Selects from a stored record what another compression keeps, with the selections and encodings that the teacher's
 * workers use, so that the bytes are the same. The source must hold what is wanted ({@link Derivability}). Pure and
 * thread-safe.
 *
 * @param from codec of the source's records
 * @param stored what the source's records hold
 * @param to codec of the derived records
 * @param wanted what the derived records hold
 * @param layers the layers to keep, ascending
 */
record Reselection(
        KnowledgeCodec from, Compression stored, KnowledgeCodec to, Compression wanted, List<Integer> layers) {
    /**
     * Returns the derived record.
     *
     * @throws CodecException if the record is not one of the source
     */
    KnowledgeRecord of(KnowledgeRecord record) {
        Knowledge knowledge = from.decode(withWantedLayers(record));
        return to.encode(new Knowledge(
                knowledge.sample(),
                knowledge.tokenIds(),
                knowledge.secondSegment(),
                knowledge.label(),
                knowledge.logits(),
                knowledge.layers().stream().map(this::layer).toList()));
    }

    /** Drops the other layers before anything is decoded: decoding them would take most of the time. */
    private KnowledgeRecord withWantedLayers(KnowledgeRecord record) {
        return KnowledgeRecord.newBuilder(record)
                .setLayers(record.getLayers().stream()
                        .filter(layer -> layers.contains(layer.getLayer()))
                        .toList())
                .build();
    }

    private LayerBlock layer(LayerBlock block) {
        int tokens = Math.min(wanted.length().keep(), block.positions().length);
        LayerBlock kept = tokens == block.positions().length
                ? block
                : block.tokens(IntStream.range(0, tokens).toArray());
        // Units that an inexact source stores are not looked for again: their rounded values may rank differently.
        return wanted.width().equals(stored.width()) ? kept : kept.units(wanted.width());
    }
}
