package dev.hskstream.kafka.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.serde.TrustedPackages;
import org.junit.jupiter.api.Test;

class SetStateTest {
    static {
        TrustedPackages.trust();
    }

    @Test
    void knowsTheStatesByName() {
        KnowledgeManifest manifest = new KnowledgeManifest();
        manifest.setSet("cola-1");
        for (SetState state : SetState.values()) {
            manifest.setState(state.name());
            assertThat(SetState.of(manifest)).isEqualTo(state);
        }
        manifest.setState("SEALED");
        assertThatThrownBy(() -> SetState.of(manifest))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("set cola-1: unknown state \"SEALED\"");
    }
}
