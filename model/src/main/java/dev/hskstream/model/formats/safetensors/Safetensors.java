package dev.hskstream.model.formats.safetensors;

import dev.hskstream.model.formats.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The content of a safetensors file.
 *
 * @param tensors by name, in the order of their data in the file
 * @param metadata the header's {@code __metadata__}
 * @param buffers names of the integer tensors, which are ignored
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata, Set<String> buffers) {
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        buffers = Set.copyOf(buffers);
    }

    /** Content without integer tensors. */
    public Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
        this(tensors, metadata, Set.of());
    }
}
