package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.storage.overrides.Revised;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class AgentProfilesTest {

    @Test
    void anAgentSaysWhatItsModelsMustHave() {
        AgentProfiles agents =
                profiles(Map.of("quartermaster.agents.clerk.required-features", "tools,structured_output"));

        assertThat(agents.of("clerk").requiredFeatures())
                .containsExactlyInAnyOrder(Feature.TOOLS, Feature.STRUCTURED_OUTPUT);
        assertThat(agents.of("anybody").requiredFeatures()).isEmpty();
    }

    @Test
    void aFeatureThatThereIsNotStopsTheStartWithItsName() {
        assertThatThrownBy(() -> profiles(Map.of("quartermaster.agents.clerk.required-features", "telepathy")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("quartermaster.agents.clerk.required-features: there is no feature 'telepathy'")
                .hasMessageContaining("tools");
    }

    @Test
    void whatWasChangedHoldsOverTheFilesWholeAndGoesAgain() {
        AgentProfiles agents = profiles(Map.of(
                "quartermaster.agents.default-model", "house/default",
                "quartermaster.agents.clerk.provider", "openai",
                "quartermaster.agents.clerk.model", "gpt-4o",
                "quartermaster.agents.clerk.timeout-seconds", "60",
                "quartermaster.agents.clerk.parameters.temperature", "0.5"));
        AgentProfile filed = agents.of("clerk");
        assertThat(filed.model()).contains("openai/gpt-4o");

        agents.override(Map.of(
                "clerk",
                new Revised<>(
                        3,
                        Optional.of(new AgentSettings(
                                null, null, null, List.of(), null, null, null, "You are a clerk.", null))),
                "other",
                new Revised<>(1, Optional.empty())));

        AgentProfile changed = agents.of("clerk");
        assertThat(changed.model()).as("unset, so the default").contains("house/default");
        assertThat(changed.timeout()).isEmpty();
        assertThat(changed.parameters()).isEqualTo(AgentParameters.NONE);
        assertThat(changed.fallbacks()).contains(List.of());
        assertThat(changed.systemPromptPrefix()).contains("You are a clerk.");
        assertThat(agents.revision("clerk")).isEqualTo(3);
        assertThat(agents.settings("other")).isEmpty();

        agents.override(Map.of("clerk", new Revised<>(4, Optional.empty())));
        assertThat(agents.of("clerk")).isEqualTo(filed);
        assertThat(agents.revision("clerk")).isEqualTo(4);
    }

    /** @param settings configuration keys and their values */
    public static AgentProfiles profiles(Map<String, String> settings) {
        return new AgentProfiles(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test"))
                .withMapping(AgentsConfig.class)
                .build()
                .getConfigMapping(AgentsConfig.class));
    }
}
