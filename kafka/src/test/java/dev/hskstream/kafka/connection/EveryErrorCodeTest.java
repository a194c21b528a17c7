package dev.hskstream.kafka.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EveryErrorCodeTest {
    private static final String RAW = "Unexpected error in InitProducerIdResponse; ";

    /** What a user is told to do, or asked to check. */
    private static final Pattern REMEDY = Pattern.compile(
            "[;,:] (and |or |then |hsk sets says what is lost, |nothing of it counts: |if it does not pass, )?"
                    + "(run|set|check|start|stop|have|use|wait|give|get|leave|lower|raise|shrink|load|are as many|README)\\b");

    @ParameterizedTest
    @EnumSource(value = Errors.class, names = "NONE", mode = Mode.EXCLUDE)
    void isOneShortLineWithACauseAndARemedyHoweverItIsWrapped(Errors code) {
        ApiException error = Objects.requireNonNull(code.exception());
        List<Throwable> forms = List.of(
                error,
                new KafkaException("Failed to construct kafka consumer", error),
                new ExecutionException("org.apache.kafka." + error, error),
                new KafkaException(RAW, new ExecutionException(new KafkaException("Unhandled error in EndTxn", error))),
                new KafkaException(RAW + code.message()),
                new ExecutionException(new KafkaException("Unexpected error in commit: " + code.message())),
                new IllegalStateException("Unexpected error code " + code.code() + " while fetching at offset 7"),
                code.exception("long ".repeat(200) + "\nand of several lines"));

        assertThat(forms)
                .allSatisfy(form -> assertThat(KafkaExplanation.known(form)).hasValueSatisfying(line -> assertThat(line)
                        .hasLineCount(1)
                        .hasSizeBetween(40, 300)
                        .doesNotContain("Unexpected error", "Unhandled error", "Failed to construct", "Exception:")
                        .doesNotStartWith(code.message())
                        .isNotEqualTo(form.getMessage())
                        .containsPattern(REMEDY)));
    }

    @ParameterizedTest
    @EnumSource(value = Errors.class, names = "NONE", mode = Mode.EXCLUDE)
    void saysTheSameOfAnErrorAndOfItsWrapping(Errors code) {
        ApiException error = Objects.requireNonNull(code.exception());

        assertThat(Stream.of(new KafkaException(RAW, error), new KafkaException(RAW + code.message()))
                        .map(KafkaExplanation::of))
                .containsOnly(KafkaExplanation.of(error));
    }
}
