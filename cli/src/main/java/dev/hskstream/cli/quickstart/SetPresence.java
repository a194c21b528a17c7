package dev.hskstream.cli.quickstart;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.Optional;

/**
 * Whether the broker still has a set, and in which state.
 *
 * @param manifests the store of the sets' manifests
 * @param set the set's name
 */
record SetPresence(ManifestStore manifests, String set) {
    boolean loaded() {
        return manifests.find(set).isPresent();
    }

    boolean produced() {
        Optional<KnowledgeManifest> manifest = manifests.find(set);
        return manifest.isPresent() && SetState.of(manifest.get()) != SetState.LOADED;
    }

    boolean sealed() {
        Optional<KnowledgeManifest> manifest = manifests.find(set);
        return manifest.isPresent() && SetState.of(manifest.get()) == SetState.COMPLETE;
    }
}
