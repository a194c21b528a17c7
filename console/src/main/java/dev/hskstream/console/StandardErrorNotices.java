package dev.hskstream.console;

import dev.hskstream.base.work.WorkListener;

/** Says notices on standard error, a line each; shows no progress. */
final class StandardErrorNotices implements WorkListener {
    @Override
    public Task begins(String what, long total, String unit) {
        return Task.SILENT;
    }

    @Override
    public void notice(String line) {
        System.err.println(line);
    }
}
