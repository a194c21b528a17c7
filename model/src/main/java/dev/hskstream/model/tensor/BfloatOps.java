package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * {@link TensorOps} whose linear layers multiply in bfloat16 during inference; everything else is delegated.
 *
 * <p>DJL terminates the process when it sees a bfloat16 tensor, so these exist only inside TorchScript: a weight is
 * converted once, stays in the script's module, and is identified here by its index there. {@link #close} frees the
 * converted weights.
 */
final class BfloatOps implements TensorOps {
    /** In PyTorch's numbering of types, 15 is bfloat16 and 6 is float32. */
    private static final String METHODS =
            """
              def keep(self: __torch__.Ops, w: Tensor) -> int:
                _0 = torch.append(self.kept, torch.to(w, 15))
                return torch.sub(torch.len(self.kept), 1)
              def linear(self: __torch__.Ops, x: Tensor, w: int, b: int) -> Tensor:
                return torch.linear(torch.to(x, 15), (self.kept)[w], (self.kept)[b])
              def infer_linear(self: __torch__.Ops, x: Tensor, w: int, b: int) -> Tensor:
                return torch.to((self).linear(x, w, b, ), 6)
              def infer_linear_gelu(self: __torch__.Ops, x: Tensor, w: int, b: int) -> Tensor:
                return torch.gelu(torch.to((self).linear(x, w, b, ), 6))
            """;

    private final TensorOps other;
    private final NDManager manager;
    private final PtSymbolBlock script;
    private final IdentityHashMap<NDArray, Long> kept = new IdentityHashMap<>();

    /** Wraps other operations, which are closed with this. */
    BfloatOps(TensorOps other) {
        this.other = other;
        this.manager = Tensors.newManager();
        this.script = ScriptArchive.load(manager, METHODS);
    }

    @Override
    public String name() {
        return other.name() + ", bfloat16";
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return other.linear(x, weight, bias);
    }

    @Override
    public NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias) {
        return other.mlp(x, up, upBias, down, downBias);
    }

    @Override
    public NDArray inferLinear(NDArray x, NDArray weight, NDArray bias) {
        return infer("infer_linear", x, weight, bias);
    }

    @Override
    public NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias) {
        return infer("infer_linear_gelu", x, weight, bias);
    }

    @Override
    public double norm(List<NDArray> tensors) {
        return other.norm(tensors);
    }

    @Override
    public void scale(List<NDArray> tensors, double factor) {
        other.scale(tensors, factor);
    }

    @Override
    public void adamW(AdamWGroup group, AdamWRates rates) {
        other.adamW(group, rates);
    }

    @Override
    public void close() {
        script.close();
        manager.close();
        other.close();
    }

    private NDArray infer(String method, NDArray x, NDArray weight, NDArray bias) {
        try (IValue a = IValue.from((PtNDArray) x);
                IValue b = IValue.from(place(weight));
                IValue c = IValue.from(place(bias));
                IValue result = IValueUtils.runMethod(script, method, a, b, c)) {
            return result.toTensor((PtNDManager) x.getManager());
        }
    }

    private long place(NDArray weight) {
        return kept.computeIfAbsent(weight, this::keep);
    }

    private long keep(NDArray weight) {
        try (IValue w = IValue.from((PtNDArray) weight);
                IValue place = IValueUtils.runMethod(script, "keep", w)) {
            return place.toLong();
        }
    }
}
