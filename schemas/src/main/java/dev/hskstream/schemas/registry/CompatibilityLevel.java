package dev.hskstream.schemas.registry;

/** The compatibility that the registry requires of a subject's next schema. */
public enum CompatibilityLevel {
    /** No requirement. */
    NONE,
    /** The new schema can read data of the latest schema. */
    BACKWARD,
    /** The new schema can read data of all earlier schemas. */
    BACKWARD_TRANSITIVE,
    /** The latest schema can read data of the new schema. */
    FORWARD,
    /** All earlier schemas can read data of the new schema. */
    FORWARD_TRANSITIVE,
    /** {@link #BACKWARD} and {@link #FORWARD}. */
    FULL,
    /** {@link #BACKWARD_TRANSITIVE} and {@link #FORWARD_TRANSITIVE}. */
    FULL_TRANSITIVE
}
