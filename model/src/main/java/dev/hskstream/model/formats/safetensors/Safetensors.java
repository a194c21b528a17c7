package dev.hskstream.model.formats.safetensors;

import dev.hskstream.model.formats.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file.
 *
 * @param tensors by name, in the order of their bytes in the file
 * @param metadata the header's {@code __metadata__}
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
