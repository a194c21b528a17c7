package dev.hskstream.kafka.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import java.util.List;

/**
 * What a manifest specifies about every record.
 *
 * @param layers stored teacher layers, ascending
 * @param teacherLayers number of the teacher's encoder layers
 * @param hidden the teacher's hidden size
 * @param logits number of logits of the teacher's head
 */
record SetShape(List<Integer> layers, int teacherLayers, int hidden, int logits) {
    /** Reads the shape from a manifest. Throws {@link UserException} if no teacher has started on the set yet. */
    static SetShape of(KnowledgeManifest manifest) {
        Teacher teacher = manifest.getTeacher();
        CompressionSpec compression = manifest.getCompression();
        if (teacher == null || compression == null) {
            throw new UserException("set " + manifest.getSet()
                    + " has no knowledge yet; produce it with hsk produce --set " + manifest.getSet());
        }
        return new SetShape(
                compression.getLayers(),
                teacher.getLayers(),
                teacher.getHidden(),
                Math.max(1, manifest.getLabels().size()));
    }

    /** Throws {@link CodecException} naming the difference if the knowledge has another shape. */
    void check(Knowledge knowledge) {
        List<Integer> found = knowledge.layers().stream().map(LayerBlock::layer).toList();
        if (!found.equals(layers)) {
            throw new CodecException(
                    "sample " + knowledge.sample() + " has the layers " + found + ", the set stores " + layers);
        }
        if (knowledge.layers().stream().anyMatch(layer -> layer.mask().hidden() != hidden)) {
            throw new CodecException("sample " + knowledge.sample() + " is of another hidden size than " + hidden);
        }
        if (knowledge.logits().length != logits) {
            throw new CodecException("sample " + knowledge.sample() + " has " + knowledge.logits().length
                    + " logits, the set's task has " + logits);
        }
    }
}
