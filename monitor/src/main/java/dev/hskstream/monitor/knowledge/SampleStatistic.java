package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.spread.Spreads;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import dev.hskstream.schemas.avro.LayerStatistic;
import dev.hskstream.schemas.avro.SampleRange;
import dev.hskstream.schemas.avro.ValueSpread;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statistic of a partition of which only one record is known. */
final class SampleStatistic {
    private SampleStatistic() {}

    /**
     * Computes it.
     *
     * @param bytes size of the record's value
     * @throws RefusedException if the record is not one of the set's or is damaged
     */
    static KnowledgeStatistic of(SetFacts set, KnowledgeRecord record, int partition, int bytes)
            throws RefusedException {
        Knowledge knowledge = decode(set, record);
        long sample = knowledge.sample();
        Optional<Prediction> prediction = Prediction.of(knowledge.logits());
        ValueSpread entropy = prediction.map(p -> Spreads.of(p.entropy())).orElse(null);
        List<LayerStatistic> layers = new ArrayList<>();
        for (int i = 0; i < knowledge.layers().size(); i++) {
            int size = record.getLayers().get(i).getPayload().remaining();
            layers.add(layer(set, knowledge, knowledge.layers().get(i), size));
        }
        return KnowledgeStatistic.newBuilder()
                .setSet(set.set())
                .setPartition(partition)
                .setLineage(set.lineage())
                .setSamples(List.of(new SampleRange(sample, sample + 1)))
                .setRecords(1)
                .setRepeated(0)
                .setBytes(bytes)
                .setTokens(knowledge.tokenIds().length)
                .setLabels(new HashMap<>(Map.of(label(knowledge), 1L)))
                .setEntropy(entropy)
                .setConfidence(prediction.map(p -> Spreads.of(p.confidence())).orElse(null))
                .setFirstEntropy(set.isInFirstTenth(sample) ? entropy : null)
                .setLastEntropy(set.isInLastTenth(sample) ? entropy : null)
                .setLayers(layers)
                .build();
    }

    private static Knowledge decode(SetFacts set, KnowledgeRecord record) throws RefusedException {
        try {
            Knowledge knowledge = set.codec().decode(record);
            if (knowledge.sample() >= set.samples()) {
                throw new RefusedException(
                        "sample " + knowledge.sample() + " is not one of the set's " + set.samples());
            }
            return knowledge;
        } catch (CodecException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** Scores are counted by their whole part. */
    private static String label(Knowledge knowledge) {
        return knowledge.label().isEmpty()
                ? "none"
                : String.valueOf((long) Math.floor(knowledge.label().getAsDouble()));
    }

    private static LayerStatistic layer(SetFacts set, Knowledge knowledge, LayerBlock block, int bytes) {
        int units = block.mask().count();
        ValueEncoding encoding = set.codec().values();
        ValueSpread norms = null;
        double energy = 0;
        double error = 0;
        for (int at = 0; at < block.values().length; at += units) {
            float[] row = Arrays.copyOfRange(block.values(), at, at + units);
            double squares = squares(row);
            ValueSpread norm = Spreads.of(Math.sqrt(squares));
            norms = norms == null ? norm : Spreads.merged(norms, norm);
            energy += squares;
            error = Math.max(error, encoding.maxError(row));
        }
        return new LayerStatistic(
                block.layer(),
                (long) block.values().length,
                (long) bytes,
                (long) knowledge.tokenIds().length * block.mask().hidden(),
                norms,
                energy,
                error,
                set.isInFirstTenth(knowledge.sample()) ? norms : null,
                set.isInLastTenth(knowledge.sample()) ? norms : null);
    }

    private static double squares(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += (double) value * value;
        }
        return sum;
    }
}
