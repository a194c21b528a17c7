package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.Buffers;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A model's weights as tensors, by the names of {@link HfNames}. The tensors record no gradients; every training step
 * takes new {@link #trainableViews}, which share their memory. Closing frees the tensors.
 */
public final class EncoderParameters implements AutoCloseable {
    /** The name of the largest table, {@code [vocabulary, hidden]}; a batch uses only few of its rows. */
    public static final String WORD_EMBEDDINGS = "embeddings.word_embeddings.weight";

    private final NDManager manager;
    private final Map<String, HostTensor> source;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    /** Copies the weights into tensors. */
    public EncoderParameters(NDManager parent, Map<String, HostTensor> weights) {
        this(Map.of(), parent.newSubManager());
        weights.forEach((name, tensor) -> tensors.put(name, Buffers.copy(manager, tensor)));
    }

    /**
     * Creates tensors that use the weights' own memory, for inference only. A memory-mapped model is then not in memory
     * twice. The weights must not change until this is closed.
     */
    public static EncoderParameters over(NDManager parent, Map<String, HostTensor> weights) {
        EncoderParameters parameters = new EncoderParameters(weights, parent.newSubManager());
        weights.forEach((name, tensor) -> parameters.tensors.put(name, Buffers.over(parameters.manager, tensor)));
        return parameters;
    }

    private EncoderParameters(Map<String, HostTensor> source, NDManager manager) {
        this.manager = manager;
        this.source = source;
    }

    /** The tensors by name, in the order given. */
    public Map<String, NDArray> tensors() {
        return tensors;
    }

    /** The manager that owns the weights and whatever should live as long as they do. */
    public NDManager manager() {
        return manager;
    }

    /** The number of values in all tensors. */
    public long count() {
        return tensors.values().stream().mapToLong(NDArray::size).sum();
    }

    /**
     * Returns all tensors by name. The trained ones are leaf tensors that record gradients, share memory with these
     * weights and belong to {@code step}.
     *
     * @param trained selects by name the weights that are trained
     */
    public Map<String, NDArray> trainableViews(NDManager step, Predicate<String> trained) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> leaves.put(name, trained.test(name) ? leaf(step, tensor) : tensor));
        return leaves;
    }

    /**
     * Copies some rows of the word embeddings into a leaf tensor that records gradients and belongs to {@code step}.
     *
     * @param ids int64 {@code [n]}
     * @return {@code [n, hidden]}
     */
    public NDArray wordLeaf(NDManager step, NDArray ids) {
        NDArray rows = Embedding.embedding(ids, named(tensors, WORD_EMBEDDINGS), SparseFormat.DENSE)
                .head();
        rows.attach(step);
        rows.setRequiresGradient(true);
        return rows;
    }

    /** Copies the weights to host memory. */
    public Map<String, HostTensor> toHost() {
        Map<String, HostTensor> host = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> host.put(name, Buffers.toHost(tensor)));
        return host;
    }

    /**
     * Overwrites the result of an earlier {@link #toHost}. Reusing it avoids allocating memory outside the heap, which
     * is freed late.
     */
    public void toHost(Map<String, HostTensor> earlier) {
        tensors.forEach((name, tensor) -> Buffers.toHost(tensor, named(earlier, name)));
    }

    /**
     * Overwrites the weights in place.
     *
     * @param weights tensors of the same shapes, by name
     * @throws IllegalArgumentException if one is missing
     */
    public void restore(Map<String, HostTensor> weights) {
        tensors.forEach((name, tensor) -> {
            try (NDArray values = Buffers.copy(manager, named(weights, name))) {
                // Not copyTo, which keeps a copy in direct memory for the tensor's lifetime.
                tensor.set(new NDIndex(":"), values);
            }
        });
    }

    @Override
    public void close() {
        try {
            manager.close();
        } finally {
            // The memory that a tensor uses must stay reachable as long as the tensor does.
            Reference.reachabilityFence(source);
        }
    }

    private static <T> T named(Map<String, T> weights, String name) {
        T tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no weight " + name);
        }
        return tensor;
    }

    private static NDArray leaf(NDManager step, NDArray tensor) {
        NDArray leaf = tensor.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }
}
