package dev.quartermaster.api.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.Models;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentModelsTest {

    private static final RegistrySnapshot MODELS = new RegistrySnapshot(
            List.of(Models.named("house/one").build(), Models.named("house/two").build()),
            List.of(),
            "v",
            Instant.EPOCH);

    private static AgentSettings settings(String model, List<String> fallbacks, List<String> allowed, String canary) {
        return new AgentSettings(
                null,
                model,
                null,
                fallbacks,
                allowed,
                null,
                null,
                null,
                canary == null ? null : new Canary(canary, 5, null));
    }

    private static void check(AgentSettings settings, AgentSettings before, String defaultModel) {
        Problems problems = new Problems();
        new AgentModels(MODELS, Optional.ofNullable(before), Optional.ofNullable(defaultModel), problems)
                .check(settings);
        problems.refuse();
    }

    @Test
    void aNameThatIsKeptMayHaveLostItsModelButANewOneMustHaveOne() {
        AgentSettings gone = settings("house/gone", List.of("house/lost"), List.of("house/gone"), "house/left");

        assertThatCode(() -> check(gone, gone, null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(gone, null, null))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains("model"))
                .hasMessageContainingAll("'fallbacks[0]'", "'allowed_models[0]'", "'canary.model'");
    }

    @Test
    void anAgentWithoutAModelHasTheDefaultOne() {
        refused("model", settings(null, null, List.of("house/one"), null), "house/two");
        refused("canary.model", settings(null, null, null, "house/two"), "house/two");
        refused("fallbacks[0]", settings(null, List.of("house/two"), null, null), "house/two");
        assertThatCode(() -> check(settings("auto", null, List.of("house/one"), null), null, "house/two"))
                .doesNotThrowAnyException();
    }

    private static void refused(String field, AgentSettings settings, String defaultModel) {
        assertThatThrownBy(() -> check(settings, null, defaultModel))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains(field));
    }
}
