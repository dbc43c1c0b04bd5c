package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.testing.ForAll;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UsageTranslatorTest {

    @Test
    void cachedAndWrittenTokensAreParts() {
        Usage usage = UsageTranslator.usage(tokens(1000, 200, 600, 100, 150));

        assertThat(usage).isEqualTo(new Usage(300, 600, 100, 0, 200, 150, 0, false));
    }

    @Test
    void detailsMayBeMissing() {
        assertThat(UsageTranslator.usage(new Wire.Tokens(10, 5, null, null, Map.of())))
                .isEqualTo(Usage.of(10, 5));
    }

    @Test
    void classesAlwaysAddUpToPromptAndCompletion() {
        ForAll.seeds(random -> {
            Wire.Tokens tokens =
                    tokens(random.nextLong(5000), random.nextLong(5000), wild(random), wild(random), wild(random));

            Usage usage = UsageTranslator.usage(tokens);

            assertThat(usage.promptTokens()).isEqualTo(tokens.prompt());
            assertThat(usage.totalTokens()).isEqualTo(tokens.prompt() + tokens.completion());
        });
    }

    private static long wild(RandomGenerator random) {
        return random.nextLong(-100, 8000);
    }

    private static Wire.Tokens tokens(long prompt, long completion, long cached, long written, long reasoning) {
        return new Wire.Tokens(
                prompt,
                completion,
                new Wire.PromptDetails(cached, written, Map.of()),
                new Wire.CompletionDetails(reasoning, Map.of()),
                Map.of());
    }
}
