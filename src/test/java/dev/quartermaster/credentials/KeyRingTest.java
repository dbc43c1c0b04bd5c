package dev.quartermaster.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOON);

    @Test
    void keysTakeTurns() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "one", "OPENAI_API_KEY_2", "two", "OPENAI_API_KEY_3", "three"));

        assertThat(ids(ring, 4)).containsExactly("openai-1", "openai-2", "openai-3", "openai-1");
    }

    @Test
    void aProviderWithoutKeysHasNone() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "  "));

        assertThat(ring.next(ProviderId.OPENAI)).isEmpty();
        assertThat(ring.configured(ProviderId.OPENAI)).isFalse();
        assertThat(ring.hasUsable(ProviderId.OPENAI)).isFalse();
    }

    @Test
    void aRestingKeyIsPassedOverUntilItsRestIsOver() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "one", "OPENAI_API_KEY_2", "two"));
        ring.rest(ring.next(ProviderId.OPENAI).orElseThrow(), Duration.ofMinutes(5), "refused (401)");

        assertThat(ids(ring, 2)).containsExactly("openai-2", "openai-2");
        clock.advance(Duration.ofMinutes(5));
        assertThat(ids(ring, 2)).containsExactlyInAnyOrder("openai-1", "openai-2");
    }

    @Test
    void whenAllKeysRestThereIsNoneThoughSomeAreConfigured() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "one"));
        ring.rest(ring.next(ProviderId.OPENAI).orElseThrow(), Duration.ofMinutes(5), "refused (401)");

        assertThat(ring.next(ProviderId.OPENAI)).isEmpty();
        assertThat(ring.hasUsable(ProviderId.OPENAI)).isFalse();
        assertThat(ring.configured(ProviderId.OPENAI)).isTrue();
    }

    @Test
    void aRestIsNeverShortened() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "one"));
        ApiKey key = ring.next(ProviderId.OPENAI).orElseThrow();
        ring.rest(key, Duration.ofMinutes(5), "refused (401)");
        ring.rest(key, Duration.ofSeconds(1), "refused (401)");

        clock.advance(Duration.ofMinutes(1));

        assertThat(ring.hasUsable(ProviderId.OPENAI)).isFalse();
    }

    @Test
    void configurationComesFirstAndEqualValuesAreOneKey() {
        KeyRing ring = ring(Map.of(
                "quartermaster.providers.google.api-key", "same",
                "GOOGLE_API_KEY", "same",
                "GEMINI_API_KEY", "other",
                "GEMINI_API_KEY_7", "seventh"));

        assertThat(ring.states(ProviderId.GOOGLE))
                .extracting(KeyState::id, KeyState::source)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("google-config", "quartermaster.providers.google.api-key"),
                        org.assertj.core.groups.Tuple.tuple("google-2-1", "GEMINI_API_KEY"),
                        org.assertj.core.groups.Tuple.tuple("google-2-7", "GEMINI_API_KEY_7"));
    }

    @Test
    void anyFurtherProviderHasItsOwnVariable() {
        KeyRing ring = ring(Map.of("MY_VLLM_API_KEY", "value", "AWS_BEARER_TOKEN_BEDROCK", "bearer"));

        assertThat(ring.next(ProviderId.of("my-vllm")).orElseThrow().value()).isEqualTo("value");
        assertThat(ring.next(ProviderId.BEDROCK).orElseThrow().value()).isEqualTo("bearer");
    }

    @Test
    void operatorsSeeAMaskAndTheEndOfARest() {
        KeyRing ring = ring(Map.of("OPENAI_API_KEY", "sk-very-secret-value-1234"));
        ring.rest(ring.next(ProviderId.OPENAI).orElseThrow(), Duration.ofMinutes(5), "refused (401)");

        KeyState state = ring.states(ProviderId.OPENAI).get(0);

        assertThat(state.masked()).isEqualTo("…1234");
        assertThat(state.restingUntil()).contains(NOON.plus(Duration.ofMinutes(5)));
        assertThat(state.toString()).doesNotContain("secret");
    }

    private KeyRing ring(Map<String, String> settings) {
        return KeyRings.of(settings, clock);
    }

    private static java.util.List<String> ids(KeyRing ring, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> ring.next(ProviderId.OPENAI).orElseThrow().id())
                .toList();
    }
}
