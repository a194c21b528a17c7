package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/**
 * libtorch warns once per process that a class which DJL's native code uses is deprecated and that it is "under risk of
 * producing silent wrong result in some edge cases". That speaks to the developers of libtorch's kernels, nothing of ours
 * is concerned, and no setting turns it off. So it is provoked once at the start, while standard error is put aside.
 */
final class LegacyWarning {
    private static final String SOURCE = "LegacyTypeDispatch";
    private static final String CLASS = "AutoNonVariableTypeMode";

    private LegacyWarning() {}

    /** Lets the warning come, and nobody see it; what else is said meanwhile comes out afterwards. */
    static void provoke(Engine engine) {
        StandardErrorAside.run(() -> copy(engine), line -> line.contains(SOURCE) || line.contains(CLASS));
    }

    /** What makes DJL's native code use the class: the first copy of a tensor's values into another tensor. */
    private static void copy(Engine engine) {
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            manager.create(1f).copyTo(manager.create(0f));
        }
    }
}
