package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastErrorTest {
    @Test
    void findsTheReasonBehindProgressAndBeforeHints() {
        String stderr =
                "\rtrain  [###---]\u001b[K\nhsk train: set x is not sealed; seal it first\nTry: hsk train --help\n";

        assertThat(LastError.of(stderr, 1)).isEqualTo("set x is not sealed; seal it first");
    }

    @Test
    void fallsBackOnTheLastLineAndTheExitCode() {
        assertThat(LastError.of("Error: Could not find or load main class X\n", 1))
                .isEqualTo("exit code 1: Error: Could not find or load main class X");
        assertThat(LastError.of("", 3)).isEqualTo("exit code 3: it said nothing");
    }

    @Test
    void knowsAKilledProcess() {
        assertThat(LastError.of("train  10 %\n", 137)).contains("killed");
    }
}
