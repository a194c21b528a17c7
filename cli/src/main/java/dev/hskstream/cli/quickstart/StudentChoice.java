package dev.hskstream.cli.quickstart;

import java.util.List;

/**
 * One of the trainings on the knowledge set.
 *
 * @param name of the run, of its stage and of the model in the report
 * @param layers taken from the teacher's
 * @param hsk whether it learns from the hidden-state knowledge
 */
record StudentChoice(String name, int layers, boolean hsk) {
    /** Two different students, and one like the first that gets labels and logits only. */
    static final List<StudentChoice> ALL = List.of(
            new StudentChoice("student-4", 4, true),
            new StudentChoice("student-6", 6, true),
            new StudentChoice("control-4", 4, false));
}
