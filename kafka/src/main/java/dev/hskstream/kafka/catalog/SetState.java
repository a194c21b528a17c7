package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.Arrays;

/** How far a knowledge set is. The names are what manifests hold. */
public enum SetState {
    /** Samples are there, no teacher has started. */
    LOADED,
    /** Teacher workers have started; the compression is fixed. */
    PRODUCING,
    /** Sealed: every sample is there exactly once. */
    COMPLETE;

    /**
     * The state of a manifest.
     *
     * @throws UserException if this build knows no such state
     */
    public static SetState of(KnowledgeManifest manifest) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(manifest.getState()))
                .findFirst()
                .orElseThrow(() -> new UserException("set " + manifest.getSet() + ": unknown state \""
                        + manifest.getState() + "\"; this build knows " + Arrays.toString(values())));
    }
}
