package dev.hskstream.producer.teach;

import dev.hskstream.schemas.selection.WidthSelection;
import java.util.List;

/**
 * What a forward pass left of a batch, copied out of the engine.
 *
 * @param rows which of the examples given are in the batch, as places in their list
 * @param samples one for each of them
 * @param width which units are still to be selected of what was kept
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaughtBatch(int[] rows, List<TaughtSample> samples, WidthSelection width) {}
