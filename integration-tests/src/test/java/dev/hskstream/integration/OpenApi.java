package dev.hskstream.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An OpenAPI description, as far as the monitor's uses it: what an answer has that is not described, and the reverse. */
record OpenApi(JsonNode document) {
    static OpenApi of(JsonNode document) {
        return new OpenApi(document);
    }

    /** How the answer to a path differs from its description; one line each, beginning with the place. */
    List<String> problems(String path, JsonNode answer) {
        JsonNode response = document.path("paths").path(path).at("/get/responses/200");
        List<String> problems = new ArrayList<>();
        check("", resolve(response).at("/content/application~1json/schema"), answer, problems);
        return problems;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void check(String place, JsonNode reference, JsonNode value, List<String> problems) {
        JsonNode schema = resolve(reference);
        String type = schema.path("type").asText();
        if (value.isNull()) {
            if (!schema.path("nullable").asBoolean()) {
                problems.add(place + " is null");
            }
        } else if (!isOf(type, value)) {
            problems.add(place + " is no " + type);
        } else if (type.equals("object")) {
            object(place, schema, value, problems);
        } else if (type.equals("array")) {
            for (int index = 0; index < value.size(); index++) {
                check(place + "[" + index + "]", schema.path("items"), value.get(index), problems);
            }
        } else if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(place + " is " + value);
        }
    }

    private void object(String place, JsonNode schema, JsonNode value, List<String> problems) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                problems.add(place + ": " + name.asText() + " is missing");
            }
        });
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode own = schema.path("properties").path(field.getKey());
            JsonNode described = own.isMissingNode() ? schema.path("additionalProperties") : own;
            String name = place + (own.isMissingNode() && described.isMissingNode() ? ": " : ".") + field.getKey();
            if (described.isMissingNode()) {
                problems.add(name + " is not described");
            } else {
                check(place.isEmpty() ? ": " + field.getKey() : name, described, field.getValue(), problems);
            }
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static boolean contains(JsonNode values, JsonNode wanted) {
        for (JsonNode value : values) {
            if (value.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
