package dev.hskstream.local.broker;

import dev.hskstream.base.work.WorkListener;
import java.util.function.Consumer;

/** Passes notices on and ignores progress. */
record NoticeListener(Consumer<String> notices) implements WorkListener {
    @Override
    public Task begins(String what, long total, String unit) {
        return Task.SILENT;
    }

    @Override
    public void notice(String line) {
        notices.accept(line);
    }
}
