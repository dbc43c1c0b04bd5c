package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.MediaTokens;
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

    @Test
    void audioAndImagesAreClassesOfTheirOwn() {
        Map<String, Object> prompt =
                Map.of("audio_tokens", 300, "image_tokens", 50, "cached_tokens_details", Map.of("audio_tokens", 100));
        Wire.Tokens tokens = new Wire.Tokens(
                1_000,
                200,
                new Wire.PromptDetails(400, 0, prompt),
                new Wire.CompletionDetails(20, Map.of("audio_tokens", 120)),
                Map.of());

        Usage usage = UsageTranslator.usage(tokens);

        assertThat(usage)
                .isEqualTo(new Usage(350, 400, 0, 0, 80, 20, 0, false, new MediaTokens(200, 50, 120, 0), null));
        assertThat(UsageTranslator.extra(tokens))
                .as("the caller of the same dialect is told as the provider says it")
                .containsEntry("prompt_tokens_details", prompt);
    }

    @Test
    void whateverTheDetailsClaimTheTotalsStay() {
        ForAll.seeds(random -> {
            Wire.Tokens tokens = new Wire.Tokens(
                    random.nextLong(5000),
                    random.nextLong(5000),
                    new Wire.PromptDetails(
                            wild(random),
                            wild(random),
                            Map.of("audio_tokens", wild(random), "image_tokens", wild(random))),
                    new Wire.CompletionDetails(
                            wild(random), Map.of("audio_tokens", wild(random), "image_tokens", wild(random))),
                    Map.of());

            Usage usage = UsageTranslator.usage(tokens);

            assertThat(usage.promptTokens()).isEqualTo(tokens.prompt());
            assertThat(usage.answerTokens()).isEqualTo(tokens.completion());
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
