package dev.hskstream.monitor.view;

import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One set: what it was made from, how it is compressed, and who trains on it.
 *
 * @param manifest what its manifest says; null if the manifest cannot be read
 * @param work the production, if it is not sealed, and the students
 */
public record SetView(Measured measured, String set, @Nullable Manifest manifest, List<Work> work) {

    /**
     * A manifest; what is not known yet is null.
     *
     * @param recordBytes size of the knowledge, if it is sealed
     * @param hskShare share of all hidden values that is stored, if it is sealed
     */
    public record Manifest(
            String state,
            String task,
            List<String> labels,
            List<String> metrics,
            long samples,
            Map<String, Long> devSamples,
            String created,
            @Nullable String sealed,
            String dataFingerprint,
            String precision,
            @Nullable TeacherView teacher,
            @Nullable TokenizerView tokenizer,
            @Nullable Compression compression,
            @Nullable Long recordBytes,
            @Nullable Double hskShare,
            @Nullable String digest,
            List<Range> partitions) {}

    /** The teacher. */
    public record TeacherView(String name, String fingerprint, int layers, int hidden, int heads, int intermediate) {
        static TeacherView of(Teacher teacher) {
            return new TeacherView(
                    teacher.getName(),
                    teacher.getFingerprint(),
                    teacher.getLayers(),
                    teacher.getHidden(),
                    teacher.getHeads(),
                    teacher.getIntermediate());
        }
    }

    /** The tokenizer; {@code maxLength} in tokens. */
    public record TokenizerView(String fingerprint, int maxLength) {
        static TokenizerView of(Tokenizer tokenizer) {
            return new TokenizerView(tokenizer.getFingerprint(), tokenizer.getMaxLength());
        }
    }

    /** The compression, in the form of the options of {@code produce}; {@code layers} are the teacher's. */
    public record Compression(String depth, String length, String width, String values, List<Integer> layers) {
        static Compression of(CompressionSpec spec) {
            return new Compression(
                    spec.getDepth(), spec.getLength(), spec.getWidth(), spec.getValues(), spec.getLayers());
        }
    }

    /** A sealed partition. */
    public record Range(int partition, long startOffset, long endOffset, long records) {}

    /** The view of a set; empty if there is none of that name. */
    public static Optional<SetView> of(Measured measured, Snapshot snapshot, String set, Instant now) {
        return snapshot.seen().flatMap(seen -> seen.lag().sets().stream()
                .filter(lag -> lag.set().equals(set))
                .findFirst()
                .map(lag -> of(measured, snapshot, seen, lag, now)));
    }

    private static SetView of(Measured measured, Snapshot snapshot, Seen seen, SetLag lag, Instant now) {
        List<Work> work = new ArrayList<>(Work.teacher(lag).stream().toList());
        lag.students()
                .forEach(student -> work.add(Work.student(
                        lag,
                        student,
                        seen.runs().get(lag.set() + "/" + student.student().orElseThrow()),
                        snapshot,
                        now)));
        KnowledgeManifest manifest = seen.manifests().get(lag.set());
        return new SetView(measured, lag.set(), manifest == null ? null : manifest(manifest), work);
    }

    private static Manifest manifest(KnowledgeManifest manifest) {
        Optional<Instant> sealed = Optional.ofNullable(manifest.getSealed());
        return new Manifest(
                manifest.getState(),
                manifest.getTask(),
                manifest.getLabels(),
                manifest.getMetrics(),
                manifest.getSamples(),
                new TreeMap<>(manifest.getDevSamples()),
                manifest.getCreated().toString(),
                sealed.map(Instant::toString).orElse(null),
                manifest.getDataFingerprint(),
                manifest.getPrecision(),
                Optional.ofNullable(manifest.getTeacher()).map(TeacherView::of).orElse(null),
                Optional.ofNullable(manifest.getTokenizer())
                        .map(TokenizerView::of)
                        .orElse(null),
                Optional.ofNullable(manifest.getCompression())
                        .map(Compression::of)
                        .orElse(null),
                sealed.map(time -> manifest.getRecordBytes()).orElse(null),
                sealed.map(time -> manifest.getHskShare()).orElse(null),
                manifest.getDigest(),
                manifest.getPartitions().stream()
                        .map(range -> new Range(
                                range.getPartition(), range.getStartOffset(), range.getEndOffset(), range.getRecords()))
                        .toList());
    }
}
