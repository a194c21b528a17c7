package dev.hskstream.producer.command;

import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.avro.Teacher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A manifest as it is shown to users and programs. */
public final class SetView {
    private SetView() {}

    /** Returns the mean size of a knowledge record's value in bytes; 0 before the set is sealed. */
    public static double bytesPerSample(KnowledgeManifest manifest) {
        return manifest.getSamples() == 0 ? 0 : (double) manifest.getRecordBytes() / manifest.getSamples();
    }

    /** Returns the manifest's fields under their {@code --json} names. */
    public static Map<String, @Nullable Object> of(KnowledgeManifest manifest) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("set", manifest.getSet());
        view.put("state", manifest.getState());
        view.put("task", manifest.getTask());
        view.put("samples", manifest.getSamples());
        view.put("devSamples", manifest.getDevSamples());
        view.put("bytesPerSample", bytesPerSample(manifest));
        view.put("hskShare", manifest.getHskShare());
        Teacher teacher = manifest.getTeacher();
        view.put("teacher", teacher == null ? null : teacher.getName());
        CompressionSpec compression = manifest.getCompression();
        view.put("compression", compression == null ? null : compression(compression));
        view.put("scores", manifest.getScores());
        SourceSet source = manifest.getSource();
        view.put("source", source == null ? null : source.getSet());
        view.put("partitions", manifest.getPartitions().size());
        view.put("digest", manifest.getDigest());
        view.put("created", manifest.getCreated().toString());
        view.put(
                "sealed",
                manifest.getSealed() == null ? null : manifest.getSealed().toString());
        return view;
    }

    private static Map<String, Object> compression(CompressionSpec compression) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("depth", compression.getDepth());
        view.put("length", compression.getLength());
        view.put("width", compression.getWidth());
        view.put("values", compression.getValues());
        view.put("layers", compression.getLayers());
        return view;
    }
}
