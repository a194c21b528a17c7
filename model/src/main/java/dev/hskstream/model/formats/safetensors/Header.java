package dev.hskstream.model.formats.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries the tensors in the order of their data, which they cover without gaps or overlaps
 * @param metadata the content of {@code __metadata__}
 */
record Header(List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    Header {
        entries = List.copyOf(entries);
    }

    /**
     * Parses a header.
     *
     * @param dataBytes number of bytes after the header
     * @throws UserException if the header is malformed or does not match the number of bytes
     */
    static Header parse(byte[] json, long dataBytes) {
        JsonNode root = tree(json);
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCoverage(entries, dataBytes);
        return new Header(entries, metadata);
    }

    private static JsonNode tree(byte[] json) {
        try {
            JsonNode root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            if (!root.isObject()) {
                throw new UserException("the header is no JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UserException("the header is malformed: " + e.getOriginalMessage(), e);
        }
    }

    private static Entry entry(String name, JsonNode node) {
        long[] offsets = longs(name, node, "data_offsets");
        if (offsets.length != 2) {
            throw new UserException("tensor " + name + " has no pair of data_offsets");
        }
        return new Entry(
                name, type(name, node.path("dtype").asText()), longs(name, node, "shape"), offsets[0], offsets[1]);
    }

    private static StoredType type(String name, String dtype) {
        try {
            return StoredType.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw new UserException("tensor " + name + " has the unknown dtype \"" + dtype + "\"", e);
        }
    }

    private static long[] longs(String name, JsonNode node, String field) {
        JsonNode array = node.path(field);
        if (!array.isArray()
                || IntStream.range(0, array.size())
                        .anyMatch(i -> !array.get(i).canConvertToLong()
                                || !array.get(i).isIntegralNumber())) {
            throw new UserException("tensor " + name + " has no list of integers \"" + field + "\"");
        }
        return IntStream.range(0, array.size())
                .mapToLong(i -> array.get(i).longValue())
                .toArray();
    }

    private static void checkCoverage(List<Entry> entries, long dataBytes) {
        long next = 0;
        for (Entry entry : entries) {
            if (entry.begin() != next) {
                String what = entry.begin() < next ? " overlaps the tensor before it" : " leaves a hole before it";
                throw new UserException("tensor " + entry.name() + what + ": it begins at byte " + entry.begin()
                        + " instead of " + next);
            }
            next = entry.end();
        }
        if (next != dataBytes) {
            String what = next > dataBytes ? "the file is truncated" : "there are bytes after the last tensor";
            throw new UserException(what + ": the header describes " + next + " bytes of data, there are " + dataBytes);
        }
    }
}
