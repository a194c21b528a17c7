package dev.hskstream.producer;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests in the state that {@code load} leaves them in. */
public final class Manifests {
    static {
        TrustedPackages.trust();
    }

    private Manifests() {}

    /** Returns the manifest of a set with two labels. */
    public static KnowledgeManifest loaded(long samples, String data) {
        return KnowledgeManifest.newBuilder()
                .setSet("s")
                .setState("LOADED")
                .setTask("cola")
                .setLabels(List.of("no", "yes"))
                .setMetrics(List.of("matthews"))
                .setSamples(samples)
                .setDevSamples(Map.of("dev", 1L))
                .setDataFingerprint(data)
                .setCreated(Instant.ofEpochMilli(1_790_000_000_000L))
                .build();
    }
}
