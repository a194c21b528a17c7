package dev.hskstream.model.imports;

import dev.hskstream.model.pretrained.PretrainedModel;
import java.util.List;

/**
 * A model from another form.
 *
 * @param notices what the user should know of it, a line each: what was assumed, left out or not checked
 */
public record Imported(PretrainedModel model, List<String> notices) {
    public Imported {
        notices = List.copyOf(notices);
    }
}
