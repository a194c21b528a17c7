package dev.hskstream.monitor.retention;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.RunReport;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who still has to read the topics of a set, judged by a measurement of its readers.
 *
 * @param derived the sets that are derived from it
 */
record TopicNeeds(SetLag set, List<SetLag> derived, Instant now) {
    private static final String FIRST = "first student";

    /** Copies the list. */
    TopicNeeds {
        derived = List.copyOf(derived);
    }

    /** Selects the derived sets among all. */
    static TopicNeeds of(SetLag set, List<SetLag> all, Instant now) {
        String knowledge = Topics.of(set.set()).knowledge();
        return new TopicNeeds(
                set,
                all.stream()
                        .filter(other ->
                                other.derived() && other.teacher().topic().equals(knowledge))
                        .toList(),
                now);
    }

    /** Whether records may still be written to the topic; true if that is not known. */
    boolean grows(String topic) {
        boolean complete = set.state().filter("COMPLETE"::equals).isPresent();
        boolean loaded = set.state().isPresent();
        return topic.equals(Topics.of(set.set()).knowledge()) ? !complete : !loaded;
    }

    /** Whoever still needs records of the topic at the time of their loss. */
    List<String> of(String topic, Loss loss) {
        Topics topics = Topics.of(set.set());
        List<String> readers = new ArrayList<>();
        if (topic.equals(topics.samples())) {
            // A derived set is made from its source's knowledge instead.
            if (set.teacher().topic().equals(topic) && needs(set.teacher(), loss)) {
                readers.add("teacher");
            }
            return readers;
        }
        if (isUnread() && threatensAny(loss)) {
            readers.add(FIRST);
        }
        boolean dev = topic.equals(topics.dev());
        set.students().stream()
                .filter(student -> student.run()
                        .filter(run -> !run.ended() && (dev ? run.step() == 0 : needsKnowledge(run)))
                        .filter(run -> outlives(end(run), loss) && threatensAny(loss))
                        .isPresent())
                .forEach(student -> readers.add("student " + student.student().orElse("")));
        if (!dev) {
            derived.stream()
                    .filter(other -> needs(other.teacher(), loss))
                    .forEach(other -> readers.add("derive " + other.set()));
        }
        return readers;
    }

    /** A teacher, or deriving processes, read once. Sealing reads only what they write, so without work they need nothing. */
    private boolean needs(ReaderLag reader, Loss loss) {
        OptionalLong seconds = reader.secondsLeft().asLong();
        Optional<Instant> end =
                seconds.isPresent() ? Optional.of(now.plusSeconds(seconds.getAsLong())) : Optional.empty();
        return isLeft(reader.samplesLeft()) && outlives(end, loss) && threatensUnread(reader, loss);
    }

    /** Only a size tells which partitions lose records. */
    private static boolean threatensUnread(ReaderLag reader, Loss loss) {
        if (!(loss instanceof Loss.Above above) || !(above.now() instanceof Sizes.Known sizes)) {
            return true;
        }
        return reader.partitions().isEmpty()
                ? threatensAny(loss)
                : reader.partitions().stream()
                        .filter(partition -> isLeft(partition.samplesLeft()))
                        .anyMatch(partition ->
                                above.threatens(sizes.bytes().getOrDefault(partition.partition(), Long.MAX_VALUE)));
    }

    private static boolean threatensAny(Loss loss) {
        return !(loss instanceof Loss.Above above)
                || !(above.now() instanceof Sizes.Known sizes)
                || above.threatens(sizes.largest());
    }

    private static boolean isLeft(Amount samples) {
        return samples.asLong().orElse(1) > 0;
    }

    /** A student whose run is forgotten has read the set; one whose run failed perhaps has not. */
    private boolean isUnread() {
        return set.students().stream().allMatch(student -> student.run()
                .filter(run -> run.ended() && !run.finished())
                .isPresent());
    }

    /** A run that trains from its own copy needs the topic only until the copy is complete. */
    private boolean needsKnowledge(RunReport run) {
        return switch (run.replay()) {
            case "copy" -> run.step() == 0;
            case "follow" -> run.samples() < set.samples().asLong().orElse(Long.MAX_VALUE);
            default -> true;
        };
    }

    /** Not known of a run that has done no step, or that should have ended by its last report and has not. */
    private Optional<Instant> end(RunReport run) {
        if (run.step() == 0 || !Double.isFinite(run.secondsLeft())) {
            return Optional.empty();
        }
        Instant end = run.time().plus(Duration.ofMillis(Math.round(run.secondsLeft() * 1000)));
        return end.isBefore(now) ? Optional.empty() : Optional.of(end);
    }

    private static boolean outlives(Optional<Instant> end, Loss loss) {
        return end.isEmpty() || !(loss instanceof Loss.From from) || end.get().isAfter(from.time());
    }
}
