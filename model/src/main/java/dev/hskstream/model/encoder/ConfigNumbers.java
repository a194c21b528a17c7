package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.Optional;

/**
 * Reads the numbers of a {@code config.json} and fills in defaults ({@link ClassDefaults}) for missing fields.
 *
 * @param architecture the architecture that the file describes
 */
record ConfigNumbers(JsonNode json, Architecture architecture) {
    /**
     * Reads a dimension of the network, also under the alias that Transformers accepts. A missing field takes the
     * default only if the file has a {@code model_type}; a file without one might not be a model's configuration at
     * all.
     *
     * @param otherwise the default
     * @throws UserException if there is no value, the value is not an integer, or the field and its alias differ
     */
    int size(String field, int otherwise) {
        Optional<String> other = architecture.fields().alias(field).filter(json::has);
        if (other.isPresent()) {
            int value = integer(other.get());
            if (json.has(field) && integer(field) != value) {
                throw new UserException(field + " is " + integer(field) + " and " + other.get() + " is " + value
                        + ", which are two names of one field; remove the wrong one");
            }
            return value;
        }
        return json.has(field) || !json.hasNonNull("model_type") ? integer(field) : otherwise;
    }

    int integer(String field, int otherwise) {
        return json.hasNonNull(field) ? integer(field) : otherwise;
    }

    double number(String field, double otherwise) {
        JsonNode value = json.path(field);
        if (json.hasNonNull(field) && !value.isNumber()) {
            throw new UserException(field + " is " + value + "; it must be a number");
        }
        return value.asDouble(otherwise);
    }

    private int integer(String field) {
        JsonNode value = json.path(field);
        if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
            throw new UserException(
                    "no number \"" + field + "\"; this is no configuration of a " + architecture.className());
        }
        return value.asInt();
    }
}
