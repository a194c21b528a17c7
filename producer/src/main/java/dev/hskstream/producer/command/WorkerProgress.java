package dev.hskstream.producer.command;

import dev.hskstream.base.work.WorkListener;
import dev.hskstream.producer.worker.ProducerListener;

/** Shows a worker's progress through a set, in samples. */
record WorkerProgress(WorkListener.Task task) implements ProducerListener {
    @Override
    public void started(long done) {
        task.skip(done);
    }

    @Override
    public void committed(Commit commit) {
        task.advance(commit.samples());
    }
}
