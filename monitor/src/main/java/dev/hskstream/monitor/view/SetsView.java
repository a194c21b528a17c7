package dev.hskstream.monitor.view;

import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sets. */
public record SetsView(Measured measured, List<Row> sets) {
    /**
     * One set; a number is null if it is not known.
     *
     * @param recordBytes size of its knowledge, if it is sealed
     * @param hskShare share of all hidden values that it stores, if it is sealed
     * @param students number of its students
     */
    public record Row(
            String set,
            @Nullable String state,
            @Nullable Long samples,
            @Nullable Long recordBytes,
            @Nullable Double hskShare,
            @Nullable String teacher,
            @Nullable Long samplesLeft,
            int students) {
        private static Row of(SetLag lag, Optional<KnowledgeManifest> manifest) {
            Optional<KnowledgeManifest> sealed = manifest.filter(found -> found.getSealed() != null);
            return new Row(
                    lag.set(),
                    lag.state().orElse(null),
                    manifest.map(KnowledgeManifest::getSamples).orElse(null),
                    sealed.map(KnowledgeManifest::getRecordBytes).orElse(null),
                    sealed.map(KnowledgeManifest::getHskShare).orElse(null),
                    manifest.map(KnowledgeManifest::getTeacher)
                            .map(teacher -> teacher.getName())
                            .orElse(null),
                    lag.teacher().samplesLeft().asLong().isPresent()
                            ? (Long) lag.teacher().samplesLeft().asLong().getAsLong()
                            : null,
                    lag.students().size());
        }
    }

    /** The sets of a snapshot, in order of their names. */
    public static SetsView of(Measured measured, Snapshot snapshot) {
        return new SetsView(measured, snapshot.seen().map(SetsView::rows).orElse(List.of()));
    }

    private static List<Row> rows(Seen seen) {
        return seen.lag().sets().stream()
                .map(lag -> Row.of(lag, Optional.ofNullable(seen.manifests().get(lag.set()))))
                .toList();
    }
}
