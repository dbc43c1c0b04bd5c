package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.testing.Bill;
import dev.quartermaster.testing.ForAll;
import org.junit.jupiter.api.Test;

class UsageTranslatorTest {

    @Test
    void cachedTokensAreNotChargedTwice() {
        Usage usage = ReplyTranslator.usage(new Wire.Tokens(262_960, 257_955, 1_744, 0, 0, 264_704L));

        assertThat(usage).isEqualTo(new Usage(5_005, 257_955, 0, 0, 1_744, 0, 0, false));
        assertThat(new Bill("1.25", "0.625", "0", "0", "10").of(usage)).isEqualByComparingTo("0.184918125");
    }

    @Test
    void thoughtsAreBilledAsOutput() {
        Usage usage = ReplyTranslator.usage(new Wire.Tokens(100, 0, 20, 0, 950, 1_070L));

        assertThat(usage.output()).isEqualTo(970);
        assertThat(usage.reasoning()).isEqualTo(950);
    }

    @Test
    void thoughtsThatCandidatesIncludeAreNotAddedAgain() {
        Usage usage = ReplyTranslator.usage(new Wire.Tokens(100, 0, 70, 0, 50, 170L));

        assertThat(usage.output()).isEqualTo(70);
        assertThat(usage.reasoning()).isEqualTo(50);
    }

    @Test
    void promptTokensOfToolsAreInput() {
        Usage usage = ReplyTranslator.usage(new Wire.Tokens(100, 40, 20, 30, 0, 150L));

        assertThat(usage).isEqualTo(new Usage(90, 40, 0, 0, 20, 0, 30, false));
    }

    @Test
    void theClassesAddUpToTheProvidersTotal() {
        ForAll.seeds(random -> {
            long prompt = random.nextLong(1_000_000);
            long cached = random.nextLong(prompt + 1);
            long candidates = random.nextLong(60_000);
            long tools = random.nextLong(5_000);
            long thoughts = random.nextLong(60_000);
            long total = prompt + candidates + tools + thoughts;
            Long told = random.nextBoolean() ? total : null;

            Usage usage = ReplyTranslator.usage(new Wire.Tokens(prompt, cached, candidates, tools, thoughts, told));

            assertThat(usage.totalTokens()).isEqualTo(total);
            assertThat(usage.cacheRead()).isEqualTo(cached);
        });
    }
}
