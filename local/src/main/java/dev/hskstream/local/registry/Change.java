package dev.hskstream.local.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hskstream.schemas.registry.CompatibilityLevel;

/** A change to the registry's state, stored as one line of its log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = Change.LevelSet.class, name = "level")
})
sealed interface Change {

    /**
     * Registers a subject's next version.
     *
     * @param schema the schema's JSON
     */
    record Registered(String subject, int id, String schema) implements Change {}

    /**
     * Sets a compatibility level.
     *
     * @param subject empty for the registry's default level
     */
    record LevelSet(String subject, CompatibilityLevel level) implements Change {}
}
