package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/**
 * Suppresses a warning. libtorch warns once per process that a class which DJL's native code uses is deprecated and
 * "under risk of producing silent wrong result in some edge cases". It is addressed to developers of libtorch's kernels
 * and does not concern us, but no setting turns it off. So it is provoked once at start, while standard error is
 * redirected.
 */
final class LegacyWarning {
    private static final String SOURCE = "LegacyTypeDispatch";
    private static final String CLASS = "AutoNonVariableTypeMode";

    private LegacyWarning() {}

    /** Provokes the warning and discards it; other output to standard error is passed on afterwards. */
    static void provoke(Engine engine) {
        StandardErrorAside.run(() -> copy(engine), line -> line.contains(SOURCE) || line.contains(CLASS));
    }

    /** Copies a tensor into another, the first use of which makes DJL's native code use the class. */
    private static void copy(Engine engine) {
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            manager.create(1f).copyTo(manager.create(0f));
        }
    }
}
