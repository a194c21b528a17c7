package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Starts PyTorch once per process: offline, and without TorchScript's profiling optimizer, which would recompile in the
 * first steps and change the last bits of their results.
 */
public final class Tensors {
    private static final class Started {
        static final Engine ENGINE = start();

        private static Engine start() {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setGraphExecutorOptimize(false);
            // PyTorch counts the machine's processors. Of a container's share of them, only the JVM knows.
            int processors = Runtime.getRuntime().availableProcessors();
            if (JniUtils.getNumThreads() > processors) {
                JniUtils.setNumThreads(processors);
            }
            LegacyWarning.provoke(engine);
            return engine;
        }
    }

    private static final String GPU = "gpu:";

    private static volatile Device device = Device.cpu();

    private Tensors() {}

    /** Creates a manager on the chosen device for tensors that live as long as a model; the caller closes it. */
    public static NDManager newManager() {
        return Started.ENGINE.newBaseManager(device);
    }

    /** The device on which this process computes. */
    static Device device() {
        return device;
    }

    /** The device on which this process computes: {@code cpu} or {@code gpu:N}. */
    public static String deviceName() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /**
     * Sets the device and number of threads. Call it before anything is computed, and before a command deletes or writes
     * files, because it also checks {@code HSK_OPS}.
     *
     * @param name {@code cpu} or {@code gpu:N}
     * @param threads threads per operation; null for one per core that this process may use
     * @throws UsageException if there is no such device, or {@code HSK_OPS} has an unknown value
     * @throws IllegalArgumentException if the number of threads is not positive
     */
    public static void use(String name, @Nullable Integer threads) {
        OpsSelection.requireKnown();
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

    /** The number of threads per operation. Only runs with the same number give bit-identical results. */
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

    /** Whether operations on the calling thread record gradients; they do so by default in new threads. */
    public static boolean recording() {
        engine();
        return JniUtils.isGradMode();
    }

    /** Turns gradient recording on or off for the calling thread. */
    public static void record(boolean on) {
        engine();
        JniUtils.setGradMode(on);
    }
}
