package dev.hskstream.producer.teach;

import dev.hskstream.schemas.record.Knowledge;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a forward pass left of a batch: the kept tokens, copied out of the engine with all their units.
 *
 * @param rows which of the examples given are in the batch, as places in their list
 * @param knowledge selects the units and gives each row's knowledge; to be called once, on any thread
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaughtBatch(int[] rows, Supplier<List<Knowledge>> knowledge) {}
