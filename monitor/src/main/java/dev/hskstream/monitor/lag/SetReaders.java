package dev.hskstream.monitor.lag;

import dev.hskstream.schemas.layout.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who reads a set: whether teacher workers have a consumer group, and the students that have one or sent an event.
 *
 * @param students names, each with the name of its group
 */
record SetReaders(SortedMap<String, String> students) {
    private static final String STUDENT = ".student.";
    private static final String TEACHER = ".teacher";

    /**
     * Assigns groups to sets. A group whose set has no manifest counts for the set that its name states.
     *
     * @param sets names of the sets with a manifest; some of earlier versions contain dots
     * @param groups names of consumer groups
     */
    static SortedMap<String, SetReaders> of(Collection<String> sets, Collection<String> groups) {
        SortedMap<String, SetReaders> readers = new TreeMap<>();
        sets.forEach(set -> readers.put(set, new SetReaders(new TreeMap<>())));
        SortedSet<String> known = new TreeSet<>(sets);
        for (String group : groups) {
            set(known, group).ifPresent(set -> {
                SetReaders found = readers.computeIfAbsent(set, unknown -> new SetReaders(new TreeMap<>()));
                String prefix = "hsk." + set + STUDENT;
                if (group.startsWith(prefix)) {
                    found.students.put(group.substring(prefix.length()), group);
                }
            });
        }
        return readers;
    }

    /** Adds the students of runs, which may have no group any more: brokers forget the offsets of idle groups. */
    static void addRuns(SortedMap<String, SetReaders> readers, Map<String, RunReport> runs) {
        runs.keySet().forEach(run -> {
            int slash = run.indexOf('/');
            SetReaders found = slash < 0 ? null : readers.get(run.substring(0, slash));
            if (found != null) {
                found.students.computeIfAbsent(
                        run.substring(slash + 1), student -> "hsk." + run.substring(0, slash) + STUDENT + student);
            }
        });
    }

    /** The longest set name that fits, because names of earlier versions may contain dots. */
    private static Optional<String> set(SortedSet<String> known, String group) {
        String name = group.substring("hsk.".length());
        int student = name.indexOf(STUDENT);
        Optional<String> longest = Optional.empty();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            boolean fits = name.startsWith(STUDENT, dot) || name.substring(dot).equals(TEACHER);
            if (fits && known.contains(name.substring(0, dot))) {
                longest = Optional.of(name.substring(0, dot));
            }
        }
        if (longest.isPresent()) {
            return longest;
        }
        String stated = student > 0
                ? name.substring(0, student)
                : name.endsWith(TEACHER) ? name.substring(0, name.length() - TEACHER.length()) : "";
        return Topics.isSetName(stated) ? Optional.of(stated) : Optional.empty();
    }
}
