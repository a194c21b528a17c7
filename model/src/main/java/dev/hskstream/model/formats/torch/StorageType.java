package dev.hskstream.model.formats.torch;

import dev.hskstream.model.formats.ElementType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;

/** One of torch's storage classes. A pickle may only mention it; constructing one is refused. */
record StorageType(String name) implements IObjectConstructor {
    private static final Map<String, ElementType> FLOATS = Map.of(
            "FloatStorage", ElementType.FLOAT32,
            "HalfStorage", ElementType.FLOAT16,
            "BFloat16Storage", ElementType.BFLOAT16,
            "DoubleStorage", ElementType.FLOAT64);

    private static final Set<String> INTEGERS =
            Set.of("LongStorage", "IntStorage", "ShortStorage", "CharStorage", "ByteStorage", "BoolStorage");

    static Optional<StorageType> of(String name) {
        return FLOATS.containsKey(name) || INTEGERS.contains(name)
                ? Optional.of(new StorageType(name))
                : Optional.empty();
    }

    /** The type of the elements; empty for integers. */
    Optional<ElementType> elements() {
        return Optional.ofNullable(FLOATS.get(name));
    }

    @Override
    public Object construct(Object[] args) {
        throw new PickleException("torch." + name + " is called");
    }
}
