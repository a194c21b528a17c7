package dev.hskstream.trainer.objective;

/** How a hidden unit that the width compression dropped is interpreted. */
public enum DroppedUnits {
    /** As zero: the loss pulls the student's unit to zero, as in the paper's code. */
    ZEROS,
    /** As unknown: the loss is computed over the kept units only. */
    IGNORE
}
