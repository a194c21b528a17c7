package dev.hskstream.model.imports;

import dev.hskstream.model.pretrained.PretrainedModel;
import java.util.List;

/**
 * The result of an import.
 *
 * @param notices what the user should know, one line each: what was assumed, ignored or not checked
 */
public record Imported(PretrainedModel model, List<String> notices) {
    public Imported {
        notices = List.copyOf(notices);
    }
}
