package dev.hskstream.cli.quickstart;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One stage of the job.
 *
 * @param name what it is called in headlines, records and the report
 * @param doing what it does, for the headline
 * @param key its settings and what identifies its inputs: equal keys, equal work
 * @param present whether its output is where it should be
 * @param work does it
 */
record QuickstartStage(String name, String doing, Map<String, String> key, BooleanSupplier present, Work work) {
    /** What a stage does. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws IOException, InterruptedException;
    }
}
