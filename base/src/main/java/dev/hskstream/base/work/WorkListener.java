package dev.hskstream.base.work;

/**
 * Is told what long work does, by the thread that does it. Progress bars, events and metrics are listeners; work itself
 * knows none of them.
 */
public interface WorkListener {
    /** Tells nobody. */
    WorkListener SILENT = new WorkListener() {
        @Override
        public Task begins(String what, long total, String unit) {
            return Task.SILENT;
        }

        @Override
        public void notice(String line) {}
    };

    /**
     * A piece of work begins; it ends when the task is closed.
     *
     * @param total units in all; 0 if that is not known
     * @param unit what is counted, in the plural
     */
    Task begins(String what, long total, String unit);

    /** Something the user should know, in one line. */
    void notice(String line);

    /** One piece of work on its way. Safe for several threads. */
    interface Task extends AutoCloseable {
        /** Tells nobody. */
        Task SILENT = new Task() {
            @Override
            public void skip(long units) {}

            @Override
            public void advance(long units) {}

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
        };

        /** Counts units that were done before, by an earlier run; they do not count for the rate. */
        void skip(long units);

        /** Counts units done. */
        void advance(long units);

        /** Says something beside the count from now on, such as {@code loss 0.41}. */
        void note(String text);

        /** The work ended, or failed where it stood. */
        @Override
        void close();
    }
}
