package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import org.jspecify.annotations.Nullable;

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
            LegacyWarning.provoke(engine);
            return engine;
        }
    }

    private static final String GPU = "gpu:";

    private static volatile Device device = Device.cpu();

    private Tensors() {}

    /** A manager on the chosen device that owns what a model keeps for its life; the caller closes it. */
    public static NDManager newManager() {
        return Started.ENGINE.newBaseManager(device);
    }

    /** Where this process computes. */
    static Device device() {
        return device;
    }

    /** {@code cpu} or {@code gpu:N}: where this process computes. */
    public static String deviceName() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /**
     * Decides where and with how many threads this process computes; to be called before anything is computed.
     *
     * @param name {@code cpu} or {@code gpu:N}
     * @param threads of one operation; null leaves them to the engine
     * @throws IllegalArgumentException if there is no such device, or the number of threads is not positive
     */
    public static void use(String name, @Nullable Integer threads) {
        device = parse(name);
        if (threads != null) {
            setThreads(threads);
        }
    }

    private static Device parse(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        requireDeviceName(name);
        int number = Integer.parseInt(name.substring(GPU.length()));
        int there = engine().getGpuCount();
        if (number >= there) {
            throw new UsageException("--device " + name + ": PyTorch sees " + there
                    + " graphics cards here; README.md says under GPU which build of PyTorch they need");
        }
        return Device.gpu(number);
    }

    /** Throws {@link UsageException} if no device can have this name; whether there is such a device is another question. */
    public static void requireDeviceName(String name) {
        if (!name.matches("cpu|" + GPU + "\\d{1,3}")) {
            throw new UsageException("--device is " + Quoted.of(name) + "; it can be cpu or gpu:N, such as gpu:0");
        }
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

    private static void setThreads(int threads) {
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
