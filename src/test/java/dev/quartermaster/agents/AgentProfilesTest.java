package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.model.Feature;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
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

    /** @param settings configuration keys and their values */
    public static AgentProfiles profiles(Map<String, String> settings) {
        return new AgentProfiles(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test"))
                .withMapping(AgentsConfig.class)
                .build()
                .getConfigMapping(AgentsConfig.class));
    }
}
