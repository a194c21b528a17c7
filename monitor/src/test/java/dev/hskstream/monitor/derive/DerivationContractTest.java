package dev.hskstream.monitor.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.selection.Compression;
import org.junit.jupiter.api.Test;

class DerivationContractTest {
    private static final WantedCompression SMALL = new WantedCompression("2", "2:left", "0.5:magnitude", "int8");
    private final KnowledgeManifest exact = SmallSource.manifest(Compression.parse("all", "all", "all", "float32"));
    private final KnowledgeManifest rounded = SmallSource.manifest(Compression.parse("all", "all", "all", "float16"));

    @Test
    void anExactSourceGivesTheLineageOfTheTeacherItself() {
        KnowledgeManifest derived = contract(exact, SMALL).claim();

        assertThat(derived.getLineage())
                .isEqualTo(SmallSource.manifest(Compression.parse("2", "2:left", "0.5:magnitude", "int8"))
                        .getLineage());
        assertThat(derived.getSource()).isEqualTo(new SourceSet("full", "d1635", exact.getLineage(), true));
    }

    @Test
    void aRoundedSourceGivesALineageOfItsOwn() {
        KnowledgeManifest derived = contract(rounded, SMALL).claim();

        assertThat(derived.getLineage())
                .isNotEqualTo(contract(exact, SMALL).claim().getLineage());
        assertThat(derived.getSource()).isEqualTo(new SourceSet("full", "d1635", rounded.getLineage(), false));
    }

    @Test
    void whatIsNotNamedStaysAsItIs() {
        KnowledgeManifest derived =
                contract(exact, new WantedCompression(null, null, null, "int8")).claim();

        assertThat(derived.getCompression().getDepth()).isEqualTo("all");
        assertThat(derived.getCompression().getLayers()).containsExactly(0, 1, 2);
        assertThat(derived.getCompression().getValues()).isEqualTo("int8");
    }

    @Test
    void theManifestIsThatOfASetInProductionWithTheSourcesData() {
        KnowledgeManifest derived = contract(exact, SMALL).claim();

        assertThat(derived.getSet()).isEqualTo("small");
        assertThat(derived.getState()).isEqualTo("PRODUCING");
        assertThat(derived.getTeacher()).isEqualTo(exact.getTeacher());
        assertThat(derived.getTokenizer()).isEqualTo(exact.getTokenizer());
        assertThat(derived.getDataFingerprint()).isEqualTo("da7a");
        assertThat(derived.getDigest()).isNull();
        assertThat(derived.getSealed()).isNull();
        assertThat(derived.getPartitions()).isEmpty();
    }

    @Test
    void aHalfDerivedSetIsContinuedWithTheSameSettingsOnly() {
        KnowledgeManifest half = contract(exact, SMALL).claim();

        assertThatCode(() -> contract(exact, SMALL).requireSame(half)).doesNotThrowAnyException();
        assertThatThrownBy(() -> contract(exact, new WantedCompression("2", "1:left", "0.5:magnitude", "int8"))
                        .requireSame(half))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "set small is derived with --length 2:left, this process has 1:left; use the same, or derive"
                                + " under another --set name");
        assertThatThrownBy(() -> contract(rounded, SMALL)
                        .requireSame(KnowledgeManifest.newBuilder(half)
                                .setSource(new SourceSet("other", "d1635", exact.getLineage(), true))
                                .build()))
                .hasMessageStartingWith("set small is derived with --from other (digest d1635), this process has full");
    }

    @Test
    void doesNotTakeASetThatATeacherMakes() {
        assertThatThrownBy(() -> contract(exact, SMALL).requireSame(exact))
                .hasMessage("set full is there already and is not derived from another one; derive under another --set"
                        + " name");
    }

    @Test
    void refusesASourceThatIsNotSealedOrTheSetItself() {
        KnowledgeManifest unsealed =
                KnowledgeManifest.newBuilder(exact).setState("PRODUCING").build();

        assertThatThrownBy(() -> contract(unsealed, SMALL))
                .hasMessage(
                        "set full is not sealed yet; run hsk produce to its end and hsk seal --set full, then derive"
                                + " from it");
        assertThatThrownBy(() -> new DerivationContract(exact, "full", SMALL, SmallSource.NOW))
                .hasMessage("--set full is the set to derive from; name a new one");
    }

    private static DerivationContract contract(KnowledgeManifest source, WantedCompression wanted) {
        return new DerivationContract(source, "small", wanted, SmallSource.NOW);
    }
}
