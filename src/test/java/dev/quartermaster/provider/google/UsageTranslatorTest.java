package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.testing.Bill;
import dev.quartermaster.testing.ForAll;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTranslatorTest {

    @Test
    void cachedTokensAreNotChargedTwice() {
        Usage usage = ReplyTranslator.usage(tokens(262_960, 257_955, 1_744, 0, 0, 264_704L));

        assertThat(usage).isEqualTo(new Usage(5_005, 257_955, 0, 0, 1_744, 0, 0, false));
        assertThat(new Bill("1.25", "0.625", "0", "0", "10").of(usage)).isEqualByComparingTo("0.184918125");
    }

    @Test
    void thoughtsAreBilledAsOutput() {
        Usage usage = ReplyTranslator.usage(tokens(100, 0, 20, 0, 950, 1_070L));

        assertThat(usage.output()).isEqualTo(970);
        assertThat(usage.reasoning()).isEqualTo(950);
    }

    @Test
    void thoughtsThatCandidatesIncludeAreNotAddedAgain() {
        Usage usage = ReplyTranslator.usage(tokens(100, 0, 70, 0, 50, 170L));

        assertThat(usage.output()).isEqualTo(70);
        assertThat(usage.reasoning()).isEqualTo(50);
    }

    @Test
    void promptTokensOfToolsAreInput() {
        Usage usage = ReplyTranslator.usage(tokens(100, 40, 20, 30, 0, 150L));

        assertThat(usage).isEqualTo(new Usage(90, 40, 0, 0, 20, 0, 30, false));
    }

    @Test
    void audioAndImagesAreClassesOfTheirOwn() {
        Usage usage = ReplyTranslator.usage(new Wire.Tokens(
                1_000,
                300,
                80,
                0,
                20,
                1_100L,
                List.of(
                        new Wire.ModalityTokens("TEXT", 400),
                        new Wire.ModalityTokens("AUDIO", 350),
                        new Wire.ModalityTokens("IMAGE", 150),
                        new Wire.ModalityTokens("VIDEO", 100)),
                List.of(new Wire.ModalityTokens("AUDIO", 250), new Wire.ModalityTokens("TEXT", 50)),
                List.of(new Wire.ModalityTokens("TEXT", 30), new Wire.ModalityTokens("IMAGE", 50))));

        assertThat(usage.media()).isEqualTo(new MediaTokens(100, 150, 0, 50));
        assertThat(usage.input()).isEqualTo(450);
        assertThat(usage.cacheRead()).isEqualTo(300);
        assertThat(usage.output()).isEqualTo(50);
        assertThat(usage.reasoning()).isEqualTo(20);
        assertThat(usage.totalTokens()).isEqualTo(1_100);
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

            Usage usage = ReplyTranslator.usage(tokens(prompt, cached, candidates, tools, thoughts, told));

            assertThat(usage.totalTokens()).isEqualTo(total);
            assertThat(usage.cacheRead()).isEqualTo(cached);
        });
    }

    private static Wire.Tokens tokens(
            long prompt, long cached, long candidates, long tools, long thoughts, Long total) {
        return new Wire.Tokens(prompt, cached, candidates, tools, thoughts, total, null, null, null);
    }
}
