package dev.quartermaster.provider.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Plain;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UsageTranslatorTest {

    @Test
    void cachedAndWrittenTokensAreParts() {
        Usage usage = UsageTranslator.usage(Plain.object("""
                {"input_tokens":1000,"input_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},
                 "output_tokens":200,"output_tokens_details":{"reasoning_tokens":150},"total_tokens":1200}"""));

        assertThat(usage).isEqualTo(new Usage(300, 600, 100, 0, 200, 150, 0, false));
    }

    @Test
    void detailsMayBeMissing() {
        assertThat(UsageTranslator.usage(Map.of("input_tokens", 10, "output_tokens", 5)))
                .isEqualTo(Usage.of(10, 5));
    }

    @Test
    void classesAlwaysAddUpToInputAndOutput() {
        ForAll.seeds(random -> {
            long input = random.nextLong(5000);
            long output = random.nextLong(5000);

            Usage usage = UsageTranslator.usage(Map.of(
                    "input_tokens",
                    input,
                    "input_tokens_details",
                    Map.of("cached_tokens", wild(random), "cache_write_tokens", wild(random)),
                    "output_tokens",
                    output,
                    "output_tokens_details",
                    Map.of("reasoning_tokens", wild(random))));

            assertThat(usage.promptTokens()).isEqualTo(input);
            assertThat(usage.totalTokens()).isEqualTo(input + output);
        });
    }

    private static long wild(RandomGenerator random) {
        return random.nextLong(-100, 8000);
    }
}
