package dev.hskstream.monitor.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** JSON text of views. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The text of a record, a map or a list. */
    public static byte[] bytes(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a view of " + view.getClass().getName() + " has no JSON form", e);
        }
    }

    /** The number, or null if it is not finite, for which JSON has no form. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
