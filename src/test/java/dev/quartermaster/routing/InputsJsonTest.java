package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** What earlier versions stored stays readable, and leads to the same choice. */
    @Test
    void aStoredChoiceIsReadAndMadeAgainAsItWas() throws Exception {
        String stored = """
                {"registry_version":"v7",\
                "need":{"capabilities":["analysis"],"features":["tools","vision"],"input_tokens":1200,\
                "max_output_tokens":700,"max_cost_usd":"0.25","max_latency_ms":9000,"excluded_providers":["ollama"],\
                "residency":"eu","conversation":{"model":"openai/a","cached_tokens":900},"agent_type":"writer",\
                "allowed":["bedrock/d:0","openai/a","openai/b","openai/c"],"priority":"high"},\
                "configured_weights":{"capability":0.3,"cost":0.25,"performance":0.25,"availability":0.2},\
                "weights":{"capability":0.3,"cost":0.0,"performance":0.375,"availability":0.325},\
                "terms":{"cost_midpoint_usd":0.01,"latency_midpoint_ms":2000.0,"assumed_output_tokens":1024,\
                "usable_quota":0.9,"prior_calls":10.0,"prior_success_rate":0.9,"prior_quality":0.8},\
                "signals":{"callable":["bedrock","openai"],"bedrock_region":"eu-central-1",\
                "routes":{"bedrock/d:0":"in_region"},"resident":{"known":["bedrock/d:0"],"within":["bedrock/d:0"]},\
                "unreachable":{"bedrock/e:0":"is offered in no region that is called"},"token_factors":{"openai":1.1},\
                "providers":{"openai":{"health":0.5}},\
                "models":{"openai/a":{"quota_wait_ms":0,"requests_used":0.5,"tokens_used":0.25,\
                "track":[10,9,0.8,1000.0,1500.0,2000.0,null,40.5,600]},\
                "openai/b":{"quota_wait_ms":61000,"tokens_used":0.9},"openai/c":{"health":0.0,"health_wait_ms":5000}},\
                "closed":{"google":{"why":"has only keys that rest","wait_ms":4000}},\
                "barred":{"bedrock/f:0":{"why":"no key may call it"}}}}""";
        List<ModelSpec> models = Stream.of("openai/a", "openai/b", "openai/c", "bedrock/d:0")
                .map(name -> Models.named(name)
                        .features(Feature.TOOLS, Feature.VISION)
                        .capabilities(ModelRequirements.TEXT, "analysis")
                        .residency("eu")
                        .build())
                .toList();

        SelectionInputs inputs = InputsJson.read(JSON.readTree(stored));
        Selection selection = Selector.select(models, inputs);

        // It is from before scores were counted; each success had one.
        assertThat(JSON.writeValueAsString(InputsJson.write(inputs)))
                .isEqualTo(stored.replace("40.5,600]", "40.5,600,9.0]"));
        assertThat(Situations.names(selection)).containsExactly("bedrock/d:0", "openai/a");
        assertThat(selection.route())
                .extracting(RankedModel::suitability)
                .containsExactly(0.744375, 0.5119589552238806);
        assertThat(selection.rejected())
                .extracting(rejection -> rejection.model() + " " + rejection.reason())
                .containsExactly(
                        "openai/b 81 % of its tokens/min used; free in 61 s",
                        "openai/c is unavailable: its calls failed; next try in 6 s");
    }
}
