package dev.hskstream.monitor.view;

import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs, what is stuck and when it ends.
 *
 * @param counts number of pieces of work by condition; empty if nothing has been measured yet
 * @param secondsLeft time until everything that runs has ended; null if nothing runs, or one end is not known
 * @param work the most urgent pieces of work, what is stuck first
 * @param more further pieces of work, which are left out
 * @param sets number of sets; null if nothing has been measured yet
 */
public record OverviewView(
        Measured measured,
        Map<String, Integer> counts,
        @Nullable Long secondsLeft,
        List<Work> work,
        int more,
        @Nullable Integer sets) {
    /** What one page shows. */
    static final int LIMIT = 200;

    private static final List<String> URGENCY = List.of("stuck", "failed", "running", "waiting", "unknown", "done");

    /** The overview of a snapshot. */
    public static OverviewView of(Measured measured, Snapshot snapshot, Instant now) {
        List<Work> work = snapshot.seen().map(seen -> work(seen, snapshot, now)).orElse(List.of());
        Map<String, Integer> counts = new TreeMap<>();
        snapshot.seen().ifPresent(seen -> URGENCY.forEach(condition -> counts.put(condition, 0)));
        work.forEach(one -> counts.merge(one.condition(), 1, Integer::sum));
        List<Work> shown = work.stream()
                .sorted(Comparator.comparingInt((Work one) -> URGENCY.indexOf(one.condition()))
                        .thenComparing(OverviewView::latest, Comparator.reverseOrder()))
                .limit(LIMIT)
                .toList();
        Integer sets = snapshot.seen().map(seen -> seen.lag().sets().size()).orElse(null);
        return new OverviewView(measured, counts, end(work), shown, work.size() - shown.size(), sets);
    }

    private static List<Work> work(Seen seen, Snapshot snapshot, Instant now) {
        List<Work> work = new ArrayList<>();
        for (SetLag set : seen.lag().sets()) {
            Work.teacher(set).ifPresent(work::add);
            for (ReaderLag student : set.students()) {
                String run = set.set() + "/" + student.student().orElseThrow();
                work.add(Work.student(set, student, seen.runs().get(run), snapshot, now));
            }
        }
        return work;
    }

    private static String latest(Work work) {
        return work.reported() == null ? "" : work.reported();
    }

    private static @Nullable Long end(List<Work> work) {
        Long latest = null;
        for (Work one : work) {
            if (one.condition().equals("running")) {
                if (one.secondsLeft() == null) {
                    return null;
                }
                latest = latest == null ? one.secondsLeft() : (Long) Math.max(latest, one.secondsLeft());
            }
        }
        return latest;
    }
}
