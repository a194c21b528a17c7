package dev.hskstream.producer.teach;

import dev.hskstream.model.tokenizer.TokenizedText;
import java.util.Arrays;
import java.util.List;

/**
 * The tokenized input of one forward pass.
 *
 * @param rows positions of the batch's samples in the list of examples
 * @param ids unpadded token ids of each row
 * @param segments position of each row's second segment
 */
@SuppressWarnings("ArrayRecordComponent")
record TeacherBatch(int[] rows, List<int[]> ids, int[] segments) {
    static TeacherBatch of(int[] rows, List<TokenizedText> texts) {
        return new TeacherBatch(
                rows,
                Arrays.stream(rows).mapToObj(row -> texts.get(row).ids()).toList(),
                Arrays.stream(rows).map(row -> texts.get(row).secondSegment()).toArray());
    }
}
