package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.Arrays;

/** The state of a knowledge set. Manifests contain these names. */
public enum SetState {
    /** The samples are loaded; no teacher has started. */
    LOADED,
    /** Teacher workers have started; the compression can no longer change. */
    PRODUCING,
    /** Sealed: the knowledge of every sample is present exactly once. */
    COMPLETE;

    /**
     * The state in a manifest.
     *
     * @throws UserException if this build does not know the state
     */
    public static SetState of(KnowledgeManifest manifest) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(manifest.getState()))
                .findFirst()
                .orElseThrow(() -> new UserException("set " + manifest.getSet() + ": unknown state \""
                        + manifest.getState() + "\"; this build knows " + Arrays.toString(values())));
    }
}
