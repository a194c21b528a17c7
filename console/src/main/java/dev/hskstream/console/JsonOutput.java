package dev.hskstream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Prints a command's machine-readable result: one JSON value in one line on standard output. */
public final class JsonOutput {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonOutput() {}

    /** Prints a record, map, list or Jackson tree as JSON. */
    public static void print(Object result) {
        System.out.println(line(result));
        System.out.flush();
    }

    static String line(Object result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a result of " + result.getClass().getName() + " has no JSON form", e);
        }
    }
}
