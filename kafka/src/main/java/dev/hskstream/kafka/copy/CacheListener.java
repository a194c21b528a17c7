package dev.hskstream.kafka.copy;

/** Is told what a cache does while its caller waits. */
public interface CacheListener {
    /** Tells nobody. */
    CacheListener SILENT = new CacheListener() {
        @Override
        public void notice(String line) {}

        @Override
        public void begins(String what, long records) {}

        @Override
        public void advanced() {}
    };

    /** Something the user should know, in one line. */
    void notice(String line);

    /** Work on that many records begins; the one before it, if any, is over. */
    void begins(String what, long records);

    /** One more record is done. */
    void advanced();
}
