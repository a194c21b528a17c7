package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CacheOptionsTest {
    @Test
    void standsInTheUsersCacheUnlessTold() {
        assertThat(CacheOptions.standard(Map.of(), "/home/u")).isEqualTo(Path.of("/home/u/.cache/hsk-stream/sets"));
        assertThat(CacheOptions.standard(Map.of("XDG_CACHE_HOME", ""), "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/hsk-stream/sets"));
        assertThat(CacheOptions.standard(Map.of("XDG_CACHE_HOME", "/x"), "/home/u"))
                .isEqualTo(Path.of("/x/hsk-stream/sets"));
    }

    @Test
    void optionWinsOverVariable() {
        Asking command = new Asking();

        HskCommandLine.of(command, Map.of("HSK_CACHE_DIR", "/v")).execute();
        assertThat(command.options.directory()).isEqualTo(Path.of("/v"));
        HskCommandLine.of(command, Map.of("HSK_CACHE_DIR", "/v")).execute("--cache-dir", "/o");
        assertThat(command.options.directory()).isEqualTo(Path.of("/o"));
    }

    @Command(name = "ask")
    private static final class Asking implements Callable<Integer> {
        @Mixin
        private CacheOptions options = new CacheOptions();

        @Override
        public Integer call() {
            return 0;
        }
    }
}
