package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingFieldsTest {

    private static final Usage TOTAL = Usage.estimate(7, 3);

    @Test
    void anEventThatHasAllItNeedsGoesAsItCame() {
        Map<String, Object> event =
                Map.of("type", "response.output_text.delta", "logprobs", List.of(Map.of("token", "a")));

        assertThat(MissingFields.filled(event)).isSameAs(event);
        Map<String, Object> other = Map.of("type", "response.in_progress");
        assertThat(MissingFields.filled(other)).isSameAs(other);
    }

    @Test
    void aTextEventHasLogprobs() {
        assertThat(MissingFields.filled(Map.of("type", "response.output_text.done", "text", "Hi")))
                .isEqualTo(Map.of("type", "response.output_text.done", "text", "Hi", "logprobs", List.of()));
    }

    @Test
    void usageGetsWhatItLacksAndKeepsWhatItHas() {
        Map<String, Object> usage = Map.of(
                "input_tokens", 9,
                "input_tokens_details", Map.of("cached_tokens", 2, "new_kind", 1),
                "output_tokens", 3,
                "total_tokens", 12);
        Map<String, Object> last = Map.of("type", "response.completed", "response", Map.of("id", "r", "usage", usage));

        assertThat(MissingFields.filled(last, TOTAL))
                .isEqualTo(Map.of(
                        "type",
                        "response.completed",
                        "response",
                        Map.of(
                                "id",
                                "r",
                                "usage",
                                Map.of(
                                        "input_tokens", 9,
                                        "input_tokens_details",
                                                Map.of("cached_tokens", 2, "new_kind", 1, "cache_write_tokens", 0L),
                                        "output_tokens", 3,
                                        "output_tokens_details", Map.of("reasoning_tokens", 0L),
                                        "total_tokens", 12))));
    }

    @Test
    void aResponseWithoutUsageGetsOurCount() {
        Map<String, Object> filled =
                MissingFields.filled(Map.of("type", "response.completed", "response", Map.of()), TOTAL);

        assertThat(filled.get("response"))
                .extracting("usage")
                .isEqualTo(Map.of(
                        "input_tokens", 7L,
                        "input_tokens_details", Map.of("cached_tokens", 0L, "cache_write_tokens", 0L),
                        "output_tokens", 3L,
                        "output_tokens_details", Map.of("reasoning_tokens", 0L),
                        "total_tokens", 10L));
    }
}
