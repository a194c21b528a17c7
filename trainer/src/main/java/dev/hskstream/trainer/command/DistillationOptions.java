package dev.hskstream.trainer.command;

import dev.hskstream.base.UsageException;
import dev.hskstream.console.Range;
import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.objective.DroppedUnits;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.objective.Weights;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.run.TrainingStage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what a student learns from, and in which stages. */
final class DistillationOptions {
    @Option(names = "--no-hsk", description = "Control: labels and logits only, no hidden-state knowledge.")
    boolean noHsk;

    @Option(
            names = "--hsk-epochs",
            paramLabel = "N",
            description = "Epochs on hidden states before those on predictions (default: as many as --epochs).")
    @Range(min = 0)
    @Nullable
    Integer hskEpochs;

    @Option(
            names = "--joint",
            description =
                    "One stage of --epochs on hidden states and predictions together, instead of the paper's two.")
    boolean joint;

    @Option(
            names = "--dropped",
            defaultValue = "ignore",
            paramLabel = "zeros|ignore",
            description = "Treat units that the set does not contain as zero (like the paper's code), or ignore them.")
    DroppedUnits dropped = DroppedUnits.IGNORE;

    @Option(
            names = "--use-tokens",
            defaultValue = "0",
            paramLabel = "N",
            description = "Use at most the N most important stored tokens of each sample; 0: all.")
    @Range(min = 0)
    int useTokens;

    @Option(
            names = "--use-layers",
            split = ",",
            paramLabel = "LAYER",
            description = "Use only these of the stored teacher layers, e.g. 0,5,10 (default: all).")
    @Range(min = 0)
    int @Nullable [] useLayers;

    @Option(
            names = "--temperature",
            defaultValue = "1",
            paramLabel = "T",
            description = "Temperature of the soft labels.")
    @Range(above = 0)
    double temperature;

    @Option(
            names = "--hsk-weight",
            defaultValue = "1",
            paramLabel = "W",
            description = "Weight of the hidden-state loss.")
    @Range(min = 0)
    double hskWeight;

    @Option(names = "--soft-weight", defaultValue = "1", paramLabel = "W", description = "Weight of the soft labels.")
    @Range(min = 0)
    double softWeight;

    @Option(names = "--hard-weight", defaultValue = "0", paramLabel = "W", description = "Weight of the labels.")
    @Range(min = 0)
    double hardWeight;

    /** The stages for the given pairs of layers. With {@code --no-hsk}, predictions get the epochs of both stages. */
    List<TrainingStage> stages(List<LayerMap.Pair> pairs, int epochs, Schedule schedule) {
        int first = hskEpochs == null ? epochs : hskEpochs;
        if (softWeight + hardWeight == 0) {
            throw new UsageException("--soft-weight and --hard-weight are both 0: predictions would learn from nothing;"
                    + " give one of them more than 0");
        }
        if (hskWeight == 0 && !noHsk && !joint && first > 0) {
            throw new UsageException("--hsk-weight is 0: hidden states would teach nothing; give it more than 0, or"
                    + " --no-hsk to train without them");
        }
        Objective predictions = objective(new Weights(0, softWeight, hardWeight), List.of());
        if (noHsk) {
            return List.of(new TrainingStage("predictions", predictions, joint ? epochs : epochs + first, schedule));
        }
        if (joint) {
            Objective both = objective(new Weights(hskWeight, softWeight, hardWeight), pairs);
            return List.of(new TrainingStage("joint", both, epochs, schedule));
        }
        TrainingStage last = new TrainingStage("predictions", predictions, epochs, schedule);
        Objective hidden = objective(new Weights(hskWeight, 0, 0), pairs);
        return first == 0 ? List.of(last) : List.of(new TrainingStage("hsk", hidden, first, schedule), last);
    }

    private Objective objective(Weights weights, List<LayerMap.Pair> pairs) {
        return new Objective(weights, pairs, dropped, useTokens == 0 ? Integer.MAX_VALUE : useTokens, temperature);
    }
}
