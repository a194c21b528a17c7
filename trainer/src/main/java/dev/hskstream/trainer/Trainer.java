package dev.hskstream.trainer;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.trainer.command.EvaluateCommand;
import dev.hskstream.trainer.command.FinetuneCommand;
import dev.hskstream.trainer.command.TrainCommand;
import picocli.CommandLine.Command;

/**
 * Main class of the trainer's container image, which has the commands {@code train}, {@code finetune} and
 * {@code evaluate}.
 */
@Command(
        name = "hsk",
        description = "Train students on knowledge sets.",
        subcommands = {TrainCommand.class, FinetuneCommand.class, EvaluateCommand.class})
public final class Trainer implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec = picocli.CommandLine.Model.CommandSpec.create();

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(HskCommandLine.run(new Trainer(), args));
    }

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "name a command");
    }
}
