package dev.hskstream.model.formats.torch;

import dev.hskstream.model.formats.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a checkpoint.
 *
 * @param tensors the floating-point tensors by name, in the checkpoint's order
 * @param buffers names of the integer tensors, which are ignored
 */
public record StateDict(Map<String, HostTensor> tensors, Set<String> buffers) {
    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        buffers = Set.copyOf(buffers);
    }
}
