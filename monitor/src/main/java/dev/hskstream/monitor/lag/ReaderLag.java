package dev.hskstream.monitor.lag;

import java.util.List;
import java.util.Optional;

/**
 * What one reader of a set still has to do: the set's teacher workers, who read its samples, or a student, who reads its
 * knowledge.
 *
 * @param group the consumer group whose offsets show the progress
 * @param topic the topic that it reads
 * @param student the student's name; empty for the teacher
 * @param run the student's last report; empty for the teacher, and if there is none
 * @param samplesLeft samples left; for a student, over all its epochs
 * @param stepsLeft training steps left
 * @param epochsLeft epochs that are not finished
 * @param bytesLeft bytes of the knowledge records left, by the set's mean size
 * @param secondsLeft estimated time to the end: of the teacher, by its rate of the last minutes; of a student, by its own
 *     estimate
 * @param verdict what limits it; of the teacher, what limits the set
 */
public record ReaderLag(
        String group,
        String topic,
        Optional<String> student,
        Optional<RunReport> run,
        List<PartitionLag> partitions,
        Amount samplesLeft,
        Amount stepsLeft,
        Amount epochsLeft,
        Amount bytesLeft,
        Amount secondsLeft,
        Verdict verdict) {
    /** Copies the list. */
    public ReaderLag {
        partitions = List.copyOf(partitions);
    }

    /** The sum over all partitions. */
    public Amount offsetsLeft() {
        return partitions.isEmpty()
                ? Amount.unknown("no partition of this group's topic is known")
                : Amount.sum(partitions.stream().map(PartitionLag::offsetsLeft).toList());
    }

    ReaderLag withSecondsLeft(Amount seconds) {
        return new ReaderLag(
                group,
                topic,
                student,
                run,
                partitions,
                samplesLeft,
                stepsLeft,
                epochsLeft,
                bytesLeft,
                seconds,
                verdict);
    }

    ReaderLag withVerdict(Verdict found) {
        return new ReaderLag(
                group,
                topic,
                student,
                run,
                partitions,
                samplesLeft,
                stepsLeft,
                epochsLeft,
                bytesLeft,
                secondsLeft,
                found);
    }
}
