package dev.hskstream.trainer.order;

import dev.hskstream.schemas.record.Knowledge;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/**
 * Full permutations of rows that can be read in any order.
 *
 * @param seed decides the order, together with the epoch and the rows' digest
 * @param batchSize number of samples of a batch
 */
public record PermutedEpochs(RowSource rows, long seed, int batchSize) implements EpochSource {
    @Override
    public int samples() {
        return rows.size();
    }

    @Override
    public String identity() {
        return rows.digest();
    }

    @Override
    public Epoch open(int epoch, int batch, BitSet seen) {
        List<int[]> batches = EpochPlan.batches(seed, epoch, rows.digest(), rows.lengths(), batchSize);
        Iterator<int[]> left = batches.subList(batch, batches.size()).iterator();
        return () -> rows(left.next());
    }

    private List<Knowledge> rows(int[] batch) {
        return Arrays.stream(batch).mapToObj(rows::row).toList();
    }
}
