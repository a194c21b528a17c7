package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts the PyTorch engine once per process: offline, without TorchScript's profiling optimizer (it would recompile in
 * the first steps and change the last bits of their results), with gradients recorded only where asked for.
 */
public final class Tensors {
    private static final class Started {
        static final Engine ENGINE = start();

        private static Engine start() {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setGraphExecutorOptimize(false);
            return engine;
        }
    }

    private Tensors() {}

    /** A manager that owns what a model keeps for its life; the caller closes it. */
    public static NDManager newManager() {
        return Started.ENGINE.newBaseManager(Device.cpu());
    }

    /** The started engine. */
    public static Engine engine() {
        return Started.ENGINE;
    }

    /** Threads one operation uses. Results are bit-identical only between runs with the same number. */
    public static int threads() {
        engine();
        return JniUtils.getNumThreads();
    }

    /**
     * Sets the threads one operation uses.
     *
     * @throws IllegalArgumentException if not positive
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("--threads must be at least 1, got " + threads);
        }
        engine();
        JniUtils.setNumThreads(threads);
    }

    /** Whether operations on the calling thread record gradients; new threads start with it on. */
    public static boolean recording() {
        engine();
        return JniUtils.isGradMode();
    }

    /** Turns gradient recording on the calling thread on or off. */
    public static void record(boolean on) {
        engine();
        JniUtils.setGradMode(on);
    }
}
