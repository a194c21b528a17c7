package dev.hskstream.local.broker;

import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests in the states in which load and produce leave them. */
final class Manifests {
    private Manifests() {}

    static KnowledgeManifest loaded(String set) {
        return KnowledgeManifest.newBuilder()
                .setSet(set)
                .setState("LOADED")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("matthews"))
                .setSamples(8551)
                .setDevSamples(Map.of("dev", 1043L))
                .setDataFingerprint("d1")
                .setCreated(Instant.ofEpochMilli(1_790_000_000_000L))
                .build();
    }

    static KnowledgeManifest producing(String set) {
        KnowledgeManifest manifest = loaded(set);
        manifest.setState("PRODUCING");
        manifest.setTeacher(new Teacher("bge", "t1", 12, 384, 12, 1536));
        manifest.setTokenizer(new Tokenizer("k1", ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)), 64));
        manifest.setCompression(new CompressionSpec(
                "4:10", "8:left", "0.5:uniform", "int8", List.of(0, 2, 5, 8, 10), ByteBuffer.wrap(new byte[] {5})));
        return manifest;
    }
}
