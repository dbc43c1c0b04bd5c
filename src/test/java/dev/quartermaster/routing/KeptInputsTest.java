package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptInputsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatDiffersFromTheCircumstancesIsReadBackAndDecidesTheSame() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs before = Situations.inputs(random, models);
            SelectionInputs inputs = later(random, before, models);
            Circumstances circumstances = Circumstances.of(before);

            String text = JSON.writeValueAsString(new KeptInputs(inputs, circumstances));
            String shared = JSON.writeValueAsString(circumstances.content());
            Circumstances base = InputsJson.circumstances(JSON.readTree(shared));
            SelectionInputs back = InputsJson.read(JSON.readTree(text), base);

            assertThat(InputsJson.reference(JSON.readTree(text))).isEqualTo(base.id());
            assertThat(back).isEqualTo(inputs);
            assertThat(Selector.select(models, back).route())
                    .isEqualTo(Selector.select(models, inputs).route());
            assertThat(JSON.writeValueAsString(InputsJson.write(back)))
                    .isEqualTo(JSON.writeValueAsString(InputsJson.write(inputs)));
        });
    }

    /** The same settings, the same providers, and other models known. */
    private static SelectionInputs later(RandomGenerator random, SelectionInputs before, List<ModelSpec> models) {
        Signals base = before.signals();
        Signals other = Situations.signals(random, models);
        Map<ModelKey, ModelSignal> known = new HashMap<>(base.models());
        known.putAll(other.models());
        known.keySet().removeIf(any -> random.nextInt(5) == 0);
        Signals signals = new Signals(
                base.callable(),
                base.region(),
                other.routes(),
                base.resident(),
                base.unreachable(),
                other.tokenFactors(),
                other.providers(),
                known,
                base.closed(),
                base.barred(),
                budgets(random));
        SelectionInputs inputs = Situations.inputs(random, models);
        return new SelectionInputs(
                inputs.registryVersion(),
                inputs.need(),
                inputs.named(),
                before.configured(),
                inputs.named() == null
                        ? before.configured().forPriority(priority(inputs, signals))
                        : before.configured(),
                before.terms(),
                signals);
    }

    private static Priority priority(SelectionInputs inputs, Signals signals) {
        Priority asked = inputs.need().priority();
        return signals.budgets().economy() == null ? asked : asked.economised();
    }

    private static RequestedTier tier(RandomGenerator random) {
        return random.nextBoolean() ? null : new RequestedTier(Dialect.OPENAI_CHAT, "priority");
    }

    private static BudgetSignals budgets(RandomGenerator random) {
        List<BlockingBudget> blocking = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new BlockingBudget(
                        "b" + i,
                        "global",
                        random.nextBoolean() ? null : ProviderId.OPENAI,
                        random.nextBoolean() ? null : new ModelKey(ProviderId.OPENAI, "a"),
                        Money.usd("10"),
                        new Money(BigDecimal.valueOf(random.nextLong(1_000_000), 6)),
                        Money.ZERO,
                        new Money(BigDecimal.valueOf(random.nextLong(1_000_000), 12)),
                        random.nextBoolean() ? null : Instant.EPOCH.plusMillis(random.nextLong(1L << 40)),
                        random.nextBoolean()))
                .toList();
        BudgetSignals.Economy economy =
                random.nextBoolean() ? null : new BudgetSignals.Economy("e", random.nextInt(200));
        return blocking.isEmpty() && economy == null
                ? BudgetSignals.NONE
                : new BudgetSignals(blocking, economy, 1 + random.nextDouble(), random.nextInt(3), tier(random));
    }

    @Test
    void onlyWhatDiffersIsWritten() throws Exception {
        SelectionInputs before = Situations.inputs(
                Situations.plain(),
                Situations.knowing(Map.of(
                        "openai/a", ModelSignal.NONE.withQuota(0, 0.5, 0),
                        "openai/b", ModelSignal.NONE.withHealth(0.5, 0),
                        "openai/c", ModelSignal.NONE.withHealth(0.25, 0))));
        SelectionInputs inputs = Situations.inputs(
                Situations.plain(),
                Situations.knowing(Map.of(
                        "openai/a", ModelSignal.NONE.withQuota(0, 0.75, 0),
                        "openai/c", ModelSignal.NONE.withHealth(0.25, 0))));
        Circumstances circumstances = Circumstances.of(before);

        assertThat(JSON.writeValueAsString(new KeptInputs(inputs, circumstances)))
                .isEqualTo("{\"registry_version\":\"v1\",\"circumstances\":\"" + circumstances.id() + "\","
                        + "\"need\":{\"input_tokens\":1000,\"max_output_tokens\":500,\"priority\":\"medium\"},"
                        + "\"changes\":{\"models\":{\"openai/a\":{\"quota_wait_ms\":0,\"requests_used\":0.75},"
                        + "\"openai/b\":null}}}");
    }

    /** What was stored stays readable: circumstances with a decision that refers to them. */
    @Test
    void aStoredChoiceIsReadAndMadeAgainAsItWas() throws Exception {
        String shared = """
                {"configured_weights":{"capability":0.3,"cost":0.25,"performance":0.25,"availability":0.2},\
                "terms":{"cost_midpoint_usd":0.01,"latency_midpoint_ms":2000.0,"assumed_output_tokens":1024,\
                "usable_quota":0.9,"prior_calls":10.0,"prior_success_rate":0.9,"prior_quality":0.8},\
                "signals":{"callable":["bedrock","openai"],"bedrock_region":"eu-central-1",\
                "token_factors":{"openai":1.1},\
                "models":{"openai/a":{"quota_wait_ms":0,"requests_used":0.5},"openai/b":{"health":0.5}},\
                "closed":{"google":{"why":"has only keys that rest","wait_ms":4000}}}}""";
        String stored = """
                {"registry_version":"v7","circumstances":"c0f1c19c6a35be4bd19e7e4d2b7cd0a9",\
                "need":{"features":["tools"],"input_tokens":1200,"priority":"low"},\
                "weights":{"capability":0.3,"cost":0.52,"performance":0.1,"availability":0.08},\
                "changes":{"token_factors":{"openai":1.2},"models":{"openai/b":null,\
                "openai/c":{"health":0.0,"health_wait_ms":5000}}}}""";
        Circumstances base = InputsJson.circumstances(JSON.readTree(shared));

        SelectionInputs inputs = InputsJson.read(JSON.readTree(stored), base);

        assertThat(JSON.writeValueAsString(InputsJson.write(inputs)))
                .isEqualTo("{\"registry_version\":\"v7\","
                        + "\"need\":{\"features\":[\"tools\"],\"input_tokens\":1200,\"priority\":\"low\"},"
                        + "\"configured_weights\":"
                        + "{\"capability\":0.3,\"cost\":0.25,\"performance\":0.25,\"availability\":0.2},"
                        + "\"weights\":{\"capability\":0.3,\"cost\":0.52,\"performance\":0.1,\"availability\":0.08},"
                        + "\"terms\":{\"cost_midpoint_usd\":0.01,\"latency_midpoint_ms\":2000.0,"
                        + "\"assumed_output_tokens\":1024,\"usable_quota\":0.9,\"prior_calls\":10.0,"
                        + "\"prior_success_rate\":0.9,\"prior_quality\":0.8},"
                        + "\"signals\":{\"callable\":[\"bedrock\",\"openai\"],\"bedrock_region\":\"eu-central-1\","
                        + "\"token_factors\":{\"openai\":1.2},"
                        + "\"models\":{\"openai/a\":{\"quota_wait_ms\":0,\"requests_used\":0.5},"
                        + "\"openai/c\":{\"health\":0.0,\"health_wait_ms\":5000}},"
                        + "\"closed\":{\"google\":{\"why\":\"has only keys that rest\",\"wait_ms\":4000}}}}");
        assertThat(JSON.writeValueAsString(base.content())).isEqualTo(shared);
    }
}
