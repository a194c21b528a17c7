package dev.hskstream.cli.bench;

import dev.hskstream.producer.command.ProduceCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The default batch and transaction sizes of {@code hsk produce}. */
final class ProduceDefaults {
    private static final CommandSpec PRODUCE = CommandSpec.forAnnotatedObject(new ProduceCommand());

    private ProduceDefaults() {}

    static int batchSize() {
        return number("--batch-size");
    }

    static int transactionSize() {
        return number("--transaction-size");
    }

    private static int number(String option) {
        return Integer.parseInt(PRODUCE.findOption(option).defaultValue());
    }
}
