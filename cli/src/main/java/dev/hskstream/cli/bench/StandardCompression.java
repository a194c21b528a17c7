package dev.hskstream.cli.bench;

import dev.hskstream.producer.command.ProduceCommand;
import dev.hskstream.schemas.selection.Compression;
import picocli.CommandLine.Model.CommandSpec;

/** The defaults of {@code hsk produce}: compression and batch size. */
final class StandardCompression {
    private static final CommandSpec PRODUCE = CommandSpec.forAnnotatedObject(new ProduceCommand());

    private StandardCompression() {}

    static Compression compression() {
        return compression(standard("--values"));
    }

    /** The same with other values: {@code float16}, {@code int8}. */
    static Compression compression(String values) {
        return Compression.parse(standard("--depth"), standard("--length"), standard("--width"), values);
    }

    /** How many of a sample's tokens are kept. */
    static int keptTokens(int tokens) {
        return compression().length().select(new float[tokens], new boolean[tokens], tokens).length;
    }

    static int batchSize() {
        return Integer.parseInt(standard("--batch-size"));
    }

    static int transactionSize() {
        return Integer.parseInt(standard("--transaction-size"));
    }

    private static String standard(String option) {
        return PRODUCE.findOption(option).defaultValue();
    }
}
