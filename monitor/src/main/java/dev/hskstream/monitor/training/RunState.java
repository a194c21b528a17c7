package dev.hskstream.monitor.training;

/** What a run's last event reported, as events name it. */
public enum RunState {
    STARTED,
    PROGRESS,
    EVALUATED,
    FINISHED,
    FAILED
}
