package dev.hskstream.cli.bench;

import dev.hskstream.model.bert.BertConfig;
import java.util.List;

/**
 * The shapes that are measured, with BERT's vocabulary and CoLA's two labels.
 *
 * @param name in the ratios' names
 */
record ModelShape(String name, int layers, int hidden, int heads, int intermediate) {
    /** BERT-base. */
    static final ModelShape TEACHER = new ModelShape("bert-base", 12, 768, 12, 3072);

    /** TinyBERT of 4 layers (Jiao et al., 2020). */
    static final ModelShape TINYBERT4 = new ModelShape("tinybert4", 4, 312, 12, 1200);

    /** ROSITA's 6 layers of BERT-base (Liu et al., 2021). */
    static final ModelShape ROSITA6 = new ModelShape("rosita6", 6, 768, 12, 3072);

    /** The configuration. */
    BertConfig config() {
        return new BertConfig(
                SyntheticText.VOCABULARY,
                hidden,
                layers,
                heads,
                intermediate,
                512,
                2,
                1e-12,
                0.1,
                0.1,
                List.of("0", "1"),
                false);
    }
}
