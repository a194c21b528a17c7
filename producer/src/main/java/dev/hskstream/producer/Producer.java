package dev.hskstream.producer;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.producer.command.AuditCommand;
import dev.hskstream.producer.command.LoadCommand;
import dev.hskstream.producer.command.ProduceCommand;
import dev.hskstream.producer.command.SealCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the producer's container image: {@code load}, {@code produce}, {@code seal} and {@code audit}. */
@Command(
        name = "hsk",
        description = "Produce knowledge sets.",
        subcommands = {LoadCommand.class, ProduceCommand.class, SealCommand.class, AuditCommand.class})
public final class Producer implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(HskCommandLine.run(new Producer(), args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
