package dev.hskstream.schemas.registry;

/** What the registry demands of a subject's next schema. */
public enum CompatibilityLevel {
    /** Anything. */
    NONE,
    /** It reads data of the latest. */
    BACKWARD,
    /** It reads data of all earlier ones. */
    BACKWARD_TRANSITIVE,
    /** The latest reads its data. */
    FORWARD,
    /** All earlier ones read its data. */
    FORWARD_TRANSITIVE,
    /** Both ways with the latest. */
    FULL,
    /** Both ways with all earlier ones. */
    FULL_TRANSITIVE
}
