package dev.hskstream.model.task;

/** The range of scores of a regression task, both bounds included. */
record ScoreRange(int least, int most) {
    /** No bounds. */
    static final ScoreRange ANY = new ScoreRange(Integer.MIN_VALUE, Integer.MAX_VALUE);

    boolean holds(double score) {
        return this.equals(ANY) || (score >= least && score <= most);
    }

    @Override
    public String toString() {
        return least + " and " + most;
    }
}
