package dev.hskstream.schemas.cache;

/** Is told what a cache does while its caller waits. */
public interface CacheListener {
    /** Something the user should know, in one line. */
    void notice(String line);

    /** Work on that many records begins; the one before it, if any, is over. */
    void begins(String what, long records);

    /** One more record is done. */
    void advanced();
}
