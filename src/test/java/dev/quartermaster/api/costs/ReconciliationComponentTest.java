package dev.quartermaster.api.costs;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.History;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger beside an export of a provider: differences by day and model, with what explains them. */
@QuarkusTest
class ReconciliationComponentTest {

    /** Days of which no other test has requests. */
    private static final String FROM = "2024-02-01T00:00:00Z";

    private static final long FIRST = Instant.parse(FROM).getEpochSecond();

    @Inject
    History history;

    private final String model = "audited-" + UUID.randomUUID();

    @Test
    void callsAreComparedOneByOne() {
        // A model that failed, billed by the provider, before another answered; and one from before calls had bills.
        record(
                "2024-02-01T12:00:00Z",
                "openai",
                model,
                List.of(
                        billed("openai", model, AttemptOutcome.ERROR, Usage.estimate(1000, 10)),
                        billed("anthropic", "another", AttemptOutcome.SUCCESS, Usage.of(5000, 100))),
                Usage.of(6000, 110));
        record("2024-02-01T13:00:00Z", "openai", model, List.of(), Usage.of(300, 30));
        record(
                "2024-02-02T13:00:00Z",
                "openai",
                model,
                List.of(billed("openai", model, AttemptOutcome.SUCCESS, Usage.of(50, 5))),
                Usage.of(50, 5));
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);

        compare("openai", "{\"data\":[" + bucket(0, 1200, 35) + "," + bucket(1, 50, 5) + "," + bucket(9, 1, 1) + "]}")
                .statusCode(200)
                .body("compared", equalTo(2))
                .body("ignored_lines", equalTo(1))
                .body("ours.input_tokens", equalTo(1350))
                .body("theirs.cost_usd", nullValue())
                .body("differences", hasSize(1))
                .body("differences[0].day", equalTo("2024-02-01"))
                .body("differences[0].model", equalTo(model))
                .body("differences[0].calls", equalTo(2))
                .body("differences[0].tokens_difference", equalTo(-105))
                .body("differences[0].explanations.reason", contains("estimated_usage", "failed_calls"));
    }

    @Test
    void aReportOfAwsIsUnderstood() {
        record(
                "2024-02-01T12:00:00Z",
                "bedrock",
                model,
                List.of(billed("bedrock", model, AttemptOutcome.SUCCESS, Usage.of(2000, 0))),
                Usage.of(2000, 0));
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);

        given().contentType("text/csv")
                .body("lineItem/UsageStartDate,lineItem/ProductCode,lineItem/UsageType,lineItem/UsageAmount,"
                        + "lineItem/UnblendedCost,lineItem/ResourceId\n2024-02-01T12:00:00Z,AmazonBedrock,"
                        + "USE1-Own-input-tokens,2.0,3.5,arn:aws:bedrock:us-east-1::foundation-model/" + model + "\n")
                .post("/api/v1/costs/reconciliation?provider=bedrock&from=" + FROM + "&to=2024-02-03T00:00:00Z")
                .then()
                .statusCode(200)
                .body("differences.find { it.model == '" + model + "' }.explanations[0].reason", equalTo("price"))
                .body("differences.find { it.model == '" + model + "' }.cost_difference_usd", equalTo(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "provider | from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z | {'data':[]}",
                "provider | provider=nobody&from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z | {'data':[]}",
                "from | provider=openai&to=2024-02-02T00:00:00Z | {'data':[]}",
                "from | provider=openai&from=2024-02-02T00:00:00Z&to=2024-02-02T00:00:00Z | {'data':[]}",
                "from | provider=openai&from=2024-02-01T01:00:00Z&to=2024-02-02T00:00:00Z | {'data':[]}",
                "to | provider=openai&from=2024-02-01T00:00:00Z&to=later | {'data':[]}",
                "data[0].results | provider=openai&from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z | {'data':[{'start_time':1}]}"
            })
    void aWrongRequestIsRefusedByItsField(String field, String query, String export) {
        given().contentType("application/json")
                .body(export.replace('\'', '"'))
                .post("/api/v1/costs/reconciliation?" + query)
                .then()
                .statusCode(400)
                .body("param", equalTo(field));
    }

    @Test
    void whatIsNoExportIsRefusedByTheLine() {
        compare("openai", "{\"data\":[\n  {]}").statusCode(400).body("detail", containsString("line 2"));
        compare("openai", "  ").statusCode(400).body("detail", containsString("empty"));
    }

    private static ValidatableResponse compare(String provider, String export) {
        return given().contentType("application/json")
                .body(export)
                .post("/api/v1/costs/reconciliation?provider=" + provider + "&from=" + FROM
                        + "&to=2024-02-03T00:00:00Z")
                .then();
    }

    private String bucket(int day, long input, long output) {
        return "{\"start_time\":" + (FIRST + day * 86_400L) + ",\"results\":[{\"model\":\"" + model
                + "\",\"input_tokens\":" + input + ",\"output_tokens\":" + output + "}]}";
    }

    private static Attempt billed(String provider, String model, AttemptOutcome outcome, Usage usage) {
        return new Attempt(provider, model, null, outcome, null, Integer.valueOf(200), 1)
                .billed(AttemptBill.of(usage, null, Money.usd("0.5")));
    }

    private void record(String time, String provider, String served, List<Attempt> attempts, Usage usage) {
        history.record(new InvocationRecord(
                        UUID.randomUUID(),
                        Instant.parse(time),
                        InvocationRecord.Source.CALL,
                        null,
                        new RequestOrigin(null, null, null, null, Map.of(), null),
                        served,
                        new ModelKey(ProviderId.of(provider), served),
                        null,
                        attempts.size() == 1
                                ? Outcome.success(false)
                                : attempts.isEmpty()
                                        ? Outcome.success(true)
                                        : Outcome.error(FailureKind.ERROR, ErrorCode.UPSTREAM_ERROR, false),
                        attempts,
                        0,
                        1.0,
                        null,
                        new InvocationCost(usage, Money.usd("0.5"), null, null),
                        null))
                .await()
                .atMost(Duration.ofMinutes(1));
    }
}
