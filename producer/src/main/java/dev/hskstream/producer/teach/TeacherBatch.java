package dev.hskstream.producer.teach;

import dev.hskstream.model.tokenizer.TokenizedText;
import java.util.Arrays;
import java.util.List;

/**
 * One batch of a forward pass, tokenized.
 *
 * @param rows places of its examples in the list they come from
 * @param ids of each row, unpadded
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
