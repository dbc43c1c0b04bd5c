package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentCheckTest {

    private static final MappedKeys KEYS = MappedKeys.of(List.of(
            "quartermaster.admin.key", "quartermaster.providers.*.base-url", "quartermaster.selection.weights.cost"));

    @Test
    void aVariableThatSetsAKeyIsKnown() {
        assertThat(unknown(
                        "QUARTERMASTER_ADMIN_KEY",
                        "QUARTERMASTER_PROVIDERS_OLLAMA_BASE_URL",
                        "QUARTERMASTER_PROVIDERS_MY_OWN_BASE_URL",
                        "QUARTERMASTER_SELECTION_WEIGHTS_COST"))
                .isEmpty();
    }

    @Test
    void anUnknownVariableIsReported() {
        assertThat(unknown(
                        "QUARTERMASTER_ADMIN_KEYS",
                        "QUARTERMASTER_PROVIDERS_BASE_URL",
                        "QUARTERMASTER_ADMIN",
                        "QUARTERMASTER_"))
                .containsExactly(
                        "QUARTERMASTER_",
                        "QUARTERMASTER_ADMIN",
                        "QUARTERMASTER_ADMIN_KEYS",
                        "QUARTERMASTER_PROVIDERS_BASE_URL");
    }

    @Test
    void otherPeoplesVariablesAreTheirOwn() {
        assertThat(unknown("PATH", "QUARTERMASTERS_KEY", "OPENAI_API_KEY")).isEmpty();
    }

    @Test
    void oneThatLooksLikeAGuardStopsTheStartByItsName() {
        for (String guard : List.of(
                "QUARTERMASTER_PROVIDERS_BEDROCK_RESIDENCE",
                "QUARTERMASTER_RESIDENCY",
                "QUARTERMASTER_PROVIDERS_BEDROK_REGIONS",
                "QUARTERMASTER_AUTH_ENABLE",
                "QUARTERMASTER_BUDGTS_ENABLED")) {
            assertThat(EnvironmentCheck.refusal(List.of("QUARTERMASTER_LOUDNESS", guard)))
                    .get()
                    .asString()
                    .contains(guard)
                    .doesNotContain("LOUDNESS");
        }
    }

    @Test
    void anyOtherIsOnlyWarnedAbout() {
        assertThat(EnvironmentCheck.refusal(List.of("QUARTERMASTER_PORT_8080_TCP_ADDR", "QUARTERMASTER_SERVICE_HOST")))
                .isEmpty();
    }

    @Test
    void aSetVariableThatDoesLessThanExpectedIsReported() {
        assertThat(EnvironmentCheck.partlyUsed(Map.of("REDIS_URL", "redis://cache:6379", "PATH", "/bin")))
                .containsExactly("REDIS_URL");
        assertThat(EnvironmentCheck.partlyUsed(Map.of("REDIS_URL", " "))).isEmpty();
    }

    private static Iterable<String> unknownOf(List<String> names) {
        return EnvironmentCheck.unknown(names, KEYS);
    }

    private static Iterable<String> unknown(String... names) {
        return unknownOf(List.of(names));
    }
}
