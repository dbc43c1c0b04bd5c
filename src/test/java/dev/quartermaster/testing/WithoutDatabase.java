package dev.quartermaster.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * No database, and an OpenAI that speaks chat completions only and wants a model's reasoning back, as DeepSeek and Kimi
 * do. Neither matters to the tests of the other, so that they share one start.
 */
public final class WithoutDatabase implements QuarkusTestProfile {

    /** Nothing listens there. */
    static final String URL = "postgresql://localhost:1/quartermaster";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.datasource.reactive.url", URL,
                "quarkus.datasource.jdbc.url", "jdbc:" + URL,
                "quartermaster.history.journal-dir", "target/journal-without-database",
                "quartermaster.history.retry-base", "20ms",
                "quartermaster.history.retry-max", "50ms",
                "quartermaster.providers.openai.reasoning-field", "reasoning_content",
                "quartermaster.providers.openai.responses", "false");
    }
}
