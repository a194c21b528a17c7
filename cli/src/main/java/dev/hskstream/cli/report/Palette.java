package dev.hskstream.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** One style for each model, the same in every picture. */
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

    /** The class of the style sheet for a model or for a process that is no model's. */
    String style(String name) {
        return styles.getOrDefault(name, PLAIN);
    }
}
