package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.Models;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownCapabilitiesTest {

    private static final List<ModelSpec> MODELS =
            List.of(Models.named("openai/one").capabilities("mumbling").build());

    @Test
    void knownWordsFeaturesAndWhatModelsClaimMayBeAskedFor() {
        assertThatCode(() -> KnownCapabilities.require(
                        "quartermaster.required_capabilities",
                        Set.of("analysis", "structured_output", "mumbling"),
                        MODELS))
                .doesNotThrowAnyException();
    }

    @Test
    void anyOtherWordIsRefusedWithTheWordsThereAre() {
        assertThatThrownBy(() -> KnownCapabilities.require(
                        "quartermaster.required_capabilities", Set.of("code-generaton"), MODELS))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refusal.param()).contains("quartermaster.required_capabilities");
                    assertThat(refusal.getMessage())
                            .contains("code-generaton", "code-generation", "structured_output", "mumbling");
                });
    }
}
