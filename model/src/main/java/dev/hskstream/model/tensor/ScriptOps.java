package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * {@link TensorOps} through TorchScript, which gives access to operators for which DJL has no Java method: oneDNN's
 * float32 linear layers, with or without a fused GELU, and the fused AdamW kernel. Their names are internal to libtorch
 * and may change with its version, so {@link OpsSelection} tests them at start and falls back to {@link PlainOps}.
 */
final class ScriptOps implements TensorOps {
    private static final String CPU_LINEARS =
            """
              def forward(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.to_dense(torch.mkldnn_linear(torch.to_mkldnn(x), w, b))
              def infer_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return ops.mkldnn._linear_pointwise(x, w, b, "none", [], "")
              def infer_linear_gelu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return ops.mkldnn._linear_pointwise(x, w, b, "gelu", [], "none")
            """;

    /** Intermediate results between the products stay in oneDNN's layout. */
    private static final String CPU_MLP =
            """
              def forward(self: __torch__.Ops, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
                return torch.to_dense(torch.mkldnn_linear(\
            torch.gelu(torch.mkldnn_linear(torch.to_mkldnn(x), w1, b1)), w2, b2))
            """;

    /** On a GPU, PyTorch's ordinary operators are fast enough. */
    private static final String GPU_LINEARS =
            """
              def forward(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.linear(x, w, b)
              def infer_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.linear(x, w, b)
              def infer_linear_gelu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.gelu(torch.linear(x, w, b))
            """;

    private static final String GPU_MLP =
            """
              def forward(self: __torch__.Ops, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
                return torch.linear(torch.gelu(torch.linear(x, w1, b1)), w2, b2)
            """;

    private static final String UPDATES =
            """
              def norm(self: __torch__.Ops, x: List[Tensor]) -> Tensor:
                return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(x, 2)), 2)
              def scale(self: __torch__.Ops, x: List[Tensor], factor: float) -> int:
                torch._foreach_mul_(x, factor)
                return 0
              def adamw(self: __torch__.Ops, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], \
            steps: List[Tensor], lr: float, beta1: float, beta2: float, decay: float, eps: float) -> int:
                torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), steps, lr=lr, beta1=beta1, beta2=beta2, \
            weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
                return 0
            """;

    /**
     * The greatest number of vectors in one product in training; with more, oneDNN's products for the weights'
     * gradients are up to a third slower.
     */
    private static final long CPU_AT_ONCE = 2048;

    private static final long GPU_AT_ONCE = Integer.MAX_VALUE;

    private final NDManager manager;
    private final PtSymbolBlock script;
    private final PtSymbolBlock mlp;
    private final long atOnce;

    /** Creates operations for the process's device. */
    ScriptOps() {
        this(Tensors.device().isGpu());
    }

    /** Creates operations for one kind of device. Those for a GPU also run on a CPU, but slower. */
    ScriptOps(boolean gpu) {
        manager = Tensors.newManager();
        script = ScriptArchive.load(manager, (gpu ? GPU_LINEARS : CPU_LINEARS) + UPDATES);
        mlp = ScriptArchive.load(manager, gpu ? GPU_MLP : CPU_MLP);
        atOnce = gpu ? GPU_AT_ONCE : CPU_AT_ONCE;
    }

    @Override
    public String name() {
        return "fast";
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return differentiable(script, x, weight, bias);
    }

    @Override
    public NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias) {
        return differentiable(mlp, x, up, upBias, down, downBias);
    }

    @Override
    public NDArray inferLinear(NDArray x, NDArray weight, NDArray bias) {
        return call("infer_linear", x, weight, bias);
    }

    @Override
    public NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias) {
        return call("infer_linear_gelu", x, weight, bias);
    }

    @Override
    public double norm(List<NDArray> tensors) {
        try (IValue list = list(tensors);
                IValue result = IValueUtils.runMethod(script, "norm", list);
                NDManager scope = manager.newSubManager();
                NDArray norm = result.toTensor((PtNDManager) scope)) {
            return norm.getFloat();
        }
    }

    @Override
    public void scale(List<NDArray> tensors, double factor) {
        try (IValue list = list(tensors);
                IValue by = IValue.from(factor)) {
            IValueUtils.runMethod(script, "scale", list, by).close();
        }
    }

    @Override
    public void adamW(AdamWGroup group, AdamWRates rates) {
        try (NDManager scope = manager.newSubManager();
                IValue p = list(group.parameters());
                IValue g = list(group.gradients());
                IValue m = list(group.firstMoments());
                IValue v = list(group.secondMoments());
                IValue steps = steps(
                        scope.create((float) rates.step()), group.parameters().size());
                IValue lr = IValue.from(rates.learningRate());
                IValue beta1 = IValue.from(rates.beta1());
                IValue beta2 = IValue.from(rates.beta2());
                IValue decay = IValue.from(group.weightDecay());
                IValue eps = IValue.from(rates.epsilon())) {
            IValueUtils.runMethod(script, "adamw", p, g, m, v, steps, lr, beta1, beta2, decay, eps)
                    .close();
        }
    }

    @Override
    public void close() {
        mlp.close();
        script.close();
        manager.close();
    }

    /** Applies the module to parts of the batch, each with at most {@code atOnce} vectors. */
    private NDArray differentiable(PtSymbolBlock module, NDArray x, NDArray... weights) {
        long batch = x.getShape().get(0);
        long inPart = Math.max(
                1, atOnce * batch / (x.size() / x.getShape().get(x.getShape().dimension() - 1)));
        if (batch <= inPart) {
            return forward(module, x, weights);
        }
        long[] ends = LongStream.iterate(inPart, end -> end < batch, end -> end + inPart)
                .toArray();
        NDList parts = x.split(ends, 0);
        return NDArrays.concat(new NDList(
                parts.stream().map(part -> forward(module, part, weights)).toList()));
    }

    /**
     * Calls the module's forward method, the only one that records gradients; DJL runs all others in inference mode.
     */
    private static NDArray forward(PtSymbolBlock module, NDArray x, NDArray... weights) {
        NDList arguments = new NDList(x);
        arguments.addAll(List.of(weights));
        return IValueUtils.forward(module, arguments, true).head();
    }

    private NDArray call(String method, NDArray x, NDArray weight, NDArray bias) {
        try (IValue a = IValue.from((PtNDArray) x);
                IValue b = IValue.from((PtNDArray) weight);
                IValue c = IValue.from((PtNDArray) bias);
                IValue result = IValueUtils.runMethod(script, method, a, b, c)) {
            return result.toTensor((PtNDManager) x.getManager());
        }
    }

    private static IValue list(List<NDArray> tensors) {
        return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
    }

    /** The kernel expects one step count per parameter. It only reads them, so all can be the same tensor. */
    private static IValue steps(NDArray step, int count) {
        PtNDArray[] steps = new PtNDArray[count];
        Arrays.fill(steps, (PtNDArray) step);
        return IValue.listFrom(steps);
    }
}
