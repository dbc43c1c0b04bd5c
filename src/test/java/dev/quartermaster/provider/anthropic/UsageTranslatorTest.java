package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.testing.Bill;
import dev.quartermaster.testing.ForAll;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTranslatorTest {

    @Test
    void cacheWritesAreNotChargedOnceMoreAsInput() {
        Usage usage = UsageTranslator.usage(
                Map.of("input_tokens", 6, "cache_creation_input_tokens", 159_217, "output_tokens", 2_745), false);

        assertThat(new Bill("5", "0.5", "6.25", "10", "25").of(usage)).isEqualByComparingTo("1.06376125");
    }

    @Test
    void cacheReadsAreNotChargedAsInput() {
        Usage usage = UsageTranslator.usage(
                Map.of(
                        "input_tokens",
                        4,
                        "cache_read_input_tokens",
                        2_455,
                        "cache_creation_input_tokens",
                        0,
                        "output_tokens",
                        23),
                false);

        assertThat(new Bill("0.8", "0.08", "1", "1.6", "4").of(usage)).isEqualByComparingTo("0.0002916");
    }

    @Test
    void cacheWritesAreSplitByLifetime() {
        Usage usage = UsageTranslator.usage(
                Map.of(
                        "input_tokens",
                        10,
                        "cache_creation_input_tokens",
                        300,
                        "cache_creation",
                        Map.of("ephemeral_5m_input_tokens", 100, "ephemeral_1h_input_tokens", 200),
                        "output_tokens",
                        50,
                        "output_tokens_details",
                        Map.of("thinking_tokens", 30)),
                false);

        assertThat(usage).isEqualTo(new Usage(10, 0, 100, 200, 50, 30, 0, false));
    }

    @Test
    void fieldsWithoutASharedFormAreKept() {
        Map<String, Object> wire = new LinkedHashMap<>(Map.of("input_tokens", 1, "output_tokens", 1));
        wire.put("service_tier", "standard");
        wire.put("server_tool_use", null);

        assertThat(UsageTranslator.rest(wire)).isEqualTo(Map.of("service_tier", "standard"));
    }

    @Test
    void theClassesAddUpToTheProvidersTotal() {
        ForAll.seeds(random -> {
            long hour = random.nextLong(10_000);
            long minutes = random.nextLong(10_000);
            long input = random.nextLong(1_000_000);
            long read = random.nextLong(1_000_000);
            long output = random.nextLong(100_000);
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("input_tokens", input);
            wire.put("cache_read_input_tokens", read);
            wire.put("output_tokens", output);
            if (random.nextBoolean()) {
                wire.put("cache_creation_input_tokens", hour + minutes);
            }
            wire.put("cache_creation", Map.of("ephemeral_5m_input_tokens", minutes, "ephemeral_1h_input_tokens", hour));

            Usage usage = UsageTranslator.usage(wire, false);

            assertThat(usage.totalTokens()).isEqualTo(input + read + hour + minutes + output);
            assertThat(usage.cacheWrite1h()).isEqualTo(hour);
        });
    }
}
