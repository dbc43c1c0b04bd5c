package dev.quartermaster.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets on the way of requests, from the caller's bytes to the ledger's row. */
@QuarkusTest
class BudgetHoldsComponentTest {

    private static final String TOO_SMALL = "0.000001";

    @Inject
    AgroalDataSource database;

    private final HttpClient http = HttpClient.newHttpClient();
    private BudgetedHouse house;

    @BeforeEach
    void open() {
        house = new BudgetedHouse(database);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theRefusalIsInTheCallersDialectWithTheAmounts() throws Exception {
        String model = house.model("openai", "dear", "1000");
        String budget = house.budget("tiny", TOO_SMALL, ",'action':'block'");
        String scope = "agent_type " + house.agent;

        for (ValidatableResponse refusal : List.of(
                house.ask(model, ""),
                house.ask(model, ",'stream':true"),
                house.post("/v1/responses", "{'model':'" + model + "','input':'Hello','max_output_tokens':100}"))) {
            refusal.statusCode(429)
                    .body("error.type", equalTo("rate_limit_error"))
                    .body("error.code", equalTo("budget_exceeded"))
                    .body("error.param", nullValue())
                    .body("error.message", containsString("The budget " + budget + " (" + scope + ") never covers"))
                    .body("error.message", containsString(model))
                    .body("error.budget.name", equalTo(budget))
                    .body("error.budget.scope", equalTo(scope))
                    .body(containsString("\"limit_usd\":0.000001,\"spent_usd\":0,\"held_usd\":0,\"asked_usd\":0.1"))
                    .header("retry-after", nullValue())
                    .header("x-should-retry", equalTo("false"))
                    .header("x-quartermaster-attempts", equalTo("0"));
        }
        house.post(
                        "/v1/messages",
                        "{'model':'" + model + "','max_tokens':100,'messages':[{'role':'user','content':'Hello'}]}")
                .statusCode(429)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("rate_limit_error"))
                .body("error.message", containsString(budget))
                .body("error.budget.scope", equalTo(scope));
        given().contentType("application/json")
                .body("{\"task\":{\"agent_type\":\"" + house.agent + "\",\"prompt\":\"Hello\",\"max_tokens\":100},"
                        + "\"constraints\":{\"required_capabilities\":[\"" + house.capability + "\"]}}")
                .post("/api/v1/selections")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("budget_exceeded"))
                .body("budget.name", equalTo(budget));
        house.rows(4).forEach(row -> assertThat(row.cost()).isZero());
        assertThat(house.settled(budget)).isZero();
    }

    @Test
    void embeddingsAreHeldForAsWell() {
        String model = house.vectors("1000000");
        house.budget("tiny", TOO_SMALL, ",'action':'block'");

        house.post("/v1/embeddings", "{'model':'" + model + "','input':'Hello'}")
                .statusCode(429)
                .body("error.code", equalTo("budget_exceeded"));
    }

    /** The official clients know the error by its class, and do not ask again on their own. */
    @Test
    void officialClientsSeeALimit() {
        String model = house.model("openai", "dear", "1000");
        house.budget("tiny", "'scope':'model','target':'" + model + "','limit_usd':" + TOO_SMALL + ",'action':'block'");

        Throwable ofOpenAi = catchThrowable(() -> OpenAIOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port + "/v1")
                .apiKey("any")
                .build()
                .chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Hello")
                        .build()));
        Throwable ofAnthropic = catchThrowable(() -> AnthropicOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port)
                .apiKey("any")
                .build()
                .messages()
                .create(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessage("Hello")
                        .build()));

        assertThat(ofOpenAi)
                .isInstanceOf(com.openai.errors.RateLimitException.class)
                .hasMessageContaining("never covers");
        assertThat(ofAnthropic)
                .isInstanceOf(com.anthropic.errors.RateLimitException.class)
                .hasMessageContaining("never covers");
    }

    @Test
    void concurrentRequestsNeverSpendMoreThanTheLimit() throws Exception {
        String model = house.model("openai", "busy", "100");
        String budget = house.budget("shared", "0.5", ",'action':'block'");
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Which way is north?\"}]}";

        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 200)
                .mapToObj(i ->
                        http.sendAsync(request("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofString()))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        List<BigDecimal> readings = new ArrayList<>();
        while (!all.isDone()) {
            readings.add(inUse(budget));
        }
        readings.add(inUse(budget));

        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            statuses.add(call.join().statusCode());
        }
        assertThat(Set.copyOf(statuses)).as("%s", calls.get(0).join().body()).isEqualTo(Set.of(200, 429));
        assertThat(readings).allMatch(used -> used.compareTo(new BigDecimal("0.5")) <= 0);
        BigDecimal booked =
                house.rows(200).stream().map(BudgetedHouse.Row::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(house.settled(budget)).isEqualByComparingTo(booked).isLessThanOrEqualTo(new BigDecimal("0.5"));
    }

    private BigDecimal inUse(String budget) {
        JsonPath now = house.read(budget);
        return new BigDecimal(now.getString("spent_usd")).add(new BigDecimal(now.getString("held_usd")));
    }

    @Test
    void whatIsSettledIsWhatTheRowSays() throws Exception {
        String model = house.model("openai", "settled", "100");
        String budget = house.budget("watched", "100", ",'action':'block'");
        house.ask(model, "").statusCode(200);
        house.ask(model, ",'stream':true").statusCode(200);
        BudgetedHouse.fault("{'provider':'openai','model':'" + id(model) + "','kind':'cut','after_bytes':900,'times':1,"
                + "'text':'" + "The needle points north. ".repeat(60) + "'}");
        house.ask(model, ",'stream':true").statusCode(200);
        BudgetedHouse.fault("{'provider':'openai','model':'" + id(model) + "','status':400,'times':1}");
        house.ask(model, "").statusCode(400);
        leave(model);

        List<BudgetedHouse.Row> rows = house.rows(5);
        BigDecimal spent = BigDecimal.ZERO;
        for (BudgetedHouse.Row row : rows) {
            assertThat(new BigDecimal(row.leases())).as("%s", row).isEqualByComparingTo(row.cost());
            spent = spent.add(row.cost());
        }
        assertThat(rows).filteredOn(row -> row.cost().signum() > 0).hasSize(4);
        assertThat(house.settled(budget)).isEqualByComparingTo(spent);
    }

    /** Reads the beginning of a stream that then stalls, and hangs up. */
    private void leave(String model) throws Exception {
        BudgetedHouse.fault("{'provider':'openai','model':'" + id(model) + "','kind':'stall','after_bytes':1500,"
                + "'times':1,'text':'" + "The needle points north. ".repeat(200) + "'}");
        String body =
                "{\"model\":\"" + model + "\",\"stream\":true,\"max_tokens\":900,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"Where am I?\"}]}";
        HttpResponse<InputStream> response =
                http.send(request("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream stream = response.body()) {
            assertThat(stream.readNBytes(200)).hasSize(200);
        }
    }

    /** The limit has room for one call at a time. */
    @Test
    void aFailoverDoesNotHoldTwice() {
        String first = house.model("openai", "failing", "1000");
        String second = house.model("openai", "standing-in", "1000");
        String budget = house.budget("one-call", "0.15", ",'action':'block'");
        BudgetedHouse.fault("{'provider':'openai','model':'" + id(first) + "','status':503,'times':9}");

        house.ask(first, ",'quartermaster':{'fallbacks':['" + second + "']}")
                .statusCode(200)
                .header("x-quartermaster-model", equalTo(second));

        assertThat(house.settled(budget)).isPositive().isLessThan(new BigDecimal("0.15"));
    }

    @Test
    void aNamedModelThatIsTooDearGivesWayToItsFallback() {
        String dear = house.model("openai", "dear", "10000");
        String cheap = house.model("google", "cheap", "1");
        house.budget("small", "0.01", ",'action':'block'");

        String decision = house.ask(dear, ",'quartermaster':{'fallbacks':['" + cheap + "']}")
                .statusCode(200)
                .header("x-quartermaster-model", equalTo(cheap))
                .extract()
                .header("x-quartermaster-decision");
        house.ask(dear, "").statusCode(429);

        decision(decision)
                .body("attempts[0].model", equalTo(id(dear)))
                .body("attempts[0].outcome", equalTo("skipped"))
                .body("attempts[0].reason", equalTo("budget"))
                .body("attempts[1].model", equalTo(id(cheap)))
                .body("attempts[1].outcome", equalTo("success"));
    }

    @Test
    void autoDropsWhatTheBudgetDoesNotCoverAndSaysSo() {
        String dear = house.model("openai", "dear", "10000");
        String cheap = house.model("google", "cheap", "1");
        String budget = house.budget("small", "0.01", ",'action':'block'");

        String decision = auto().statusCode(200)
                .header("x-quartermaster-model", equalTo(cheap))
                .extract()
                .header("x-quartermaster-decision");

        decision(decision)
                .body(
                        "rejected.find { it.model_id == '" + id(dear) + "' }.reason",
                        containsString("the budget " + budget + " has 0.01 of 0.01 USD left"))
                .body("inputs.signals.budgets.blocking[0].budget", equalTo(budget));
    }

    @Test
    void whereTheBudgetIsGoneAutoIsToldSoAndNotThatNobodyIsThere() {
        house.model("openai", "dear", "10000");
        house.model("google", "dearer", "20000");
        String budget = house.budget("small", "0.01", ",'action':'block'");

        auto().statusCode(429)
                .body("error.code", equalTo("budget_exceeded"))
                .body("error.budget.name", equalTo(budget))
                .body("error.message", containsString("Budgets refuse 1 more models."));
    }

    /** Also the budget of a provider: before the choice it is not known who will be paid. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'scope':'agent_type','target':'AGENT'",
                "'scopes':[{'scope':'agent_type','target':'AGENT'},{'scope':'provider','target':'openai'}]"
            })
    void pastItsThresholdABudgetPrefersWhatIsCheaper(String scopes) {
        String able = house.model(
                "openai", "able", "{'input_per_1m':30,'output_per_1m':30}", "'average_response_time_ms':200,");
        String slow = house.model(
                "google", "slow", "{'input_per_1m':1,'output_per_1m':1}", "'average_response_time_ms':6000,");
        auto().statusCode(200).header("x-quartermaster-model", equalTo(able));
        String budget = house.budget(
                "steering",
                scopes.replace("AGENT", house.agent)
                        + ",'limit_usd':0.001,'action':'alert','on_threshold':'economise','economise_from':0.5");
        house.ask(able, "").statusCode(200);
        house.ask(able, "").statusCode(200);
        assertThat(house.settled(budget)).isGreaterThan(new BigDecimal("0.0005"));

        String decision = auto().statusCode(200)
                .header("x-quartermaster-model", equalTo(slow))
                .extract()
                .header("x-quartermaster-decision");

        decision(decision)
                .body("selection_reason", containsString("; budget " + budget + " is "))
                .body("selection_reason", containsString(" % spent, so cheaper models are preferred"))
                .body("inputs.signals.budgets.economy.budget", equalTo(budget));
    }

    @Test
    void aTierWithoutAPriceIsRefusedByTheModelsName() {
        String model = house.model("openai", "flat", "1");
        house.budget("ample", "100", ",'action':'block'");

        house.ask(model, ",'service_tier':'priority'")
                .statusCode(429)
                .body("error.message", containsString("cannot cover " + model + ": its price is not known."))
                .header("retry-after", nullValue());
        house.ask(model, ",'service_tier':'default'").statusCode(200);
    }

    /** A provider may serve at what nobody asked for. Who cannot be billed exactly is billed at the most, until a price is there. */
    @Test
    void servedAtATierWithoutAPriceACallSpendsAllThatItHeld() throws Exception {
        String model = house.model("openai", "surprising", "100");
        String budget = house.budget("ample", "100", ",'action':'block'");
        Instant from = Instant.now();
        BudgetedHouse.fault("{'provider':'openai','model':'" + id(model) + "','times':1,"
                + "'usage':{'input':10,'output':20},'service_tier':'priority'}");
        house.ask(model, "").statusCode(200).header("x-quartermaster-cost-usd", nullValue());

        BudgetedHouse.Row row = house.rows(1).get(0);
        assertThat(row.cost()).isNull();
        BigDecimal spent = house.settled(budget);
        assertThat(spent).as("100 tokens of an answer at the least").isGreaterThan(new BigDecimal("0.01"));
        assertThat(new BigDecimal(row.leases())).isEqualByComparingTo(spent);

        price(
                model,
                "{'input_per_1m':100,'output_per_1m':100,'service_tiers':{'priority':"
                        + "{'input_per_1m':200,'output_per_1m':200}}}");
        rerate(model, from);

        assertThat(house.rows(1).get(0).cost()).isEqualByComparingTo("0.006");
        assertThat(house.settled(budget)).isEqualByComparingTo("0.006");
    }

    @Test
    void aCorrectedPriceChangesWhatBudgetsHaveSpent() throws Exception {
        String model = house.model("openai", "corrected", "100");
        String budget = house.budget("ample", "100", ",'action':'block'");
        Instant from = Instant.now();
        house.ask(model, "").statusCode(200);
        house.ask(model, ",'stream':true").statusCode(200);
        BigDecimal before =
                house.rows(2).stream().map(BudgetedHouse.Row::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(house.settled(budget)).isPositive().isEqualByComparingTo(before);

        price(model, "{'input_per_1m':300,'output_per_1m':300}");
        rerate(model, from);

        assertThat(house.settled(budget)).isEqualByComparingTo(before.multiply(BigDecimal.valueOf(3)));
    }

    private static void price(String model, String pricing) {
        given().contentType("application/merge-patch+json")
                .body(("{'pricing':" + pricing + "}").replace('\'', '"'))
                .patch("/api/v1/models/" + model)
                .then()
                .statusCode(200);
    }

    private static void rerate(String model, Instant from) {
        given().contentType("application/json")
                .body(("{'from':'" + from.minusSeconds(60) + "','to':'" + Instant.now() + "','model':'" + model
                                + "','dry_run':false}")
                        .replace('\'', '"'))
                .post("/api/v1/costs/rerating")
                .then()
                .statusCode(200)
                .body("changed_requests", greaterThan(0));
    }

    @Test
    void anAssignmentGoesToWhatTheBudgetStillCovers() {
        String dear = house.model(
                "openai", "dear", "{'input_per_1m':10000,'output_per_1m':10000}", "'average_response_time_ms':200,");
        String cheap = house.model("google", "cheap", "1");
        String budget = house.budget("small", "0.01", ",'action':'block'");

        assign("first")
                .body("selected_model_id", equalTo(id(cheap)))
                .body("degraded", equalTo(false))
                .body(
                        "model_selection.rejected.find { it.model_id == '" + id(dear) + "' }.reason",
                        containsString("the budget " + budget));

        house.budget("nothing-left", "0.000000001", ",'action':'block'");
        assign("first").body("selected_model_id", equalTo("gpt-4o-mini")).body("degraded", equalTo(true));
    }

    private ValidatableResponse assign(String task) {
        return house.post(
                        "/api/v1/assignments",
                        "{'agent_type':'" + house.agent + "','task':{'id':'" + task
                                + "','prompt':'Which way is north?','max_tokens':100},"
                                + "'base_assignment':{'role_type':'writer','fallback_model':'gpt-4o-mini'},"
                                + "'constraints':{'required_capabilities':['" + house.capability + "']}}")
                .statusCode(200);
    }

    @Test
    void shadowsAndAlertsNeverRefuse() {
        String model = house.model("openai", "free-to-go", "1000");
        String shadow = house.budget("shadow", TOO_SMALL, ",'action':'shadow'");
        String alert = house.budget("alert", TOO_SMALL, ",'action':'alert'");

        house.ask(model, "").statusCode(200);
        house.ask(model, ",'service_tier':'priority'").statusCode(200);

        assertThat(house.settled(alert)).isPositive();
        assertThat(house.settled(shadow)).isPositive();
        assertThat(house.read(shadow).getInt("would_have_blocked")).isPositive();
    }

    private ValidatableResponse auto() {
        return house.ask("auto", ",'quartermaster':{'required_capabilities':['" + house.capability + "']}");
    }

    private static ValidatableResponse decision(String id) {
        return given().get("/api/v1/decisions/" + id).then().statusCode(200);
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("content-type", "application/json")
                .header("x-agent-type", house.agent)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String id(String model) {
        return model.substring(model.indexOf('/') + 1);
    }
}
