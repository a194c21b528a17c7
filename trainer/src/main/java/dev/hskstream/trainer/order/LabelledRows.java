package dev.hskstream.trainer.order;

import dev.hskstream.model.task.Example;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.record.Knowledge;
import java.util.List;

/** Labelled examples as rows to train on, without any of a teacher's outputs. */
public record LabelledRows(List<Example> examples, List<TokenizedText> texts, String digest) implements RowSource {
    public static LabelledRows of(List<Example> examples, SubwordTokenizer tokenizer, int maxLength, String digest) {
        return new LabelledRows(examples, tokenizer.encodeAll(examples, maxLength), digest);
    }

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public int length(int index) {
        return texts.get(index).ids().length;
    }

    @Override
    public Knowledge row(int index) {
        TokenizedText text = texts.get(index);
        return new Knowledge(
                index, text.ids(), text.secondSegment(), examples.get(index).label(), new float[0], List.of());
    }
}
