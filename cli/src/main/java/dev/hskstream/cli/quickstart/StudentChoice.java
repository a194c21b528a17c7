package dev.hskstream.cli.quickstart;

import java.util.List;

/**
 * One of the students to train on the knowledge set.
 *
 * @param name name of the run, of its stage and of the model in the report
 * @param layers number of layers, initialised from the teacher's
 * @param hsk whether it learns from hidden states
 */
record StudentChoice(String name, int layers, boolean hsk) {
    /** Two students of different sizes, and a control like the first that learns from labels and logits only. */
    static final List<StudentChoice> ALL = List.of(
            new StudentChoice("student-4", 4, true),
            new StudentChoice("student-6", 6, true),
            new StudentChoice("control-4", 4, false));
}
