package dev.hskstream.base.work;

/**
 * Receives reports on long-running work, on the working thread. Progress bars, Kafka events and metrics are listeners;
 * the code that does the work depends on none of them.
 */
public interface WorkListener {
    /** Ignores all reports. */
    WorkListener SILENT = new WorkListener() {
        @Override
        public Task begins(String what, long total, String unit) {
            return Task.SILENT;
        }

        @Override
        public void notice(String line) {}
    };

    /**
     * Called when a piece of work starts; it ends when the returned task is closed.
     *
     * @param what name of the work
     * @param total number of units in all; 0 if not known
     * @param unit what is counted, in the plural
     */
    Task begins(String what, long total, String unit);

    /** Reports something that the user should know, in one line. */
    void notice(String line);

    /** One running piece of work. Thread-safe. */
    interface Task extends AutoCloseable {
        /** Ignores all reports. */
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

        /** Counts units that an earlier run has done already; they do not count for the rate. */
        void skip(long units);

        /** Counts units that were done. */
        void advance(long units);

        /** Sets the text shown beside the count from now on, such as {@code loss 0.41}. */
        void note(String text);

        /** Called when the work has ended or failed. */
        @Override
        void close();
    }
}
