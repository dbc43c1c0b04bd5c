package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.QuotaReport;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anthropic's calls on the wire, beyond the contract of every provider. */
@QuarkusTest
class AnthropicCallsComponentTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ApiKey KEY = new ApiKey(ProviderId.ANTHROPIC, "anthropic-1", "a-key-of-anthropic");
    private static final String ANSWER = """
            {"id":"msg_01","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
             "content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":1,"output_tokens":1}}""";

    @Inject
    Vertx vertx;

    @Inject
    AnthropicFactory factory;

    private final List<QuotaReport> quotas = new ArrayList<>();
    private StubServer stub;
    private AnthropicProvider provider;

    @BeforeEach
    void start() throws Exception {
        stub = StubServer.start(vertx);
        provider = (AnthropicProvider) factory.create(
                ProviderId.ANTHROPIC,
                new ProviderSettings(stub.url(), LONG, LONG, LONG, LONG, 8, FailureTable.standard()));
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        stub.close();
    }

    @Test
    void theKeyTheVersionAndTheBetasAreHeaders() {
        stub.answersJson(200, ANSWER);
        ChatRequest request = Samples.withExtra(
                Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, Part.Text.of("Hi"))),
                Map.of("anthropic_beta", List.of("context-1m-2025-08-07", "files-api-2025-04-14")));

        chat(request, "claude-sonnet-4-5").awaitItem(LONG);

        assertThat(stub.lastSeen().uri()).isEqualTo("/v1/messages");
        assertThat(stub.lastSeen().headers())
                .containsEntry("x-api-key", "a-key-of-anthropic")
                .containsEntry("anthropic-version", "2023-06-01")
                .containsEntry("anthropic-beta", "context-1m-2025-08-07,files-api-2025-04-14")
                .doesNotContainKey("authorization");
        assertThat(stub.lastSeen().body()).doesNotContain("anthropic_beta");
    }

    @Test
    void limitsAreReportedFromTheHeaders() {
        stub.answers(
                200,
                "application/json",
                ANSWER,
                Map.of(
                        "anthropic-ratelimit-requests-limit", "1000",
                        "anthropic-ratelimit-requests-remaining", "998",
                        "anthropic-ratelimit-input-tokens-limit", "450000",
                        "anthropic-ratelimit-input-tokens-remaining", "449000"));

        chat(Samples.question("Hi"), "claude-sonnet-4-5").awaitItem(LONG);

        assertThat(quotas).containsExactly(new QuotaReport(1000L, 998L, null, 450_000L, 449_000L, null));
    }

    @Test
    void aSpendLimitIsForGood() {
        stub.answersJson(429, """
                {"type":"error","error":{"type":"rate_limit_error","message":"limit reached",
                 "details":{"error_code":"enforced_spend_limit_reached"}}}""");

        ProviderFailure failure = (ProviderFailure) chat(Samples.question("Hi"), "claude-sonnet-4-5")
                .awaitFailure(LONG)
                .getFailure();

        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.code()).contains("enforced_spend_limit_reached");
    }

    @Test
    void newerModelsTakeASchemaAndOlderOnesATool() {
        stub.answersJson(200, ANSWER);
        chat(inFormat(), "claude-sonnet-4-5").awaitItem(LONG);
        assertThat(stub.lastSeen().body()).contains("\"output_config\"").doesNotContain("\"tools\"");

        stub.answersJson(200, """
                {"id":"msg_01","type":"message","role":"assistant","model":"m","stop_reason":"tool_use","content":[
                  {"type":"tool_use","id":"toolu_1","name":"final_answer","input":{"celsius":4}}],
                 "usage":{"input_tokens":1,"output_tokens":1}}""");
        ChatReply reply =
                chat(inFormat(), "claude-3-haiku-20240307").awaitItem(LONG).getItem();

        assertThat(stub.lastSeen().body()).contains("\"tool_choice\":{\"type\":\"tool\",\"name\":\"final_answer\"}");
        assertThat(reply.choices().get(0).parts()).containsExactly(Part.Text.of("{\"celsius\":4}"));
    }

    @Test
    void tokensAreCounted() {
        stub.answersJson(200, "{\"input_tokens\":2095}");
        ProviderCall<ChatRequest> call = call(Samples.question("Hi"), "claude-sonnet-4-5");

        Long tokens = provider.countTokens(call)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(LONG)
                .getItem();

        assertThat(tokens).isEqualTo(2095);
        assertThat(stub.lastSeen().uri()).isEqualTo("/v1/messages/count_tokens");
    }

    private static ChatRequest inFormat() {
        Map<String, Object> schema = Plain.object("""
                {"type":"object","properties":{"celsius":{"type":"integer"}},"required":["celsius"],
                 "additionalProperties":false}""");
        ChatRequest plain = Samples.question("How warm is it?");
        ResponseFormat format =
                new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "warmth", null, schema, true, Map.of());
        return Samples.withFormat(plain, format);
    }

    private UniAssertSubscriber<ChatReply> chat(ChatRequest request, String model) {
        return provider.chat(call(request, model)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private ProviderCall<ChatRequest> call(ChatRequest request, String model) {
        return new ProviderCall<>(Samples.model(ProviderId.ANTHROPIC, model), request, KEY, quotas::add);
    }
}
