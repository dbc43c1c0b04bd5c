package dev.quartermaster.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.limits.RateLimitStatus;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00.100Z");
    private static final RateLimitStatus STATUS = new RateLimitStatus(90, 45, Duration.ofSeconds(30));

    @Test
    void openAiClientsReadADuration() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        QuotaHeaders.write(headers, Dialect.OPENAI_CHAT, "requests", STATUS, NOW);

        assertThat(headers.get("x-ratelimit-limit-requests")).isEqualTo("90");
        assertThat(headers.get("x-ratelimit-remaining-requests")).isEqualTo("45");
        assertThat(headers.get("x-ratelimit-reset-requests")).isEqualTo("30s");
    }

    @Test
    void anthropicClientsReadATime() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        QuotaHeaders.write(headers, Dialect.ANTHROPIC_MESSAGES, "tokens", STATUS, NOW);

        assertThat(headers.get("anthropic-ratelimit-tokens-limit")).isEqualTo("90");
        assertThat(headers.get("anthropic-ratelimit-tokens-remaining")).isEqualTo("45");
        assertThat(headers.get("anthropic-ratelimit-tokens-reset")).isEqualTo("2026-11-21T05:00:31Z");
        assertThat(headers.contains("x-ratelimit-limit-tokens")).isFalse();
    }
}
