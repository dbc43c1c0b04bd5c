package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatWasWrittenIsReadBackAndDecidesTheSame() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = Situations.inputs(random, models);

            String text = JSON.writeValueAsString(InputsJson.write(inputs));
            SelectionInputs back = InputsJson.read(JSON.readTree(text));

            assertThat(back).isEqualTo(inputs);
            Selection first = Selector.select(models, inputs);
            Selection again = Selector.select(models, back);
            assertThat(again.route()).isEqualTo(first.route());
            assertThat(again.rejected()).isEqualTo(first.rejected());
            assertThat(again.reason()).isEqualTo(first.reason());
            assertThat(JSON.writeValueAsString(InputsJson.write(back))).isEqualTo(text);
        });
    }

    @Test
    void whatIsAsAssumedIsLeftOut() throws Exception {
        Signals signals = Situations.knowing(Map.of(
                "openai/a", ModelSignal.NONE.withQuota(0, 0.5, 0), "openai/b", ModelSignal.NONE.withHealth(0.5, 0)));

        String text = JSON.writeValueAsString(InputsJson.write(Situations.inputs(Situations.plain(), signals)));

        assertThat(text)
                .isEqualTo("{\"registry_version\":\"v1\","
                        + "\"need\":{\"input_tokens\":1000,\"max_output_tokens\":500,\"priority\":\"medium\"},"
                        + "\"configured_weights\":"
                        + "{\"capability\":0.3,\"cost\":0.25,\"performance\":0.25,\"availability\":0.2},"
                        + "\"terms\":{\"cost_midpoint_usd\":0.01,\"latency_midpoint_ms\":2000.0,"
                        + "\"assumed_output_tokens\":1024,\"usable_quota\":0.9,\"prior_calls\":10.0,"
                        + "\"prior_success_rate\":0.9,\"prior_quality\":0.8},"
                        + "\"signals\":{\"callable\":[\"anthropic\",\"bedrock\",\"google\",\"ollama\",\"openai\"],"
                        + "\"models\":{\"openai/a\":{\"quota_wait_ms\":0,\"requests_used\":0.5},"
                        + "\"openai/b\":{\"health\":0.5}}}}");
    }
}
