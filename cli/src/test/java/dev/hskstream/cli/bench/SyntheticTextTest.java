package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.model.task.Example;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticTextTest {
    @Test
    void hasTheTokensThatItIsMeantToHave() {
        List<Example> examples = SyntheticText.examples(new int[] {4, 47, 128});

        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(SyntheticText.tokenizerJson())) {
            assertThat(tokenizer.vocabSize()).isEqualTo(30_522);
            assertThat(tokenizer.padId()).isEqualTo(SyntheticText.PAD);
            for (Example example : examples) {
                int[] ids = tokenizer.encode(example.text(), null, 128).ids();
                assertThat(ids).isEqualTo(SyntheticText.tokenIds(example.index(), ids.length));
            }
            assertThat(tokenizer.encode(examples.get(1).text(), null, 128).ids())
                    .hasSize(47);
        }
    }
}
