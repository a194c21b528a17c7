package dev.hskstream.monitor.lag;

import dev.hskstream.schemas.layout.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One set and everyone who reads it.
 *
 * @param state {@code LOADED}, {@code PRODUCING} or {@code COMPLETE}; empty if the set's manifest is not known
 * @param samples samples of the training split
 * @param teacher the teacher workers; of a derived set, the deriving processes
 * @param students in order of their names
 */
public record SetLag(String set, Optional<String> state, Amount samples, ReaderLag teacher, List<ReaderLag> students) {
    /** Copies the list. */
    public SetLag {
        students = List.copyOf(students);
    }

    /** Whether the set is derived from another one, so that {@code teacher} is the deriving processes. */
    public boolean derived() {
        return teacher.group().equals(Topics.of(set).deriveGroup());
    }

    SetLag withTeacher(ReaderLag other) {
        return new SetLag(set, state, samples, other, students);
    }

    /** The set with the verdicts on its teacher and its students. */
    SetLag judged(Workers workers, Instant now) {
        List<ReaderLag> found = students.stream()
                .map(student -> student.withVerdict(Verdicts.student(this, student, now)))
                .toList();
        return new SetLag(set, state, samples, teacher.withVerdict(Verdicts.teacher(this, workers)), found);
    }
}
