package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderState;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartBannerTest {

    private static final String HERE = "http://localhost:8080";
    private static final ProviderState REAL = provider(ProviderId.OLLAMA, true, "environment");
    private static final ProviderState PLAYED = provider(ProviderId.OPENAI, true, "stand_in");
    private static final ProviderState IDLE = provider(ProviderId.GOOGLE, false, "public_service");

    @Test
    void inDevelopmentTheRequestNeedsNoKey() {
        List<String> lines = StartBanner.lines(HERE, false, false, List.of(REAL, PLAYED, IDLE));

        assertThat(lines).hasSizeLessThanOrEqualTo(8);
        assertThat(lines.get(0)).endsWith(HERE);
        assertThat(lines.get(1))
                .contains("curl " + HERE + "/v1/chat/completions")
                .contains("\"model\":\"auto\"")
                .doesNotContain("authorization");
        assertThat(String.join("\n", lines)).contains(HERE + "/console").contains(HERE + "/q/swagger-ui");
    }

    @Test
    void whereAKeyIsNeededTheRequestTakesItFromTheEnvironment() {
        List<String> lines = StartBanner.lines(HERE, true, true, List.of(IDLE));

        assertThat(lines.get(1)).contains("-H \"authorization: Bearer $QUARTERMASTER_ADMIN_KEY\"");
        assertThat(String.join("\n", lines)).contains(HERE + "/q/openapi").doesNotContain("swagger");
    }

    @Test
    void theLinesAreAligned() {
        List<String> lines = StartBanner.lines(HERE, false, false, List.of(REAL, PLAYED, IDLE));

        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(line.charAt(12)).isEqualTo(' '))
                .allSatisfy(line -> assertThat(line.charAt(13)).isNotEqualTo(' '));
    }

    @Test
    void realAndSimulatedProvidersAreDistinguished() {
        List<String> lines = StartBanner.lines(HERE, false, false, List.of(REAL, PLAYED, IDLE));

        assertThat(lines).contains("  providers  ollama", "  simulated  openai");
        assertThat(StartBanner.lines(HERE, true, true, List.of(IDLE))).contains("  providers  none has a key");
    }

    private static ProviderState provider(ProviderId id, boolean usable, String source) {
        return new ProviderState(id, id.value(), true, usable, HERE, source);
    }
}
