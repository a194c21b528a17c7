package dev.hskstream.producer.teach;

import dev.hskstream.schemas.selection.WidthSelection;
import java.util.List;

/**
 * The result of a forward pass for one batch, copied out of the tensor engine.
 *
 * @param rows positions of the batch's samples in the list of examples
 * @param samples one result for each row
 * @param width selection of units that has yet to be applied to the kept tokens
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaughtBatch(int[] rows, List<TaughtSample> samples, WidthSelection width) {}
