package dev.hskstream.local.registry;

import dev.hskstream.schemas.registry.CompatibilityLevel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/** Checks whether a schema is compatible with earlier ones. */
final class Compatibility {
    private Compatibility() {}

    /**
     * The reason why the schema is incompatible; empty if it is compatible.
     *
     * @param before earlier schemas, newest first
     */
    static Optional<String> problem(Schema schema, CompatibilityLevel level, List<Schema> before) {
        if (level == CompatibilityLevel.NONE || before.isEmpty()) {
            return Optional.empty();
        }
        SchemaValidatorBuilder strategy = strategy(level);
        boolean all = level.name().endsWith("_TRANSITIVE");
        try {
            (all ? strategy.validateAll() : strategy.validateLatest()).validate(schema, before);
            return Optional.empty();
        } catch (SchemaValidationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SchemaValidatorBuilder strategy(CompatibilityLevel level) {
        SchemaValidatorBuilder builder = new SchemaValidatorBuilder();
        return switch (level) {
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> builder.canReadStrategy();
            case FORWARD, FORWARD_TRANSITIVE -> builder.canBeReadStrategy();
            case FULL, FULL_TRANSITIVE -> builder.mutualReadStrategy();
        };
    }
}
