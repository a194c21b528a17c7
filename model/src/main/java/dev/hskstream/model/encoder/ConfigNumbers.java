package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.Optional;

/**
 * Reads the numbers of a {@code config.json}, with the defaults of {@link ClassDefaults} for those that it leaves out.
 *
 * @param architecture whose configuration it is
 */
record ConfigNumbers(JsonNode json, Architecture architecture) {
    /**
     * An extent of the network, also under the name that other architectures have for it. The default counts only in a file
     * that says its {@code model_type}: one without could be a configuration of anything.
     *
     * @throws UserException if it is missing, no integer, or two names of it have two values
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
