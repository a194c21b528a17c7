package dev.hskstream.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.trainer.MemoryRows;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.objective.DroppedUnits;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.objective.Weights;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heap has 220 MB, which is also the JVM's limit of direct buffers, and the model has 107 MB, so weights, moments
 * and best weights together are about twice the heap. For BERT-large (1.3 GB) and the launcher's 2 GB they are 2.7
 * times the heap.
 */
@Timeout(180)
class FlatMemoryTest {
    @Test
    void aModelOfTheHeapsSizeIsTrainedStoppedAndGoneOnWith(@TempDir Path directory) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx220m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.resolve("run").toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(child.getInputStream().readAllBytes(), UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("resumed from 2, steps 3, model of 107 MB");
    }

    /** Runs in a child process with the small heap. */
    public static final class Child {
        private static final EncoderConfig CONFIG =
                new EncoderConfig(10, 256, 34, 4, 1024, 32, 2, 1e-12, 0.1, 0.1, List.of("no", "yes"), false);

        private Child() {}

        private static final class Killed extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        /** Trains three steps, is stopped in the third, and resumes; the only argument is the checkpoint directory. */
        public static void main(String[] args) {
            Map<String, HostTensor> weights = EncoderInit.random(CONFIG, 3);
            try {
                train(Path.of(args[0]), weights, 3);
                throw new IllegalStateException("was not stopped");
            } catch (Killed expected) {
                TrainingResult result = train(Path.of(args[0]), weights, 99);
                long bytes = weights.values().stream()
                        .mapToLong(tensor -> Float.BYTES * tensor.size())
                        .sum();
                System.out.println("resumed from " + result.resumedFrom() + ", steps " + result.steps() + ", model of "
                        + bytes / 1_000_000 + " MB");
            }
        }

        private static TrainingResult train(Path directory, Map<String, HostTensor> weights, int killedAt) {
            MemoryRows rows = MemoryRows.random(6, 2);
            Objective labels = new Objective(new Weights(0, 1, 1), List.of(), DroppedUnits.IGNORE, 4, 1);
            List<TokenizedText> texts = rows.rows().stream()
                    .map(row -> new TokenizedText(row.tokenIds(), row.secondSegment()))
                    .toList();
            RunSpec spec = new RunSpec(
                    new RunSpec.Model(CONFIG, weights, "", 32, 0),
                    new RunSpec.Data(
                            new PermutedEpochs(rows, 1, 2),
                            List.of(new DevSplit("dev", texts, new double[] {0, 1, 0, 1, 0, 1})),
                            List.of("accuracy")),
                    new RunSpec.Plan(
                            List.of(new TrainingStage("labels", labels, 1, new Schedule(1e-3, 0))),
                            new TrainingSettings(1, 2, 0.01, 1, 1, 1)),
                    new RunSpec.Output(
                            directory, new RunSpec.Identity(Map.of(), Map.of()), new RunSpec.Restart(false, false, 1)));
            TrainingListener listener = new TrainingListener() {
                @Override
                public void step(StepReport report) {
                    if (report.step() == killedAt) {
                        throw new Killed();
                    }
                }

                @Override
                public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {}
            };
            try (TensorOps ops = OpsSelection.select();
                    NDManager manager = Tensors.newManager();
                    EncoderParameters parameters = new EncoderParameters(manager, weights)) {
                return new TrainingLoop(new Encoder(CONFIG, ops), parameters, spec, listener, () -> false)
                        .run(new CheckpointStore(directory, 1), new RunSettings(Map.of(), Map.of()), false);
            }
        }
    }
}
