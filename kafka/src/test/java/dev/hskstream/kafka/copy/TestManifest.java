package dev.hskstream.kafka.copy;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Creates the manifest of a sealed set, with the fields that a cache reads. */
final class TestManifest {
    private TestManifest() {}

    static KnowledgeManifest of(String set, List<byte[]> records) {
        TrustedPackages.trust();
        SetDigest digest = new SetDigest(records.size());
        for (int i = 0; i < records.size(); i++) {
            digest.add(i, RecordBytes.digest(ByteBuffer.wrap(records.get(i))));
        }
        return KnowledgeManifest.newBuilder()
                .setSet(set)
                .setState("COMPLETE")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("matthews"))
                .setSamples(records.size())
                .setDevSamples(Map.of())
                .setDataFingerprint("d")
                .setRecordBytes(records.stream().mapToLong(r -> r.length).sum())
                .setDigest(digest.hex())
                .setCreated(Instant.EPOCH)
                .build();
    }
}
