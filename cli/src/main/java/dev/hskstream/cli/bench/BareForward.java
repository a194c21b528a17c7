package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.bert.Bert;
import dev.hskstream.model.bert.BertParameters;
import dev.hskstream.model.bert.LengthBuckets;
import dev.hskstream.model.bert.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A teacher's forward passes over the batches that a worker makes of a set, and nothing else. */
final class BareForward implements AutoCloseable {
    /** Samples of a partition that a worker gives its teacher at a time. */
    private static final int BLOCK = 256;

    private final TensorOps ops = OpsSelection.select();
    private final NDManager manager = Tensors.newManager();
    private final Arena arena = new Arena();
    private final Bert bert;
    private final BertParameters weights;
    private final List<List<int[]>> batches;

    /** @param lengths tokens of each sample of the set */
    BareForward(PretrainedModel model, int[] lengths) {
        this.bert = new Bert(model.config(), ops);
        this.weights = new BertParameters(manager, model.weights());
        this.batches = batches(lengths);
    }

    private static List<List<int[]>> batches(int[] lengths) {
        List<List<int[]>> batches = new ArrayList<>();
        for (int partition = 0; partition < BenchSet.PARTITIONS; partition++) {
            for (int from = partition; from < lengths.length; from += BLOCK * BenchSet.PARTITIONS) {
                int[] block = block(from, lengths.length);
                int[] own = Arrays.stream(block).map(i -> lengths[i]).toArray();
                for (int[] batch : LengthBuckets.of(own, StandardCompression.batchSize())) {
                    batches.add(Arrays.stream(batch)
                            .mapToObj(i -> SyntheticText.tokenIds(block[i], own[i]))
                            .toList());
                }
            }
        }
        return batches;
    }

    private static int[] block(int from, int samples) {
        int count = Math.min(BLOCK, (samples - from + BenchSet.PARTITIONS - 1) / BenchSet.PARTITIONS);
        int[] block = new int[count];
        Arrays.setAll(block, i -> from + i * BenchSet.PARTITIONS);
        return block;
    }

    void warmUp() {
        run(batches.subList(0, Math.min(8, batches.size())));
    }

    /** All batches. */
    void run() {
        run(batches);
    }

    private void run(List<List<int[]>> some) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try {
            some.forEach(this::forward);
        } finally {
            Tensors.record(recording);
        }
    }

    private void forward(List<int[]> rows) {
        arena.reset();
        int[] oneSegment = rows.stream().mapToInt(row -> row.length).toArray();
        try (NDManager scope = manager.newSubManager()) {
            TokenBatch batch = TokenBatch.of(scope, arena, rows, oneSegment, SyntheticText.PAD);
            bert.infer(weights.tensors(), batch, new Bert.Keep(true, true, true));
        }
    }

    @Override
    public void close() {
        weights.close();
        manager.close();
        ops.close();
    }
}
