package dev.hskstream.cli.quickstart;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One stage of the job.
 *
 * @param name the name in headlines, records and the report
 * @param doing description for the headline
 * @param key its settings and the identities of its inputs; stages with equal keys give the same result
 * @param present whether its output exists
 * @param work runs the stage
 */
record QuickstartStage(String name, String doing, Map<String, String> key, BooleanSupplier present, Work work) {
    /** The work of a stage. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws IOException, InterruptedException;
    }
}
