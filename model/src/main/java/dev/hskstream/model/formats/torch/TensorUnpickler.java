package dev.hskstream.model.formats.torch;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.ElementType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Unpickles tensors only. A pickle is a program that may call any function by name. This reader implements the few
 * functions that tensors need and refuses all others, naming them. No code outside this package is called, and no
 * setters by reflection: the state that {@code BUILD} would set is discarded.
 */
final class TensorUnpickler extends Unpickler {
    private static final int PLAIN_ARGUMENTS = 6;

    private final Map<String, IObjectConstructor> allowed;
    private final Storages storages;

    TensorUnpickler(Storages storages) {
        this.storages = storages;
        this.allowed = Map.of(
                "collections.OrderedDict", args -> new LinkedHashMap<>(),
                "torch._utils._rebuild_tensor_v2", TensorUnpickler::rebuildTensor,
                // Parameter(data, requires_grad, hooks): only the data is needed.
                "torch._utils._rebuild_parameter", args -> args[0]);
    }

    @Override
    protected @Nullable Object dispatch(short key) throws IOException {
        switch (key) {
            case Opcodes.GLOBAL -> push(PickleUtils.readline(input), PickleUtils.readline(input));
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                push((String) stack.pop(), name);
            }
            case Opcodes.BUILD -> dropState();
            case Opcodes.INST,
                    Opcodes.OBJ,
                    Opcodes.NEWOBJ,
                    Opcodes.NEWOBJ_EX,
                    Opcodes.EXT1,
                    Opcodes.EXT2,
                    Opcodes.EXT4 ->
                throw new UserException(
                        "the checkpoint builds an object by opcode " + key + ", which tensors do not need; refused");
            default -> {
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    private void push(String module, String name) {
        String global = module + "." + name;
        Optional<? extends IObjectConstructor> known = Optional.ofNullable(allowed.get(global));
        if (known.isEmpty() && module.equals("torch")) {
            known = StorageType.of(name);
        }
        if (known.isEmpty()) {
            throw new UserException("the checkpoint's pickle asks for " + global
                    + ", which is no tensor; refused, save the weights as model.safetensors");
        }
        stack.add(known.get());
    }

    /**
     * Discards the state, which {@code OrderedDict} uses for the modules' version numbers; other objects must not have
     * any.
     */
    private void dropState() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new UserException("the checkpoint sets the state of an object that is no dictionary; refused");
        }
    }

    /** Resolves an id of the form {@code ("storage", class, key, device, number of elements)}. */
    @Override
    protected Object persistentLoad(Object id) {
        Object[] fields = (Object[]) id;
        if (fields.length != 5 || !"storage".equals(fields[0]) || !(fields[1] instanceof StorageType type)) {
            throw new UserException("the checkpoint refers to something that is no storage");
        }
        Optional<ElementType> elements = type.elements();
        if (elements.isEmpty()) {
            return new IntegerTensor(type.name());
        }
        return storages.get(elements.get(), String.valueOf(fields[2]), ((Number) fields[4]).longValue());
    }

    /**
     * Implements {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. A seventh argument
     * would say that the values are still to be conjugated or negated, which is refused.
     */
    private static Object rebuildTensor(Object[] args) {
        if (args[0] instanceof IntegerTensor) {
            return args[0];
        }
        if (args.length > PLAIN_ARGUMENTS && args[PLAIN_ARGUMENTS] != null) {
            throw new UserException("the checkpoint has a tensor that is stored conjugated or negated; save it after"
                    + " resolve_conj() and resolve_neg()");
        }
        return new StridedTensor((Storage) args[0], ((Number) args[1]).longValue(), longs(args[2]), longs(args[3]))
                .read();
    }

    private static long[] longs(Object tuple) {
        return List.of((Object[]) tuple).stream()
                .mapToLong(n -> ((Number) n).longValue())
                .toArray();
    }
}
