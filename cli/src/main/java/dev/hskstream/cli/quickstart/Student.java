package dev.hskstream.cli.quickstart;

import java.util.List;

/**
 * One of the trainings on the knowledge set.
 *
 * @param name of the run, of its stage and of the model in the report
 * @param layers taken from the teacher's
 * @param hsk whether it learns from the hidden-state knowledge
 */
record Student(String name, int layers, boolean hsk) {
    /** Two different students, and one like the first that gets labels and logits only. */
    static final List<Student> ALL = List.of(
            new Student("student-4", 4, true), new Student("student-6", 6, true), new Student("control-4", 4, false));
}
