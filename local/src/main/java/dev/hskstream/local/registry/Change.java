package dev.hskstream.local.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hskstream.schemas.registry.CompatibilityLevel;

/** One line of the registry's log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = Change.LevelSet.class, name = "level")
})
sealed interface Change {

    /**
     * A subject's next version.
     *
     * @param schema its JSON
     */
    record Registered(String subject, int id, String schema) implements Change {}

    /**
     * A compatibility level.
     *
     * @param subject empty for the registry's default
     */
    record LevelSet(String subject, CompatibilityLevel level) implements Change {}
}
