package dev.hskstream.monitor.view;

import dev.hskstream.monitor.knowledge.KnowledgeSummary;
import dev.hskstream.monitor.knowledge.LayerSummary;
import dev.hskstream.monitor.knowledge.SetSummary;
import dev.hskstream.monitor.spread.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one set's knowledge; what is not known is null.
 *
 * @param computed whether this monitor computes statistics
 * @param troubles what is wrong with them
 * @param total all partitions together
 * @param refusals records that count nowhere
 */
public record StatisticsView(
        boolean computed,
        List<String> troubles,
        @Nullable Knowledge total,
        List<Partition> partitions,
        List<SetSummary.Refusal> refusals) {
    /** Of a monitor that computes none. */
    public static final StatisticsView NONE = new StatisticsView(false, List.of(), null, List.of(), List.of());

    /** Of one partition. */
    public record Partition(int partition, Knowledge knowledge) {}

    /** See {@link KnowledgeSummary}. */
    public record Knowledge(
            String lineage,
            long records,
            long repeated,
            long bytes,
            long tokens,
            Map<String, Long> labels,
            @Nullable Spread entropy,
            @Nullable Spread confidence,
            @Nullable Double entropyDrift,
            List<Layer> layers) {
        private static Knowledge of(KnowledgeSummary summary) {
            return new Knowledge(
                    summary.lineage(),
                    summary.records(),
                    summary.repeated(),
                    summary.bytes(),
                    summary.tokens(),
                    summary.labels(),
                    summary.entropy().orElse(null),
                    summary.confidence().orElse(null),
                    known(summary.entropyDrift()),
                    summary.layers().stream().map(Layer::of).toList());
        }
    }

    /** See {@link LayerSummary}. */
    public record Layer(
            int layer,
            long values,
            long bytes,
            double share,
            Spread norm,
            double energy,
            @Nullable Double energyShare,
            @Nullable Double drift,
            double maxError) {
        private static Layer of(LayerSummary summary) {
            return new Layer(
                    summary.layer(),
                    summary.values(),
                    summary.bytes(),
                    summary.share(),
                    summary.norm(),
                    summary.energy(),
                    known(summary.energyShare()),
                    known(summary.drift()),
                    summary.maxError());
        }
    }

    /** The view of a set's statistics. */
    public static StatisticsView of(Optional<SetSummary> summary, List<String> troubles) {
        return new StatisticsView(
                true,
                troubles,
                summary.flatMap(SetSummary::total).map(Knowledge::of).orElse(null),
                summary.stream()
                        .flatMap(set -> set.partitions().entrySet().stream())
                        .map(part -> new Partition(part.getKey(), Knowledge.of(part.getValue())))
                        .toList(),
                summary.map(SetSummary::refusals).orElse(List.of()));
    }

    private static @Nullable Double known(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
