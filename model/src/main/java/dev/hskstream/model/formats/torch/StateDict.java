package dev.hskstream.model.formats.torch;

import dev.hskstream.model.formats.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a checkpoint.
 *
 * @param tensors those of floating-point numbers by name, in their order
 * @param buffers names of the tensors of integers, which are left out
 */
public record StateDict(Map<String, HostTensor> tensors, Set<String> buffers) {
    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        buffers = Set.copyOf(buffers);
    }
}
