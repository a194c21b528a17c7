package dev.hskstream.monitor.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Estimates when teacher workers are done, from several measurements: in each partition, the samples left divided by
 * the rate of the last minutes. The slowest partition decides, because a partition's samples are one worker's. Not
 * thread-safe.
 */
final class TeacherPace {
    static final String FIRST = "a rate needs two measurements; use --watch";

    /** The rate is that of these last minutes. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private record Point(Instant at, long left) {}

    private record Place(String set, int partition) {}

    private final Map<Place, Deque<Point>> points = new HashMap<>();

    /** The set with its teacher's estimated time, taking this measurement into account. */
    SetLag estimate(SetLag set, Instant at) {
        // Every partition takes part in every measurement, also after one whose time is not known.
        List<Amount> times = set.teacher().partitions().stream()
                .map(partition -> seconds(new Place(set.set(), partition.partition()), partition.samplesLeft(), at))
                .toList();
        return times.isEmpty() ? set : set.withTeacher(set.teacher().withSecondsLeft(slowest(times)));
    }

    private static Amount slowest(List<Amount> times) {
        return times.stream()
                .filter(time -> time instanceof Amount.Unknown)
                .findFirst()
                .orElseGet(() -> Amount.known(times.stream()
                        .mapToLong(time -> time.asLong().orElseThrow())
                        .max()
                        .orElseThrow()));
    }

    private Amount seconds(Place place, Amount left, Instant at) {
        if (!(left instanceof Amount.Known known)) {
            points.remove(place);
            return left;
        }
        if (known.value() == 0) {
            points.remove(place);
            return known;
        }
        Deque<Point> window = points.computeIfAbsent(place, added -> new ArrayDeque<>());
        if (!window.isEmpty() && window.getLast().left() < known.value()) {
            // The set is produced again.
            window.clear();
        }
        window.addLast(new Point(at, known.value()));
        while (window.size() > 2 && window.getFirst().at().isBefore(at.minus(WINDOW))) {
            window.removeFirst();
        }
        return seconds(window, place);
    }

    private static Amount seconds(Deque<Point> window, Place place) {
        Point first = window.getFirst();
        Point last = window.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        if (window.size() < 2 || seconds <= 0) {
            return Amount.unknown(FIRST);
        }
        long done = first.left() - last.left();
        return done == 0
                ? Amount.unknown(String.format(
                        Locale.ROOT,
                        "nothing of partition %d was committed in the last %.0f s",
                        place.partition(),
                        seconds))
                : Amount.known((long) Math.ceil(last.left() * seconds / done));
    }
}
