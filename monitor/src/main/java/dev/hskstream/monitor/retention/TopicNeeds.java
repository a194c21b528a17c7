package dev.hskstream.monitor.retention;

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

/** Who still has to read the topics of a set, judged by a measurement of its readers. */
record TopicNeeds(SetLag set, Instant now) {
    private static final String FIRST = "first student";

    /** Whoever still needs records of the topic at the time of their loss. */
    List<String> of(String topic, Loss loss) {
        Topics topics = Topics.of(set.set());
        if (topic.equals(topics.samples())) {
            // A derived set is made from its source's knowledge instead.
            return set.teacher().topic().equals(topic) ? teacher(loss) : List.of();
        }
        List<String> readers = new ArrayList<>();
        if (isUnread()) {
            readers.add(FIRST);
        }
        boolean dev = topic.equals(topics.dev());
        set.students().stream()
                .filter(student -> student.run()
                        .filter(run -> !run.ended() && (dev ? run.step() == 0 : needsKnowledge(run)))
                        .filter(run -> outlives(end(run), loss))
                        .isPresent())
                .forEach(student -> readers.add("student " + student.student().orElse("")));
        return readers;
    }

    /** Sealing reads no samples, so a teacher without work needs none any more. */
    private List<String> teacher(Loss loss) {
        ReaderLag teacher = set.teacher();
        OptionalLong left = teacher.samplesLeft().asLong();
        OptionalLong seconds = teacher.secondsLeft().asLong();
        Optional<Instant> end =
                seconds.isPresent() ? Optional.of(now.plusSeconds(seconds.getAsLong())) : Optional.empty();
        boolean done = left.isPresent() && left.getAsLong() == 0;
        return done || !outlives(end, loss) ? List.of() : List.of("teacher");
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
