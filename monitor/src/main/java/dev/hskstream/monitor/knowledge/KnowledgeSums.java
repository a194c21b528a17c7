package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.spread.Spreads;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import dev.hskstream.schemas.avro.LayerStatistic;
import dev.hskstream.schemas.avro.Statistic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Adds up statistics of knowledge. */
final class KnowledgeSums {
    /** Labels of one set that are counted apart. */
    private static final int LABELS = 64;

    private static final String FURTHER = "other";

    private KnowledgeSums() {}

    /**
     * Adds one record's statistic to its partition's, which is changed. A sample that is counted already only counts as
     * repeated: records of one lineage and sample have the same content. Another lineage begins anew, because the set was
     * made anew.
     */
    static Statistic add(Statistic before, Statistic next) {
        KnowledgeStatistic all = Objects.requireNonNull(before.getKnowledge());
        KnowledgeStatistic one = Objects.requireNonNull(next.getKnowledge());
        if (!all.getLineage().equals(one.getLineage())) {
            return next;
        }
        long sample = one.getSamples().get(0).getFirst();
        if (SampleRanges.contains(all.getSamples(), sample)) {
            all.setRepeated(all.getRepeated() + 1);
        } else {
            all.setSamples(SampleRanges.with(all.getSamples(), sample));
            sum(all, one);
        }
        return before;
    }

    /** Adds another partition's statistic, which has other samples, to one that is changed. */
    static void sum(KnowledgeStatistic all, KnowledgeStatistic more) {
        all.setRecords(all.getRecords() + more.getRecords());
        all.setRepeated(all.getRepeated() + more.getRepeated());
        all.setBytes(all.getBytes() + more.getBytes());
        all.setTokens(all.getTokens() + more.getTokens());
        all.setLabels(labels(all.getLabels(), more.getLabels()));
        all.setEntropy(Spreads.mergedOrNull(all.getEntropy(), more.getEntropy()));
        all.setConfidence(Spreads.mergedOrNull(all.getConfidence(), more.getConfidence()));
        all.setFirstEntropy(Spreads.mergedOrNull(all.getFirstEntropy(), more.getFirstEntropy()));
        all.setLastEntropy(Spreads.mergedOrNull(all.getLastEntropy(), more.getLastEntropy()));
        all.setLayers(layers(all.getLayers(), more.getLayers()));
    }

    private static Map<String, Long> labels(Map<String, Long> all, Map<String, Long> more) {
        Map<String, Long> sum = new HashMap<>(all);
        more.forEach((label, count) ->
                sum.merge(sum.containsKey(label) || sum.size() < LABELS ? label : FURTHER, count, Long::sum));
        return sum;
    }

    private static List<LayerStatistic> layers(List<LayerStatistic> all, List<LayerStatistic> more) {
        Map<Integer, LayerStatistic> sum = new TreeMap<>();
        all.forEach(layer -> sum.put(layer.getLayer(), layer));
        more.forEach(layer -> sum.merge(layer.getLayer(), layer, KnowledgeSums::layer));
        return new ArrayList<>(sum.values());
    }

    private static LayerStatistic layer(LayerStatistic all, LayerStatistic more) {
        return new LayerStatistic(
                all.getLayer(),
                all.getValues() + more.getValues(),
                all.getBytes() + more.getBytes(),
                all.getAll() + more.getAll(),
                Spreads.merged(all.getNorm(), more.getNorm()),
                all.getEnergy() + more.getEnergy(),
                Math.max(all.getMaxError(), more.getMaxError()),
                Spreads.mergedOrNull(all.getFirst(), more.getFirst()),
                Spreads.mergedOrNull(all.getLast(), more.getLast()));
    }
}
