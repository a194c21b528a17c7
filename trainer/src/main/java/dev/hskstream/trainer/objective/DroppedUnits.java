package dev.hskstream.trainer.objective;

/** What a hidden unit that the width compression dropped says about the teacher. */
public enum DroppedUnits {
    /** That it was zero: the student is pulled to zero there, as in the paper's code. */
    ZEROS,
    /** Nothing: the loss is taken over the kept units only. */
    IGNORE
}
