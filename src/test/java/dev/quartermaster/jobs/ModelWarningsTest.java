package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.agents.AgentProfilesTest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.validation.Finding;
import dev.quartermaster.inference.validation.Finding.Code;
import dev.quartermaster.inference.validation.Finding.Severity;
import dev.quartermaster.inference.validation.Validation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelWarningsTest {

    @Test
    void eachModelIsCheckedForWhatItsAgentNeeds() {
        Map<String, String> settings = Map.of(
                "quartermaster.agents.default-model", "sonnet",
                "quartermaster.agents.plain.fallbacks", "haiku,auto",
                "quartermaster.agents.clerk.required-features", "tools",
                "quartermaster.agents.clerk.fallbacks", "haiku",
                "quartermaster.agents.asleep.enabled", "false",
                "quartermaster.agents.asleep.model", "opus");

        assertThat(ModelWarnings.configured(AgentProfilesTest.profiles(settings)))
                .isEqualTo(Map.of(
                        Set.of(),
                        Map.of(
                                "sonnet", List.of("the default model of agents"),
                                "haiku", List.of("a fallback of agent plain")),
                        Set.of(Feature.TOOLS),
                        Map.of(
                                "sonnet", List.of("the model of agent clerk"),
                                "haiku", List.of("a fallback of agent clerk"))));
    }

    @Test
    void eachModelThatFailsHasOneLineThatSaysWhereItIsSet() {
        Finding error = new Finding(Severity.ERROR, Code.DISABLED, "it is not enabled in the registry");
        Finding warning = new Finding(Severity.WARNING, Code.DEPRECATED, "it stops answering soon");
        List<Validation> found = List.of(
                new Validation("good", null, List.of(warning)), new Validation("bad", null, List.of(warning, error)));
        Map<String, List<String>> places = Map.of(
                "good", List.of("the default model of agents"),
                "bad", List.of("the model of agent sql_agent", "a fallback of agent other"));

        assertThat(ModelWarnings.lines(found, places))
                .containsExactly("Model bad (the model of agent sql_agent, a fallback of agent other) cannot be called:"
                        + " it is not enabled in the registry");
    }
}
