package dev.hskstream.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Assigns each model a style, the same in every chart. */
final class Palette {
    static final String TEACHER = "c-teacher";
    static final String CONTROL = "c-control";
    static final String PLAIN = "c-plain";
    private static final int STUDENT_STYLES = 3;

    private final Map<String, String> styles = new LinkedHashMap<>();

    Palette(QuickstartReport report) {
        styles.put(report.teacher().name(), TEACHER);
        int students = 0;
        for (ModelResult student : report.students()) {
            styles.put(student.name(), student.hsk() ? "c-" + (students++ % STUDENT_STYLES + 1) : CONTROL);
        }
    }

    /** The style sheet class of a model, or of a process that belongs to no model. */
    String style(String name) {
        return styles.getOrDefault(name, PLAIN);
    }
}
