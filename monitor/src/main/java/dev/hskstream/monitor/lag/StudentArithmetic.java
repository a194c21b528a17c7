package dev.hskstream.monitor.lag;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Computes what a student still has to do. Its totals come from the last event of its run, which is exact. Its
 * partitions come from the offsets that the run commits every few seconds, in proportion to its progress.
 *
 * @param manifest the set's manifest; null if it is not known
 * @param silent why there is no report of a run, if there is none
 */
record StudentArithmetic(Topics topics, @Nullable KnowledgeManifest manifest, Answers answers, String silent) {
    static final String NO_EVENT = "hsk.training-events has no event of this run";

    ReaderLag of(String student, String group, Optional<RunReport> run) {
        Amount samples = samplesLeft(run);
        return new ReaderLag(
                group,
                topics.knowledge(),
                Optional.of(student),
                run,
                partitions(group, run),
                samples,
                left(run, report -> report.steps() - report.step()),
                epochs(samples),
                bytes(samples),
                secondsLeft(run),
                Verdict.PENDING);
    }

    private Amount left(Optional<RunReport> run, ToLongFunction<RunReport> left) {
        return run.map(report -> Amount.known(Math.max(0, left.applyAsLong(report))))
                .orElse(Amount.unknown(silent));
    }

    private Amount samplesLeft(Optional<RunReport> run) {
        if (run.isPresent() && run.get().samplesPlanned() == 0) {
            return Amount.unknown("this run's version does not report how many samples it trains on");
        }
        return left(run, report -> report.samplesPlanned() - report.samples());
    }

    private Amount epochs(Amount samples) {
        return manifest == null || manifest.getSamples() == 0
                ? Amount.unknown("the set's manifest is not known")
                : samples.map(left -> (left + manifest.getSamples() - 1) / manifest.getSamples());
    }

    private Amount bytes(Amount samples) {
        if (manifest == null || manifest.getRecordBytes() == 0) {
            return Amount.unknown("the set is not sealed, so its size is not known");
        }
        double each = (double) manifest.getRecordBytes() / manifest.getSamples();
        return samples.map(left -> Math.round(left * each));
    }

    private Amount secondsLeft(Optional<RunReport> run) {
        if (run.isEmpty()) {
            return Amount.unknown(silent);
        }
        RunReport report = run.get();
        if (report.finished()) {
            return Amount.known(0);
        }
        if (report.ended()) {
            return Amount.unknown("the run failed");
        }
        return report.step() == 0 || !Double.isFinite(report.secondsLeft())
                ? Amount.unknown("the run has not done a step yet")
                : Amount.known(Math.max(0, Math.round(report.secondsLeft())));
    }

    private List<PartitionLag> partitions(String group, Optional<RunReport> run) {
        GroupCommits commits = answers.commitsOf(group);
        SortedMap<Integer, PartitionRange> ranges = ranges();
        SortedSet<Integer> partitions = answers.partitions(topics.knowledge());
        partitions.addAll(ranges.keySet());
        return partitions.stream()
                .map(number -> {
                    TopicPartition partition = new TopicPartition(topics.knowledge(), number);
                    Amount samples = partitionSamples(ranges.get(number), commits.committed(partition), run);
                    return answers.lag(group, partition, samples);
                })
                .toList();
    }

    /** The share of the set's offset range that is not committed yet, of the samples that all epochs take from it. */
    private Amount partitionSamples(@Nullable PartitionRange range, Amount committed, Optional<RunReport> run) {
        if (range == null || range.getEndOffset() <= range.getStartOffset()) {
            return range != null && manifest != null && manifest.getState().equals("COMPLETE")
                    ? Amount.known(0)
                    : Amount.unknown("the set is not sealed, so its offsets are not known");
        }
        if (run.isEmpty() || run.get().samplesPlanned() == 0) {
            return Amount.unknown(silent);
        }
        double planned = (double) run.get().samplesPlanned() * range.getRecords() / requireSamples();
        long length = range.getEndOffset() - range.getStartOffset();
        return committed.map(offset -> {
            long left = Math.max(0, Math.min(length, range.getEndOffset() - offset));
            return (long) Math.ceil(planned * left / length);
        });
    }

    private long requireSamples() {
        return manifest == null ? 1 : manifest.getSamples();
    }

    private SortedMap<Integer, PartitionRange> ranges() {
        SortedMap<Integer, PartitionRange> ranges = new TreeMap<>();
        if (manifest != null) {
            manifest.getPartitions().forEach(range -> ranges.put(range.getPartition(), range));
        }
        return ranges;
    }
}
